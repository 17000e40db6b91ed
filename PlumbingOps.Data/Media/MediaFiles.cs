using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Media;

/// <summary>
/// The files of one asset. The original lies as it was uploaded and goes to nobody outside; what a network gets is a JPEG of ours, whole or cropped,
/// without a word about camera and place. A film is cleaned before it is stored.
/// </summary>
public static class MediaFiles
{
    public const string Original = "original";
    public const string Whole = "whole";
    public const string Thumb = "thumb";

    public static string NewKey(string tenantId, Guid id, DateTimeOffset at, string contentType) => $"{tenantId}/{at.UtcDateTime:yyyyMM}/{id:N}.{MediaFormat.Extension(contentType)}";

    public static string WholeKey(string key) => $"{key}.whole.jpg";

    public static string ThumbKey(string key) => $"{key}.thumb.jpg";

    /// <summary>Another box is another file: an address that was given out keeps showing what was approved.</summary>
    public static string CropKey(string key, MediaShape shape, CropBox box) => $"{key}.{shape.ToString().ToLowerInvariant()}-{box.X}-{box.Y}-{box.Width}-{box.Height}.jpg";

    /// <summary>What a network of the kind gets of the asset: its file, and its size there. Crops must be loaded.</summary>
    public static PublishedFile For(Provider provider, MediaAsset asset) => For(provider, asset, asset.Crops);

    public static PublishedFile For(Provider provider, MediaAsset asset, List<MediaCrop> crops)
    {
        if (MediaFormat.IsFilm(asset.ContentType))
        {
            return new PublishedFile(asset.StorageKey, asset.ContentType, null, null, asset.Bytes);
        }

        var crop = Preferred(provider).Select(shape => crops.Find(c => c.Shape == shape)).FirstOrDefault(c => c is not null);
        var (key, size, bytes) = crop is null ? (WholeKey(asset.StorageKey), Sized(asset.Width, asset.Height), asset.WholeBytes) : (crop.StorageKey, Sized(crop.Width, crop.Height), crop.Bytes);
        return new PublishedFile(key, MediaFormat.Jpeg, size.Width, size.Height, bytes);
    }

    /// <summary>The same of a row of the library, for who only wants to know what the limits say.</summary>
    public static PictureFacts Facts(Provider provider, MediaRow media)
    {
        var crop = CropFor(provider, media);
        var (width, height) = Sized(crop?.Box.Width ?? media.Width, crop?.Box.Height ?? media.Height);
        return new PictureFacts(media.IsFilm, width, height, media.IsFilm ? media.ContentType : MediaFormat.Jpeg, media.IsFilm ? media.Bytes : crop is null ? media.WholeBytes : crop.Bytes);
    }

    /// <summary>The crop a network of the kind gets; null for the whole picture.</summary>
    public static MediaCropRow? CropFor(Provider provider, MediaRow media) => Preferred(provider).Select(shape => media.Crops.Find(c => c.Shape == shape)).FirstOrDefault(c => c is not null);

    private static IReadOnlyList<MediaShape> Preferred(Provider provider) => provider switch
    {
        Provider.Instagram => [MediaShape.Portrait4By5, MediaShape.Square, MediaShape.Landscape191By100],
        Provider.GoogleBusiness => [MediaShape.Standard4By3],
        _ => [],
    };

    /// <summary>As it leaves the house: no edge is longer than ours.</summary>
    private static (int? Width, int? Height) Sized(int? width, int? height)
    {
        if (width is not { } w || height is not { } h)
        {
            return (null, null);
        }

        var scale = Math.Min(1, (double)PictureTool.WholeEdge / Math.Max(w, h));
        return ((int)Math.Round(w * scale), (int)Math.Round(h * scale));
    }
}

/// <param name="Width">Null for a film.</param>
/// <param name="Bytes">Null where nobody has counted.</param>
public sealed record PublishedFile(string StorageKey, string ContentType, int? Width, int? Height, long? Bytes)
{
    public PictureFacts Facts => new(MediaFormat.IsFilm(ContentType), Width, Height, ContentType, Bytes);
}
