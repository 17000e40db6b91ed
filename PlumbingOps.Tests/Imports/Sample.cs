using System.Text;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>The sample calendars, and small ones written on the spot.</summary>
public static class Sample
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Imports", "Samples", name);

    public static CalendarFile Read(string name)
    {
        using var stream = File.OpenRead(PathOf(name));
        return CalendarReader.Read(stream, Path.GetFileName(name));
    }

    public static CalendarFile ReadText(string text, string name = "calendar.csv")
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CalendarReader.Read(stream, name);
    }

    public static ImportKnowledge Settings(string truth = "construction-calendar.expected.json")
    {
        using var stream = File.OpenRead(PathOf(truth));
        return ImportSettingsJson.Read(stream);
    }

    public const string Header = "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\",\"Categories\",\"Description\",\"Location\"\r\n";

    public static string Row(string subject, string categories = "", string description = "", string location = "", bool allDay = true, string start = "3/3/2025", string? end = null)
    {
        var cells = allDay
            ? new[] { subject, start, "12:00:00 AM", end ?? "3/4/2025", "12:00:00 AM", "True", categories, description, location }
            : [subject, start, "8:00:00 AM", end ?? start, "10:00:00 AM", "False", categories, description, location];
        return string.Join(',', cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n";
    }

    /// <summary>A company's calendar with one builder of two communities, written the usual way, and then the rows in question.</summary>
    public static ImportProposal ProposeWithHabit(ImportKnowledge? knowledge, params string[] rows)
    {
        var text = new StringBuilder(Header);
        for (var lot = 1; lot <= 12; lot++)
        {
            text.Append(Row($"SUMMIT HOMES-HERON LANDING-TO-LOT {lot}", "TOP OUT", location: $"{1200 + lot} NE SAMPLE CT"));
            text.Append(Row($"SUMMIT HOMES-QUARRY BEND-TRIM-LOT {lot}", "COMPLETE;FINISH", location: $"{300 + lot} SE OTHER WAY"));
            text.Append(Row($"CEDAR VALE-MAPLE TERRACE-PB-LOT {lot}", "POST AND BEAM", location: $"{70 + lot} N THIRD LN"));
        }
        foreach (var row in rows)
        {
            text.Append(row);
        }
        return ImportEngine.Propose(ReadText(text.ToString()), knowledge ?? new ImportKnowledge());
    }

    public static ProposedRow ProposeOne(string subject, string categories = "", string description = "", string location = "", ImportKnowledge? knowledge = null, bool allDay = true) =>
        ProposeWithHabit(knowledge, Row(subject, categories, description, location, allDay)).Rows[^1];
}
