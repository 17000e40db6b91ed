using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;

namespace PlumbingOps.Tests.Media;

/// <summary>Pictures made for tests.</summary>
internal static class TestPicture
{
    public static byte[] Png(int width, int height, byte shade)
    {
        var lines = new byte[height * (1 + width)];
        for (var y = 0; y < height; y++)
        {
            lines.AsSpan((y * (1 + width)) + 1, width).Fill((byte)(shade * 20));
        }

        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(lines);
        }

        return Of(width, height, packed.ToArray());
    }

    /// <summary>A few bytes that say they are enormous.</summary>
    public static byte[] Claiming(int width, int height) => Of(width, height, [0x78, 0x01, 0x03, 0, 0, 0, 0, 1]);

    /// <summary>A photo as a phone held on its side takes it: the pixels lie, and its notes say how it was held.</summary>
    public static async Task<byte[]> SidewaysJpegAsync(int width, int height)
    {
        var folder = Directory.CreateTempSubdirectory("plumbingops-test-");
        try
        {
            var (png, jpeg) = (Path.Combine(folder.FullName, "a.png"), Path.Combine(folder.FullName, "a.jpg"));
            await File.WriteAllBytesAsync(png, Png(width, height, 7));
            using var vips = Process.Start("vips", ["copy", png, jpeg])!;
            await vips.WaitForExitAsync();
            var plain = await File.ReadAllBytesAsync(jpeg);
            // Behind the first marker: a note of one entry, orientation 6.
            byte[] exif = [0xff, 0xe1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
            return [.. plain[..2], .. exif, .. plain[2..]];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Of(int width, int height, byte[] packed)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, packed), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] data)
    {
        byte[] body = [.. kind, .. data];
        var sum = uint.MaxValue;
        foreach (var one in body)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? 0xedb88320 ^ (sum >> 1) : sum >> 1;
            }
        }

        var (size, check) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(size, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, ~sum);
        return [.. size, .. body, .. check];
    }
}
