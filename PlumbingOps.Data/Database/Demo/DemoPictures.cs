using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Pictures for the library, drawn here: a sky, the ground, pipes and a drop, in different colours and shapes. No photographs of anybody.</summary>
internal sealed class DemoPictures
{
    private static readonly (string File, string? Says, string[] Tags, int Width, int Height, int Hue)[] Wanted =
    [
        ("van-at-dawn.png", "Our van in front of a house at dawn", ["crew", "job site"], 1600, 1200, 28),
        ("crew-on-site.png", "Two plumbers with a new water heater", ["crew", "water heater"], 1200, 900, 205),
        ("copper-manifold.png", "A row of new copper pipes on a wall", ["installation", "job site"], 1080, 1350, 18),
        ("leak-before.png", "A dripping pipe under a sink before the repair", ["before and after", "repair"], 1080, 1080, 230),
        ("leak-after.png", "The same pipe after the repair, dry", ["before and after", "repair"], 1080, 1080, 150),
        ("sewer-camera.png", "The view of a camera inside a sewer pipe", ["sewer", "drain"], 1400, 1050, 95),
        ("winter-spigot.png", "A garden tap covered for the winter", ["emergency"], 1200, 1500, 265),
        ("wide-banner.png", null, ["customer"], 2000, 900, 172),
    ];

    private readonly List<(MediaAsset Asset, byte[] Png)> drawn = [];

    public DemoPictures(string tenantId, DemoDays days, Guid? uploader, DemoDice dice)
    {
        foreach (var (file, says, tags, width, height, hue) in Wanted)
        {
            var at = days.InOffice(days.WorkdayBefore(days.From(-dice.Between(20, 200))), dice);
            var id = dice.Id(at);
            var png = Draw(width, height, hue);
            drawn.Add((new MediaAsset
            {
                Id = id,
                TenantId = tenantId,
                FileName = file,
                ContentType = MediaFormat.Png,
                Bytes = png.Length,
                Width = width,
                Height = height,
                Hash = Convert.ToHexStringLower(SHA256.HashData(png)),
                StorageKey = MediaFiles.NewKey(tenantId, id, at, MediaFormat.Png),
                AltText = says,
                Tags = [.. tags],
                UploadedById = uploader,
                UploadedAt = at,
            }, png));
        }
    }

    public IReadOnlyList<MediaAsset> Assets => [.. drawn.Select(d => d.Asset)];

    /// <summary>Into the store, with what is shown and published of them.</summary>
    public async Task StoreAsync(IFileStore files, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("plumbingops-demo-");
        try
        {
            foreach (var (asset, png) in drawn)
            {
                var path = Path.Combine(scratch.FullName, $"{asset.Id:N}");
                await File.WriteAllBytesAsync(path, png, cancellationToken);
                await PictureTool.ShrinkAsync(path, MediaFiles.WholeKey(path), PictureTool.WholeEdge, cancellationToken);
                await PictureTool.ShrinkAsync(MediaFiles.WholeKey(path), MediaFiles.ThumbKey(path), PictureTool.ThumbEdge, cancellationToken);
                await files.PutAsync(asset.StorageKey, path, cancellationToken);
                await files.PutAsync(MediaFiles.WholeKey(asset.StorageKey), MediaFiles.WholeKey(path), cancellationToken);
                await files.PutAsync(MediaFiles.ThumbKey(asset.StorageKey), MediaFiles.ThumbKey(path), cancellationToken);
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static byte[] Draw(int width, int height, int hue)
    {
        var (skyTop, skyLow, ground, pipe, drop) = (Color(hue, 0.35, 0.93), Color(hue, 0.45, 0.78), Color(hue + 20, 0.25, 0.38), Color(hue + 180, 0.30, 0.55), Color(hue + 200, 0.65, 0.50));
        var lines = new byte[height * (1 + width * 3)];
        for (var (y, at) = (0, 0); y < height; y++)
        {
            at++;
            for (var x = 0; x < width; x++)
            {
                var (u, v) = ((double)x / width, (double)y / height);
                var color = IsDrop(u, v, (double)width / height) ? drop
                    : IsPipe(u, v) ? Shade(pipe, u, v)
                    : v > 0.78 ? Mix(ground, Color(hue + 20, 0.3, 0.24), (v - 0.78) / 0.22)
                    : Mix(skyTop, skyLow, v / 0.78);
                (lines[at], lines[at + 1], lines[at + 2]) = color;
                at += 3;
            }
        }

        return Png(width, height, lines);
    }

    /// <summary>A round belly with a point above it.</summary>
    private static bool IsDrop(double u, double v, double aspect)
    {
        var (x, y) = ((u - 0.5) * aspect, v - 0.52);
        const double Radius = 0.134;
        const double Tip = -0.29;
        // The point's sides touch the circle where its radius stands square on them.
        const double Touch = Radius * Radius / Tip;
        var wide = Math.Sqrt((Radius * Radius) - (Touch * Touch));
        return (x * x) + (y * y) < Radius * Radius || y is > Tip and < Touch && Math.Abs(x) < wide * (y - Tip) / (Touch - Tip);
    }

    /// <summary>One along the wall, two going down from it.</summary>
    private static bool IsPipe(double u, double v) => v is > 0.16 and < 0.21 || v is >= 0.21 and < 0.82 && (Math.Abs(u - 0.16) < 0.022 || Math.Abs(u - 0.84) < 0.022);

    private static (byte R, byte G, byte B) Shade((byte R, byte G, byte B) color, double u, double v) => Mix(color, (255, 255, 255), 0.25 * Math.Abs(Math.Sin((u * 40) + (v * 18))));

    private static (byte R, byte G, byte B) Mix((byte R, byte G, byte B) a, (byte R, byte G, byte B) b, double share)
    {
        return (One(a.R, b.R), One(a.G, b.G), One(a.B, b.B));

        byte One(byte from, byte to) => (byte)Math.Round(from + ((to - from) * Math.Clamp(share, 0, 1)));
    }

    private static (byte R, byte G, byte B) Color(double hue, double saturation, double lightness)
    {
        const int Circle = 360;
        const int Sector = 30;
        var chroma = saturation * Math.Min(lightness, 1 - lightness);
        return (One(0), One(8), One(4));

        byte One(int n)
        {
            var k = (n + (hue % Circle / Sector)) % 12;
            return (byte)Math.Round(byte.MaxValue * (lightness - (chroma * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)))));
        }
    }

    private static byte[] Png(int width, int height, byte[] lines)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        // Eight bits, red green blue, the only methods there are.
        (head[8], head[9]) = (8, 2);
        Chunk(png, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(lines);
        }

        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        var start = (int)png.Position;
        png.Write(kind);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Sum(png.GetBuffer().AsSpan(start, kind.Length + data.Length)));
        png.Write(number);
    }

    /// <summary>The check sum a chunk ends with.</summary>
    private static uint Sum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        foreach (var one in data)
        {
            sum = Table[(byte)(sum ^ one)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
    {
        const uint Polynomial = 0xedb88320;
        var value = (uint)n;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? Polynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    })];
}
