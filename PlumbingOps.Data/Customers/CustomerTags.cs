namespace PlumbingOps.Data.Customers;

/// <summary>Short words the office sorts its customers by.</summary>
public static class CustomerTags
{
    public const int Most = 20;

    /// <summary>Without blanks, empty ones and repetitions; capitals do not make another tag.</summary>
    /// <exception cref="RuleException">One is too long, or there are too many.</exception>
    public static List<string> Clean(IEnumerable<string> typed)
    {
        var tags = typed.Select(Typed.Line).OfType<string>().DistinctBy(t => t.ToUpperInvariant()).ToList();
        if (tags.Find(t => t.Length > Customer.TagMaxLength) is { } tooLong)
        {
            throw new RuleException($"“{tooLong[..20]}…” is too long for a tag: at most {Customer.TagMaxLength} characters.", nameof(CustomerInput.Tags));
        }

        return tags.Count <= Most ? tags : throw new RuleException($"At most {Most} tags.", nameof(CustomerInput.Tags));
    }
}
