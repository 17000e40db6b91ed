using System.Globalization;
using PlumbingOps.Data.Imports;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Imports;

/// <summary>How rows of an import read on screen.</summary>
internal static class ImportText
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    public static string Number(int many) => many.ToString("N0", Culture);

    public static string Rows(int many) => many == 1 ? "1 row" : $"{Number(many)} rows";

    public static Hue Hue(RowOutcome outcome) => outcome switch
    {
        RowOutcome.New or RowOutcome.Imported => Shell.Hue.Good,
        RowOutcome.Changed => Shell.Hue.Info,
        RowOutcome.Review => Shell.Hue.Warn,
        RowOutcome.Error => Shell.Hue.Bad,
        _ => Shell.Hue.Neutral,
    };

    /// <summary>"Top Out", "Warranty", "Top Out · go back".</summary>
    public static string Work(RowProposal row) => row.Phase is { } phase && row.Kind == ImportKind.PhaseJob ? phase.InWords() : row.Kind.InWords();

    /// <summary>"Ormen Downs · lots 3, 4".</summary>
    public static string Place(RowProposal row)
    {
        var lots = row.Lots.Count switch { 0 => null, 1 => $"lot {row.Lots[0]}", _ => $"lots {string.Join(", ", row.Lots)}" };
        var parts = new[] { row.Community ?? row.Project, lots }.Where(p => p is not null);
        var place = string.Join(" · ", parts);
        return place.Length > 0 ? place : row.Address.Street ?? "";
    }

    /// <summary>What the calendar says, in the company's own clock.</summary>
    public static string Day(RowProposal row) => (row.StartDate, row.EndDate) switch
    {
        (null, _) => "",
        var (start, end) when end is null || start == end => start!.Value.ToString("ddd d MMM yyyy", Culture) + (row.StartTime is { } time && !row.Placeholder ? time.ToString(", h:mm tt", Culture) : ""),
        var (start, end) => $"{start!.Value.ToString(start.Value.Month == end!.Value.Month && start.Value.Year == end.Value.Year ? "%d" : "d MMM", Culture)} – {end.Value.ToString("d MMM yyyy", Culture)}",
    };

    /// <summary>The day alone: a list has no room for more.</summary>
    public static string ShortDay(RowProposal row) => Day(row with { StartTime = null });

    public static string RecordHref(MadeRecord record) => record.Entity switch
    {
        ImportLink.Job => Urls.Job(record.Id),
        ImportLink.ServiceCall => Urls.ServiceCall(record.Id),
        _ => Urls.Home,
    };
}
