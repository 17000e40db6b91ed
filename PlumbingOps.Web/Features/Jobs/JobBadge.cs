using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Jobs;

/// <summary>A job's state as a word, an icon and a hue, everywhere the same.</summary>
public static class JobBadge
{
    public static RenderFragment Of(JobStatus status) => StatusBadge.Cell(Word(status), HueOf(status), IconOf(status));

    public static string Word(JobStatus status) => EnumWords.Of(status);

    public static string IconOf(JobStatus status) => status switch
    {
        JobStatus.New => "circle-dashed",
        JobStatus.Scheduled => "calendar",
        JobStatus.InProgress => "play",
        JobStatus.OnHold => "pause",
        JobStatus.Completed => "success",
        _ => "ban",
    };

    public static Hue HueOf(JobStatus status) => status switch
    {
        JobStatus.Scheduled or JobStatus.InProgress => Hue.Info,
        JobStatus.OnHold => Hue.Warn,
        JobStatus.Completed => Hue.Good,
        _ => Hue.Neutral,
    };
}
