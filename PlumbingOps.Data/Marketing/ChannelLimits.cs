using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Marketing;

/// <summary>
/// What each network takes and what it refuses (the networks' own rules), said in words before anything is sent: to the writer while they type, and once more
/// before a post goes out.
/// </summary>
public static partial class ChannelLimits
{
    public const int FacebookTextMax = 63_206;
    public const int FacebookPicturesMax = 10;
    public const int InstagramTextMax = 2_200;
    public const int InstagramHashtagsMax = 30;
    public const int InstagramMentionsMax = 20;
    public const int InstagramPicturesMax = 10;
    public const int InstagramWidthMin = 320;
    public const double InstagramNarrowest = 4.0 / 5;
    public const double InstagramWidest = 1.91;
    public const int GoogleTextMax = 1_500;
    public const int GoogleSideMin = 250;
    public const int GoogleWidthWise = 400;
    public const int GoogleHeightWise = 300;

    /// <summary>A picture's ratio is stored in whole pixels: a pixel more or less is no other shape.</summary>
    private const double RatioSlack = 0.01;
    private const int CapitalsNoticed = 12;
    private const double MostCapitals = 0.7;

    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>How long a text may be; null where nobody counts.</summary>
    public static int? TextMax(Provider provider) => provider switch
    {
        Provider.Facebook => FacebookTextMax,
        Provider.Instagram => InstagramTextMax,
        Provider.GoogleBusiness => GoogleTextMax,
        _ => null,
    };

    /// <summary>Characters as the networks count them: an accent or an emoji is one to the reader, but UTF-16 units to them.</summary>
    public static int Length(string? text) => (text ?? "").Trim().Length;

    public static int Hashtags(string? text) => Hashtag().Count(text ?? "");

    /// <summary>Everything there is to say; a <see cref="LimitLevel.Problem"/> means that the network would refuse it.</summary>
    public static IReadOnlyList<LimitNote> Check(Provider provider, ChannelDraft draft)
    {
        var notes = new List<LimitNote>();
        if (string.IsNullOrWhiteSpace(draft.Text) && (provider != Provider.Instagram || draft.Pictures.Count == 0))
        {
            Problem(nameof(draft.Text), "There is no text yet.");
        }

        if (TextMax(provider) is { } most && Length(draft.Text) - most is > 0 and var over)
        {
            Problem(nameof(draft.Text), $"The text is {Count(over, "character")} too long: {Name(provider)} takes {most.ToString("N0", Culture)}.");
        }

        notes.AddRange(FileLimits.Check(provider, draft.Pictures));
        switch (provider)
        {
            case Provider.Facebook:
                CheckFacebook();
                break;
            case Provider.Instagram:
                CheckInstagram();
                break;
            case Provider.GoogleBusiness:
                CheckGoogle();
                break;
        }

        return notes;

        void Problem(string field, string sentence) => notes.Add(new LimitNote(LimitLevel.Problem, field, sentence));
        void Advice(string field, string sentence) => notes.Add(new LimitNote(LimitLevel.Advice, field, sentence));

        void CheckFacebook()
        {
            if (draft.Pictures.Count > FacebookPicturesMax)
            {
                Problem(nameof(draft.Pictures), $"Facebook shows {FacebookPicturesMax} pictures in one post; there are {draft.Pictures.Count}.");
            }

            if (draft.Link is not null && draft.Pictures.Count > 0)
            {
                Advice(nameof(draft.Link), "With pictures, the link stands in the text and makes no card.");
            }
        }

        void CheckInstagram()
        {
            if (draft.Pictures.Count == 0)
            {
                Problem(nameof(draft.Pictures), "Instagram needs a picture: add one.");
            }
            else if (draft.Pictures.Count > InstagramPicturesMax)
            {
                Problem(nameof(draft.Pictures), $"Instagram shows {InstagramPicturesMax} pictures in one post; there are {draft.Pictures.Count}.");
            }

            if (Hashtags(draft.Text) is > InstagramHashtagsMax and var tags)
            {
                Problem(nameof(draft.Text), $"Instagram takes {InstagramHashtagsMax} hashtags; there are {tags}.");
            }

            if (Mention().Count(draft.Text ?? "") is > InstagramMentionsMax and var people)
            {
                Problem(nameof(draft.Text), $"Instagram takes {InstagramMentionsMax} mentions; there are {people}.");
            }

            foreach (var (picture, n) in draft.Pictures.Select((p, n) => (p, n + 1)).Where(p => !p.p.IsFilm))
            {
                if (picture.Width < InstagramWidthMin)
                {
                    Problem(nameof(draft.Pictures), $"Picture {n} is {picture.Width} pixels wide; Instagram wants {InstagramWidthMin} at least: take a larger one.");
                }

                if (picture.Ratio < InstagramNarrowest - RatioSlack)
                {
                    Problem(nameof(draft.Pictures), $"Picture {n} is too tall for Instagram: crop it to 4:5 or a square.");
                }
                else if (picture.Ratio > InstagramWidest + RatioSlack)
                {
                    Problem(nameof(draft.Pictures), $"Picture {n} is too wide for Instagram: crop it to 1.91:1 or a square.");
                }
            }

            if (draft.Pictures.Count > 1 && draft.Pictures.Any(p => Math.Abs((p.Ratio ?? 1) - (draft.Pictures[0].Ratio ?? 1)) > RatioSlack))
            {
                Advice(nameof(draft.Pictures), "Instagram crops every picture to the shape of the first.");
            }

            if (draft.Link is not null || Address().IsMatch(draft.Text ?? ""))
            {
                Advice(nameof(draft.Link), "Links cannot be clicked on Instagram.");
            }
        }

        void CheckGoogle()
        {
            if (draft.Pictures.Count > 1)
            {
                Advice(nameof(draft.Pictures), "Google shows one picture: the first.");
            }

            if (draft.Pictures.Count > 0 && draft.Pictures[0] is { IsFilm: false, Width: { } width, Height: { } height })
            {
                if (width < GoogleSideMin || height < GoogleSideMin)
                {
                    Problem(nameof(draft.Pictures), $"The picture is {width} × {height} pixels; Google wants {GoogleSideMin} × {GoogleSideMin} at least: take a larger one.");
                }
                else if (width < GoogleWidthWise || height < GoogleHeightWise)
                {
                    Advice(nameof(draft.Pictures), $"Google shows pictures of {GoogleWidthWise} × {GoogleHeightWise} pixels and more reliably.");
                }
            }

            if (PhoneNumber().IsMatch(draft.Text ?? ""))
            {
                Problem(nameof(draft.Text), "Google refuses posts with a phone number in the text. Use the call to action “Call now” instead.");
            }

            if (IsShouted(draft.Text))
            {
                Problem(nameof(draft.Text), "Google refuses texts in capitals.");
            }

            if (draft.Action is not (CallToAction.None or CallToAction.Call) && draft.Link is null)
            {
                Problem(nameof(draft.Link), $"“{draft.Action.InWords()}” needs a link.");
            }
            else if (draft.Action == CallToAction.None && draft.Link is not null)
            {
                Advice(nameof(draft.Action), "Google shows the link behind the button “Learn more”.");
            }
        }
    }

