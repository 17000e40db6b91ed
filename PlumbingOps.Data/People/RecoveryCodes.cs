using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.People;

/// <summary>For the day the phone is lost: each signs in once. Only their hashes are kept, and nobody types their way through 60 bits.</summary>
internal static class RecoveryCodes
{
    public const int Count = 10;
    private const int Letters = 12;
    private const int GroupSize = 4;
    /// <summary>None that are mistaken for one another.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count)
        .Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Letters).Chunk(GroupSize).Select(group => new string(group))))];

    /// <param name="code">As typed: with or without dashes and blanks.</param>
    public static string Hash(Guid userId, string code)
    {
        var plain = new string([.. code.Where(char.IsLetterOrDigit)]).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId:N}|{plain}")));
    }

    public static List<string> Hashes(Guid userId, IEnumerable<string> codes) => [.. codes.Select(code => Hash(userId, code))];
}
