using System.Buffers.Binary;

namespace PlumbingOps.Simulator.Media;

/// <summary>What the bytes say, whatever the name and the header claim.</summary>
public sealed record PictureFacts(int Width, int Height, bool IsMultiPicture)
{
    private const int MarkerBytes = 2;

    public double Ratio => Height == 0 ? 0 : (double)Width / Height;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <summary>JPEG, PNG, GIF, TIFF, WebP or HEIF.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> bytes) =>
        IsJpeg(bytes) || bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) || bytes.StartsWith("GIF8"u8)
        || bytes.StartsWith<byte>([(byte)'I', (byte)'I', 42, 0]) || bytes.StartsWith<byte>([(byte)'M', (byte)'M', 0, 42])
        || (bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8))
        || (bytes.Length > 12 && bytes[4..].StartsWith("ftyp"u8));

    /// <summary>Walks the segments of a JPEG to the frame header; null when there is none.</summary>
    public static PictureFacts? OfJpeg(ReadOnlySpan<byte> bytes)
    {
        if (!IsJpeg(bytes))
        {
            return null;
        }

        var isMultiPicture = false;
        var at = MarkerBytes;
        while (at + 4 <= bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + MarkerBytes)..]);
            var segment = bytes[Math.Min(at + 4, bytes.Length)..Math.Min(at + MarkerBytes + Math.Max(length, (ushort)2), bytes.Length)];
            isMultiPicture |= marker == 0xE2 && segment.StartsWith("MPF\0"u8);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && segment.Length >= 5)
            {
                return new PictureFacts(BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), isMultiPicture);
            }

            at += MarkerBytes + length;
        }

        return null;
    }
}
