using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

/// <summary>How a phase of a lot reads at a glance: a word, an icon and a hue, its days and its crew.</summary>
public sealed record LotCellFace(string Word, string Icon, Hue Hue, string Days, string Crew)
{
    /// <summary>Changes whenever the face does; the board's script lets the cell flash then.</summary>
    public string Mark => $"{Word}|{Days}|{Crew}";

    /// <param name="today">The company's today.</param>
    public static LotCellFace Of(LotJobRow job, DateOnly today, TimeWords times)
    {
        var (word, icon, hue) = job.IsOverdue(today) ? ("Overdue", "warning", Hue.Bad) : (WordOf(job.Status), IconOf(job.Status), HueOf(job.Status));
        var days = (job.CompletedOn, job.StartDate) switch
        {
            ({ } done, _) => times.Day(done),
            (_, { } start) => times.Days(start, job.EndDate ?? start),
            _ => job.Status == JobStatus.Cancelled ? "" : "No days yet",
        };
        return new LotCellFace(word, icon, hue, days, string.Join(' ', job.Crew.Select(c => c.Initials)));
    }

    public static RenderFragment Badge(JobStatus status) => StatusBadge.Cell(WordOf(status), HueOf(status), IconOf(status));

    /// <summary>Everything the cell shows, for people who hear it.</summary>
    public string InWords(string lot, JobPhase phase) =>
        string.Join(", ", new[] { lot, phase.InWords(), Word, Days, Crew.Length == 0 ? "no crew" : $"crew {Crew}" }.Where(part => part.Length > 0));

    private static string WordOf(JobStatus status) => EnumWords.Of(status);

    private static string IconOf(JobStatus status) => status switch
    {
        JobStatus.New => "circle-dashed",
        JobStatus.Scheduled => "calendar",
        JobStatus.InProgress => "play",
        JobStatus.OnHold => "pause",
        JobStatus.Completed => "success",
        _ => "ban",
    };

    private static Hue HueOf(JobStatus status) => status switch
    {
        JobStatus.Scheduled or JobStatus.InProgress => Hue.Info,
        JobStatus.OnHold => Hue.Warn,
        JobStatus.Completed => Hue.Good,
        _ => Hue.Neutral,
    };
}
