using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Web.Features.Jobs;
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
        var (word, icon, hue) = job.IsOverdue(today) ? ("Overdue", "warning", Hue.Bad) : (JobBadge.Word(job.Status), JobBadge.IconOf(job.Status), JobBadge.HueOf(job.Status));
        var when = (job.CompletedOn, job.StartDate) switch
        {
            ({ } done, _) => times.Day(done),
            (_, { } start) => Days(start, job.EndDate ?? start, times),
            _ => job.Status == JobStatus.Cancelled ? "" : "No days yet",
        };
        return new LotCellFace(word, icon, hue, when, string.Join(' ', job.Crew.Select(c => c.Initials)));
    }

    /// <summary>A cell is narrow: across two years the weekdays give way.</summary>
    private static string Days(DateOnly first, DateOnly last, TimeWords times) => first.Year == last.Year
        ? times.Days(first, last)
        : $"{first.ToString("d MMM", Culture)} – {last.ToString("d MMM yyyy", Culture)}";
}
