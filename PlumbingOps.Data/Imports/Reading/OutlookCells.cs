using System.Globalization;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>Dates, times and yes-or-no as Outlook writes them in one country or another.</summary>
internal sealed partial class OutlookCells
{
    private const int ThisCentury = 2000;

    private int dates;
    private int dayFirstOnly;
    private int monthFirstOnly;

    /// <summary>3/4 is the 3rd of April. A file is read month first until it shows otherwise.</summary>
    public bool DayFirst { get; init; }

    /// <summary>
    /// In a calendar that writes the day first more than half of all dates cannot be read in another way, and none can only be read month first.
    /// A single 13/1 is a slip and stays an error.
    /// </summary>
    public bool ShowsDayFirst => !DayFirst && monthFirstOnly == 0 && dayFirstOnly > 0 && dayFirstOnly * 4 >= dates;

    public DateOnly? Date(string text, int row, string column, List<string> errors)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            errors.Add($"Record {row}: the column {column} is empty.");
            return null;
        }
        if (Parts(text) is not var (year, month, day))
        {
            errors.Add($"Record {row}: “{OutlookCsv.Shorten(text)}” in the column {column} is not a date like 3/14/2025.");
            return null;
        }
        if (year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
        {
            return new DateOnly(year, month, day);
        }
        errors.Add($"Record {row}: there is no day “{text}” (column {column}).");
        return null;
    }

    private (int Year, int Month, int Day)? Parts(string text)
    {
        if (YearFirst().Match(text) is { Success: true } sorted)
        {
            return (Number(sorted, 1), Number(sorted, 2), Number(sorted, 3));
        }
        if (YearLast().Match(text) is not { Success: true } match || match.Groups[2].Value != match.Groups[4].Value)
        {
            return null;
        }
        var (first, second, year) = (Number(match, 1), Number(match, 3), Number(match, 5) + (match.Groups[5].Length == 2 ? ThisCentury : 0));
        // Countries that write dots write the day first.
        if (match.Groups[2].Value == ".")
        {
            return (year, second, first);
        }
        dates++;
        dayFirstOnly += first > 12 && second <= 12 ? 1 : 0;
        monthFirstOnly += second > 12 && first <= 12 ? 1 : 0;
        return DayFirst ? (year, second, first) : (year, first, second);
    }

    public static TimeOnly? Time(string text, int row, string column, List<string> errors)
    {
        if (ClockTime().Match(text.Trim()) is { Success: true } match)
        {
            var (hour, minute, second) = (Number(match, 1), Number(match, 2), match.Groups[3].Success ? Number(match, 3) : 0);
            var half = match.Groups[4].Value.ToUpperInvariant();
            if (minute < 60 && second < 60 && (half.Length == 0 ? hour < 24 : hour is >= 1 and <= 12))
            {
                return new TimeOnly(half.Length == 0 ? hour : hour % 12 + (half == "P" ? 12 : 0), minute, second);
            }
        }
        errors.Add(string.IsNullOrWhiteSpace(text)
            ? $"Record {row}: the column {column} is empty."
            : $"Record {row}: there is no time “{OutlookCsv.Shorten(text.Trim())}” (column {column}).");
        return null;
    }

    public static bool Boolean(string text, int row, string column, List<string> errors)
    {
        switch (text.Trim().ToUpperInvariant())
        {
            case "TRUE" or "YES" or "ON" or "1":
                return true;
            case "FALSE" or "NO" or "OFF" or "0":
                return false;
            default:
                errors.Add($"Record {row}: the column {column} says neither True nor False.");
                return false;
        }
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{1,2})([/.-])(\d{1,2})([/.-])(\d{4}|\d{2})$")]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?\s?[Mm]\.?)?$")]
    private static partial Regex ClockTime();
}
