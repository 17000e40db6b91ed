using System.Globalization;
using System.Text;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Media;

/// <summary>
/// Addresses under which a network fetches a file without signing in: nobody guesses one, each names one file, and each ends. The token itself is the right,
/// sealed with the house's own keys, so any process of the house can answer it.
/// </summary>
public sealed class MediaLinks(SecretBox box, TimeProvider clock)
{
    /// <summary>A network fetches again after it has answered; Google within a day.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(48);

    private const char Between = '|';

    /// <summary>No column of the database: a token lives in an address only, and not for long.</summary>
    private static readonly SecretPlace Place = new("public file");

    /// <summary>The last part of the address; letters, digits, dashes and dots only.</summary>
    public string TokenFor(PublishedFile file, TimeSpan? lasts = null)
    {
        var ends = clock.GetUtcNow().Add(lasts ?? Usual).ToUnixTimeSeconds();
        return box.Seal(Encoding.UTF8.GetBytes(string.Join(Between, ends.ToString(CultureInfo.InvariantCulture), file.ContentType, file.StorageKey)), Place);
    }

    /// <summary>Null for a token that is not ours or has ended: both look the same from outside.</summary>
    public PublicFile? Read(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(box.Open(token, Place)).Split(Between) is [var ends, var type, var key]
                && long.TryParse(ends, CultureInfo.InvariantCulture, out var end) && end > clock.GetUtcNow().ToUnixTimeSeconds()
                    ? new PublicFile(key, type)
                    : null;
        }
        catch (SecretLostException)
        {
            return null;
        }
    }
}

public sealed record PublicFile(string StorageKey, string ContentType);
