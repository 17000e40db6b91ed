using System.Globalization;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Data.Marketing;

/// <summary>Which files each network takes: kinds and sizes, as one table. Shapes and numbers of pictures are <see cref="ChannelLimits"/>' own.</summary>
public static class FileLimits
{
    private const long Megabyte = 1024 * 1024;
    private const long Kilobyte = 1024;

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    private static readonly Dictionary<Provider, FileLimit> Of = new()
    {
        [Provider.Facebook] = new([MediaFormat.Jpeg, MediaFormat.Png, MediaFormat.Gif, MediaFormat.WebP, MediaFormat.Heic], 0, 4 * Megabyte),
        [Provider.Instagram] = new([MediaFormat.Jpeg], 0, 8 * Megabyte),
        [Provider.GoogleBusiness] = new([MediaFormat.Jpeg, MediaFormat.Png], 10 * Kilobyte, 5 * Megabyte) { Shown = 1 },
    };

    internal static IEnumerable<LimitNote> Check(Provider provider, IReadOnlyList<PictureFacts> pictures) =>
        Of.TryGetValue(provider, out var limit) ? pictures.Take(limit.Shown).SelectMany((picture, n) => Check(provider, limit, picture, n + 1)) : [];

    private static IEnumerable<LimitNote> Check(Provider provider, FileLimit limit, PictureFacts picture, int number)
    {
        var name = ChannelLimits.Name(provider);
        if (picture.IsFilm)
        {
            // The networks take films by other calls, which PlumbingOps does not make.
            yield return Problem(provider == Provider.GoogleBusiness
                ? "Google takes pictures only: take the film out."
                : $"PlumbingOps sends no films to {name}: take the film out, or post it there by hand and mark the post as posted.");
            yield break;
        }

        if (picture.ContentType is { } kind && !limit.Kinds.Contains(kind))
        {
            yield return Problem($"Picture {number} is a {MediaFormat.InWords(kind)}; {name} takes {Listed(limit.Kinds)}. Crop it: the crop is a JPEG.");
        }

        if (picture.Bytes > limit.Most)
        {
            yield return Problem($"Picture {number} is {Size(picture.Bytes.Value)}; {name} takes {Size(limit.Most)}. Crop it, or take a smaller one.");
        }
        else if (picture.Bytes < limit.Least)
        {
            yield return Problem($"Picture {number} is {Size(picture.Bytes.Value)}; {name} wants {Size(limit.Least)} at least. Take a larger one.");
        }
    }

    private static LimitNote Problem(string sentence) => new(LimitLevel.Problem, nameof(ChannelDraft.Pictures), sentence);

    private static string Size(long bytes) => bytes < Megabyte ? $"{bytes / Kilobyte} KB" : $"{((double)bytes / Megabyte).ToString("0.#", Culture)} MB";

    private static string Listed(IReadOnlyList<string> kinds) => kinds is [var only] ? $"{MediaFormat.InWords(only)} only" : $"{string.Join(", ", kinds.SkipLast(1).Select(MediaFormat.InWords))} and {MediaFormat.InWords(kinds[^1])}";

    private sealed record FileLimit(IReadOnlyList<string> Kinds, long Least, long Most)
    {
        /// <summary>What comes after it is not sent.</summary>
        public int Shown { get; init; } = int.MaxValue;
    }
}
