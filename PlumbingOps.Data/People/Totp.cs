using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.People;

/// <summary>The six digits of an authenticator app (RFC 6238: SHA-1, half a minute, as every app does it).</summary>
internal static class Totp
{
    public const int KeyBytes = 20;
    public const int Digits = 6;
    /// <summary>Steps a phone's clock may be ahead or behind.</summary>
    private const int Drift = 1;
    private const int StepSeconds = 30;
    private const int Modulus = 1_000_000;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerLetter = 5;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // Authenticator apps know no other hash; as an HMAC it is sound.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step the code belongs to; null when it is wrong, or not newer than the one used last.</summary>
    public static long? FindStep(byte[] key, string code, DateTimeOffset at, long usedLast)
    {
        var now = StepAt(at);
        for (var step = now - Drift; step <= now + Drift; step++)
        {
            if (step > usedLast && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(key, step)), Encoding.UTF8.GetBytes(code)))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>As apps take it when typed: letters and digits that are not mistaken for each other.</summary>
    public static string InLetters(byte[] key)
    {
        var letters = new StringBuilder();
        var (bits, waiting) = (0, 0);
        foreach (var part in key)
        {
            bits = (bits << 8 | part) & 0xfff;
            waiting += 8;
            while (waiting >= BitsPerLetter)
            {
                waiting -= BitsPerLetter;
                letters.Append(Alphabet[bits >> waiting & 31]);
            }
        }

        return letters.ToString();
    }
}
