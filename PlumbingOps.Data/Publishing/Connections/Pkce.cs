using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>The random words of a walk to a network and back (RFC 7636, RFC 9700).</summary>
internal static class Pkce
{
    private const int Bytes = 32;

    /// <summary>256 bits: a state, a browser's cookie, a verifier.</summary>
    public static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool Matches(string secret, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));
}
