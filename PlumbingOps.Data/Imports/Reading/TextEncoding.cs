using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.Imports;

/// <summary>What the bytes say about themselves, found in one pass: encoding, hash and length.</summary>
internal sealed record TextEncoding(Encoding Encoding, string Name, int MarkLength, string Sha256, long Length, byte[] Head)
{
    public static TextEncoding Detect(Stream stream, long maxBytes)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var buffer = new byte[64 * 1024];
        var decoded = new char[64 * 1024 + 8];
        var head = Array.Empty<byte>();
        var validUtf8 = true;
        var length = 0L;
        int read;
        while ((read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            if (length == 0)
            {
                head = buffer[..Math.Min(read, 4096)];
            }
            length += read;
            if (length > maxBytes)
            {
                throw new ImportRefusedException($"This file is larger than {maxBytes / (1024 * 1024)} MB. Export a shorter span of the calendar.");
            }
            sha.AppendData(buffer, 0, read);
            if (validUtf8)
            {
                try
                {
                    utf8.GetChars(buffer.AsSpan(0, read), decoded, flush: false);
                }
                catch (DecoderFallbackException)
                {
                    validUtf8 = false;
                }
            }
        }
        if (length == 0)
        {
            throw new ImportRefusedException("This file is empty.");
        }
        if (validUtf8)
        {
            try
            {
                utf8.GetChars([], decoded, flush: true);
            }
            catch (DecoderFallbackException)
            {
                validUtf8 = false;
            }
        }
        var (encoding, name, mark) = Choose(head, validUtf8);
        return new(encoding, name, mark, Convert.ToHexStringLower(sha.GetHashAndReset()), length, head);
    }

    private static (Encoding Encoding, string Name, int Mark) Choose(byte[] head, bool validUtf8)
    {
        if (head.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]))
        {
            return (new UTF8Encoding(false), "UTF-8", 3);
        }
        if (head.AsSpan().StartsWith((byte[])[0xFF, 0xFE]))
        {
            return (Encoding.Unicode, "UTF-16", 2);
        }
        if (head.AsSpan().StartsWith((byte[])[0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode, "UTF-16", 2);
        }
        // UTF-16 without its mark: Latin text has a zero in every other byte.
        var sample = head.AsSpan(0, Math.Min(head.Length, 64) & ~1);
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i += 2)
        {
            even += sample[i] == 0 ? 1 : 0;
            odd += sample[i + 1] == 0 ? 1 : 0;
        }
        if (sample.Length >= 8 && odd == sample.Length / 2 && even == 0)
        {
            return (Encoding.Unicode, "UTF-16", 0);
        }
        if (sample.Length >= 8 && even == sample.Length / 2 && odd == 0)
        {
            return (Encoding.BigEndianUnicode, "UTF-16", 0);
        }
        return validUtf8
            ? (new UTF8Encoding(false), "UTF-8", 0)
            : (CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "Windows-1252", 0);
    }
}
