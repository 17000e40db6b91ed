namespace PlumbingOps.Data.Marketing;

/// <summary>The marks in a template, and what takes their place.</summary>
public static class CaptionTemplates
{
    public const string Company = "{company}";
    public const string City = "{city}";

    /// <summary>Without a city the text speaks of the reader's own: a mark is never published.</summary>
    public static string Fill(string pattern, string company, string? city) => pattern
        .Replace(Company, company, StringComparison.OrdinalIgnoreCase)
        .Replace(City, Typed.Line(city) ?? "your city", StringComparison.OrdinalIgnoreCase);
}
