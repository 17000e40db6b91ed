using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Media;

/// <summary>A picture or film in the library.</summary>
/// <param name="Crops">One for each shape it is cropped to.</param>
/// <param name="WholeBytes">Of the JPEG that networks get.</param>
/// <param name="Hash">Of the file; another file never has it.</param>
public sealed record MediaRow(
    Guid Id, string TenantId, string FileName, string ContentType, long Bytes, int? Width, int? Height, string? AltText, List<string> Tags, DateTimeOffset UploadedAt,
    DateTimeOffset? ArchivedAt, List<MediaCropRow> Crops, string Hash, long? WholeBytes)
{
    public bool IsFilm => MediaFormat.IsFilm(ContentType);
}

/// <summary>What the library is narrowed to; every member also stands in the page's address.</summary>
public sealed record MediaFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public string? Tag { get; init; }
    public bool OnlyFilms { get; init; }
    public bool OnlyPictures { get; init; }
    /// <summary>Nobody has described it for those who cannot see it.</summary>
    public bool Undescribed { get; init; }
    public bool Archived { get; init; }
}

/// <summary>What the page of one picture shows.</summary>
public sealed record MediaDetails(MediaRow Row, MediaInput Input, string? UploadedBy, IReadOnlyList<MediaUse> Uses)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
}

/// <param name="Bytes">Null where nobody has counted.</param>
public sealed record MediaCropRow(MediaShape Shape, CropBox Box, long? Bytes);

/// <summary>A piece of content that shows it.</summary>
public sealed record MediaUse(Guid ContentId, int Number, string Title);

/// <summary>What is said of a picture.</summary>
public sealed class MediaInput
{
    [Display(Name = "File name"), Required(ErrorMessage = "Give the file a name."), MaxLength(MediaAsset.FileNameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string FileName { get; set; } = "";

    [Display(Name = "Description for who cannot see it"), MaxLength(MediaAsset.AltTextMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? AltText { get; set; }

    [Display(Name = "Tags")]
    public List<string> Tags { get; set; } = [];

    public static MediaInput Of(MediaAsset asset) => new() { FileName = asset.FileName, AltText = asset.AltText, Tags = [.. asset.Tags] };

    public MediaInput Copy() => new() { FileName = FileName, AltText = AltText, Tags = [.. Tags] };

    internal void FillIn(MediaAsset asset) => (asset.FileName, asset.AltText, asset.Tags) = (Typed.Line(FileName)!, Typed.Text(AltText), TagList.Clean(Tags));
}
