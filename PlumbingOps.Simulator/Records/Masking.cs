using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Simulator.Records;

/// <summary>Secrets never reach the ledger; a fingerprint still tells one token from another.</summary>
public static class Masking
{
    private const int MostCharacters = 2500;
    private const int FingerprintBytes = 4;

    private static readonly HashSet<string> Secrets =
    [
        "access_token", "appsecret_proof", "client_secret", "code", "code_verifier", "fb_exchange_token", "input_token", "refresh_token", "token",
    ];

    public static string Fingerprint(string secret) =>
        "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, FingerprintBytes));

    public static Dictionary<string, string> Mask(IReadOnlyDictionary<string, string> parameters, string? bearer)
    {
        var masked = parameters.ToDictionary(pair => pair.Key, pair => Secrets.Contains(pair.Key) ? Fingerprint(pair.Value) : Clip(pair.Value));
        if (bearer is not null)
        {
            masked["Authorization"] = Fingerprint(bearer);
        }

        return masked;
    }

    private static string Clip(string value) => value.Length <= MostCharacters ? value : string.Concat(value.AsSpan(0, MostCharacters), "…");
}
