using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Simulator.Tokens;

/// <summary>The providers' four ways to prove a secret without sending it.</summary>
public static class Signing
{
    public static string AppSecretProof(string token, string appSecret) => Convert.ToHexStringLower(Hmac(appSecret, Encoding.UTF8.GetBytes(token)));

    /// <summary>X-Hub-Signature-256, over the raw bytes.</summary>
    public static string HubSignature(ReadOnlySpan<byte> body, string appSecret) => "sha256=" + Convert.ToHexStringLower(Hmac(appSecret, body));

    /// <summary>The signature covers the encoded payload, not the JSON inside.</summary>
    public static string SignedRequest(string payload, string appSecret)
    {
        var encoded = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return $"{Base64Url.EncodeToString(Hmac(appSecret, Encoding.ASCII.GetBytes(encoded)))}.{encoded}";
    }

    /// <summary>RFC 7636, S256.</summary>
    public static string PkceChallenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static bool Same(string? left, string? right) =>
        left is not null && right is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static byte[] Hmac(string secret, ReadOnlySpan<byte> data) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), data);
}
