using System.Globalization;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.ServiceCalls.Photos;

/// <summary>The files of one photo: as it came, and for each way it was turned a whole picture and a small one.</summary>
public static class CallPhotoFiles
{
    public const string Whole = MediaFiles.Whole;
    public const string Thumb = MediaFiles.Thumb;

    public static string WholeKey(string key, int turns) => MediaFiles.WholeKey(Turned(key, turns));

    public static string ThumbKey(string key, int turns) => MediaFiles.ThumbKey(Turned(key, turns));

    private static string Turned(string key, int turns) => turns == 0 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}.turn{turns}");
}
