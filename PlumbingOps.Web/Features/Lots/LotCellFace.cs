using System.Globalization;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

/// <summary>How a phase of a lot reads at a glance: a word, an icon and a hue, its days and its crew.</summary>
public sealed record LotCellFace(string Word, string Icon, Hue Hue, string When, string Crew)
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Changes whenever the face does; the board's script lets the cell flash then.</summary>
    public string Mark => $"{Word}|{When}|{Crew}";

    /// <param name="today">The company's today.</param>
    public static LotCellFace Of(LotJobRow job, DateOnly today, TimeWords times)
    {
        var (word, icon, hue) = job.IsOverdue(today) ? ("Overdue", "warning", Hue.Bad) : (WordOf(job.Status), IconOf(job.Status), HueOf(job.Status));
        var when = (job.CompletedOn, job.StartDate) switch
        {
            ({ } done, _) => times.Day(done),
            (_, { } start) => Days(start, job.EndDate ?? start, times),
            _ => job.Status == JobStatus.Cancelled ? "" : "No days yet",
        };
        return new LotCellFace(word, icon, hue, when, string.Join(' ', job.Crew.Select(c => c.Initials)));
    }

    public static RenderFragment Badge(JobStatus status) => StatusBadge.Cell(WordOf(status), HueOf(status), IconOf(status));

    /// <summary>A cell is narrow: across two years the weekdays give way.</summary>
    private static string Days(DateOnly first, DateOnly last, TimeWords times) => first.Year == last.Year
        ? times.Days(first, last)
        : $"{first.ToString("d MMM", Culture)} – {last.ToString("d MMM yyyy", Culture)}";

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
