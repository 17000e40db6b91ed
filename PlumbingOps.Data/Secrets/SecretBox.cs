using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.Secrets;

/// <summary>
/// Seals long-lived secrets for the database: AES-GCM under one of <see cref="SecretKeys"/>. A sealed text opens only in the place it was sealed for;
/// copied to another person's row it is worthless.
/// </summary>
public sealed class SecretBox(SecretKeys keys)
{
    private const string Version = "v1";
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Takes the newest key, whoever added it.</summary>
    /// <exception cref="SecretKeysException">The keys are gone: what is sealed now could never be opened.</exception>
    public string Seal(ReadOnlySpan<byte> secret, SecretPlace place)
    {
        var (id, key) = keys.Newest();
        var whole = new byte[NonceBytes + TagBytes + secret.Length];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, secret, whole.AsSpan(NonceBytes + TagBytes), whole.AsSpan(NonceBytes, TagBytes), BoundTo(id, place));
        return $"{Version}.{id}.{Base64Url.EncodeToString(whole)}";
    }

    /// <exception cref="SecretLostException">Its key is not here, or it was sealed for another place.</exception>
    public byte[] Open(string sealedSecret, SecretPlace place)
    {
        if (sealedSecret.Split('.') is not [Version, var id, var text] || FindKey(id) is not { } key)
        {
            throw new SecretLostException("The key this secret was sealed with is not among the keys of this house.");
        }

        try
        {
            var whole = Base64Url.DecodeFromChars(text).AsSpan();
            var secret = new byte[whole.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(whole[..NonceBytes], whole[(NonceBytes + TagBytes)..], whole.Slice(NonceBytes, TagBytes), secret, BoundTo(id, place));
            return secret;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new SecretLostException("The secret is damaged, or was sealed for another place.", e);
        }
    }

    private byte[]? FindKey(string id)
    {
        try
        {
            return keys.Find(id);
        }
        catch (SecretKeysException unreadable)
        {
            throw new SecretLostException("The key of this secret is not known, and the keys of this house cannot be read.", unreadable);
        }
    }

    private static byte[] BoundTo(string id, SecretPlace place) => Encoding.UTF8.GetBytes($"{Version}|{id}|{place.Text}");
}

/// <summary>What was sealed cannot be opened (any more).</summary>
public sealed class SecretLostException(string message, Exception? inner = null) : Exception(message, inner);