    /// <summary>"Facebook", as people call it.</summary>
    public static string Name(Provider provider) => provider switch
    {
        Provider.GoogleBusiness => "Google",
        Provider.Manual => "This channel",
        _ => provider.ToString(),
    };

    private static bool IsShouted(string? text)
    {
        var letters = (text ?? "").EnumerateRunes().Where(Rune.IsLetter).ToList();
        return letters.Count >= CapitalsNoticed && letters.Count(Rune.IsUpper) > letters.Count * MostCapitals;
    }

    private static string Count(int many, string one) => many == 1 ? $"1 {one}" : $"{many.ToString("N0", Culture)} {one}s";

    [GeneratedRegex(@"(?<!&)#[\p{L}\p{N}_]+")]
    private static partial Regex Hashtag();

    [GeneratedRegex(@"(?<![\w@.])@[\w.]+")]
    private static partial Regex Mention();

    [GeneratedRegex(@"https?://|\bwww\.", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    // (360) 555-0142, 360-555-0142, 360.555.0142, +1 360 555 0142, 555-0142
    [GeneratedRegex(@"(?<![\d-])(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])?\d{3}[\s.-]\d{4}(?![\d-])|(?<!\d)\d{10}(?!\d)")]
    private static partial Regex PhoneNumber();
}

/// <summary>What would go out on one channel.</summary>
/// <param name="Pictures">In their order, each as the channel would get it: cropped where it is cropped.</param>
/// <param name="Link">Null: none.</param>
public sealed record ChannelDraft(string? Text, IReadOnlyList<PictureFacts> Pictures, string? Link, CallToAction Action);

/// <summary>A picture as far as limits care; a film has no pixels we know.</summary>
/// <param name="ContentType">Of the file that the channel gets; null where nobody has looked.</param>
/// <param name="Bytes">Its size; null where nobody has counted.</param>
public sealed record PictureFacts(bool IsFilm, int? Width, int? Height, string? ContentType = null, long? Bytes = null)
{
    /// <summary>Width to height.</summary>
    public double? Ratio => Width is { } w && Height is > 0 and var h ? (double)w / h : null;
}

/// <param name="Field">A member of <see cref="ChannelDraft"/>: where it is mended.</param>
public sealed record LimitNote(LimitLevel Level, string Field, string Sentence);

/// <summary>Advice: it goes out all the same. Problem: the network refuses it.</summary>
public enum LimitLevel { Advice, Problem }
