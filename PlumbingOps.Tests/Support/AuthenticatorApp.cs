using PlumbingOps.Data.People;

namespace PlumbingOps.Tests.Support;

/// <summary>The app on a person's phone: it knows a key, typed or scanned, and the time.</summary>
public sealed class AuthenticatorApp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly byte[] key;

    /// <param name="letters">As the page shows them.</param>
    public AuthenticatorApp(string letters)
    {
        var bits = string.Concat(letters.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        key = [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    public string CodeAt(DateTimeOffset at) => Totp.CodeAt(key, Totp.StepAt(at));
}
