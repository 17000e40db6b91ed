using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data;

/// <summary>What a person typed, as it is stored and checked.</summary>
public static class Typed
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>Without blanks at the ends and doubled ones inside; null when nothing is left. For names and other single lines.</summary>
    public static string? Line(string? typed)
    {
        var words = (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    /// <summary>Without blanks at the ends; lines inside stay as they are. For notes.</summary>
    public static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    /// <summary>What somebody outside wrote: lines end in one way, and nothing is kept that is no character, such as a null.</summary>
    public static string? Words(string? typed) => Text(typed) is { } text ? Text(string.Concat(text.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c)))) : null;

    public static string? Mail(string? typed) => Line(typed)?.ToLowerInvariant();

    /// <summary>Holds the annotations of a form for callers that have no form.</summary>
    /// <exception cref="RuleException">The first field that breaks one.</exception>
    public static void Check(object input)
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(input, new ValidationContext(input), faults, validateAllProperties: true))
        {
            throw new RuleException(faults[0].ErrorMessage!, faults[0].MemberNames.FirstOrDefault());
        }

        foreach (var property in input.GetType().GetProperties().Where(p => p.PropertyType == typeof(DateOnly?) || p.PropertyType == typeof(DateOnly)))
        {
            if (property.GetValue(input) is DateOnly day)
            {
                CheckYear(day, property.Name);
            }
        }
    }

    /// <summary>A year of another age is a slip of the keyboard.</summary>
    /// <exception cref="RuleException">It is before 1900 or after 2100.</exception>
    public static void CheckYear(DateOnly day, string? field)
    {
        if (day.Year is < FirstYear or > LastYear)
        {
            throw new RuleException($"Is the year right? It says {day.Year}.", field);
        }
    }
}
