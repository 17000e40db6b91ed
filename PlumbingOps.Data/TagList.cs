namespace PlumbingOps.Data;

/// <summary>Short words people sort records by.</summary>
public static class TagList
{
    public const int Most = 20;
    public const int TagMaxLength = 50;

    private const string Field = "Tags";

    /// <summary>Without blanks, empty ones and repetitions; capitals do not make another tag.</summary>
    /// <exception cref="RuleException">One is too long, or there are too many.</exception>
    public static List<string> Clean(IEnumerable<string> typed)
    {
        var tags = typed.Select(Typed.Line).OfType<string>().DistinctBy(t => t.ToUpperInvariant()).ToList();
        if (tags.Find(t => t.Length > TagMaxLength) is { } tooLong)
        {
            throw new RuleException($"“{tooLong[..20]}…” is too long for a tag: at most {TagMaxLength} characters.", Field);
        }

        return tags.Count <= Most ? tags : throw new RuleException($"At most {Most} tags.", Field);
    }
}
