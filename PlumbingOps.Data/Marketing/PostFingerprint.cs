using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.Marketing;

/// <summary>Of what the public would see: text, pictures, link, and what only Google shows. What was approved is exactly that; anything else asks again.</summary>
public static class PostFingerprint
{
    /// <summary>Cannot stand in a text, so no two different posts write the same bytes.</summary>
    private const char Apart = '\0';

    /// <param name="pictureHashes">In their order: another order is another post.</param>
    /// <param name="extras">What stands beside text and pictures (call to action, event, offer), each in its place; none where the channel shows none.</param>
    /// <returns>Hex SHA-256.</returns>
    public static string Of(string? text, IEnumerable<string> pictureHashes, string? link, params IEnumerable<string?> extras)
    {
        var said = new StringBuilder(Normalise(text)).Append(Apart);
        foreach (var hash in pictureHashes)
        {
            said.Append(hash).Append(Apart);
        }

        said.Append(Apart).Append(link?.Trim());
        foreach (var extra in extras)
        {
            said.Append(Apart).Append(extra?.Trim());
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString())));
    }

    /// <summary>Line ends, blanks at the end of lines and the two ways to write é make no other text.</summary>
    internal static string Normalise(string? text) =>
        string.Join('\n', (text ?? "").Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
