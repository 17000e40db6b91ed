namespace PlumbingOps.Data;

/// <summary>What a person typed into a search box, as the database looks for it: every word somewhere, in any order.</summary>
public static class SearchWords
{
    private const int Most = 8;

    public static IEnumerable<string> Of(string? typed) =>
        (typed ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(Most);

    /// <summary>A LIKE pattern that finds the word anywhere; the word's own wildcards mean themselves.</summary>
    public static string Anywhere(string word) => $"%{Exactly(word)}%";

    /// <summary>An ILIKE pattern that finds the text itself, however it is capitalised.</summary>
    public static string Exactly(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
