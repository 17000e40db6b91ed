using System.Text;

namespace PlumbingOps.Data.Media;

/// <summary>What a file is by its first bytes. Its name and what a browser says of it count for nothing.</summary>
public static class MediaFormat
{
    /// <summary>So many bytes tell.</summary>
    public const int HeadBytes = 64;

    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string Gif = "image/gif";
    public const string WebP = "image/webp";
    public const string Heic = "image/heic";
    public const string Mp4 = "video/mp4";
    public const string Mov = "video/quicktime";

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];
    private static readonly string[] Mp4Brands = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "3gp4", "3gp5"];

    /// <summary>The content type, or null for what is no picture and no film we take.</summary>
    public static string? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0xff, 0xd8, 0xff]) ? Jpeg
        : head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]) ? Png
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? WebP
        : head.Length >= 12 && head[4..].StartsWith("ftyp"u8) ? OfBrand(Encoding.ASCII.GetString(head[8..12]))
        : null;

    public static bool IsFilm(string contentType) => contentType is Mp4 or Mov;

    /// <summary>"jpg": of the name we give it.</summary>
    public static string Extension(string contentType) => contentType switch
    {
        Jpeg => "jpg",
        Mov => "mov",
        _ => contentType[(contentType.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };

    /// <summary>"JPEG", as people call it.</summary>
    public static string InWords(string contentType) => contentType switch
    {
        Mov => "MOV",
        WebP => "WebP",
        _ => contentType[(contentType.IndexOf('/', StringComparison.Ordinal) + 1)..].ToUpperInvariant(),
    };

    private static string? OfBrand(string brand) =>
        brand == "qt  " ? Mov : Mp4Brands.Contains(brand) ? Mp4 : HeicBrands.Contains(brand) ? Heic : null;
}
