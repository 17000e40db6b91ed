namespace PlumbingOps.Data.Media;

/// <summary>A picture or a film of the library. Its kind is what its bytes say, its name in the store is ours.</summary>
public class MediaAsset
{
    public const int FileNameMaxLength = 200;
    public const int AltTextMaxLength = 1000;
    public const long MaxBytes = 50 * 1024 * 1024;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>As the person's file was called; for people only.</summary>
    public required string FileName { get; set; }
    public required string ContentType { get; init; }
    public required long Bytes { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    /// <summary>Of the JPEG that networks get; null for a film, and where nobody has counted.</summary>
    public long? WholeBytes { get; init; }
    /// <summary>Hex SHA-256 of the stored bytes: the same picture is kept once per company.</summary>
    public required string Hash { get; init; }
    public required string StorageKey { get; init; }
    public string? AltText { get; set; }
    public List<string> Tags { get; set; } = [];
    public Guid? UploadedById { get; init; }
    public DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }
    public List<MediaCrop> Crops { get; } = [];
}

/// <summary>The part of a picture that one shape shows, and the stored result.</summary>
public class MediaCrop
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid MediaId { get; init; }
    public required MediaShape Shape { get; init; }
    /// <summary>Pixels of the original, from its upper left corner.</summary>
    public int X { get; set; }
    public int Y { get; set; }
    public int Width { get; set; }
    public int Height { get; set; }
    public required string StorageKey { get; set; }
    /// <summary>Of the stored result; null where nobody has counted.</summary>
    public long? Bytes { get; set; }
}

/// <summary>The shapes the channels show: Instagram's square, portrait and landscape, Google's 4:3.</summary>
public enum MediaShape { Square, Portrait4By5, Landscape191By100, Standard4By3 }
