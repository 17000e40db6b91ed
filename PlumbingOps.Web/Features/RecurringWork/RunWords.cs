using System.Globalization;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.RecurringWork;

/// <summary>How a run reads and looks.</summary>
public static class RunWords
{
    public static Hue Hue(this RunOutcome outcome) => outcome switch
    {
        RunOutcome.Running => Shell.Hue.Info,
        RunOutcome.Done => Shell.Hue.Good,
        RunOutcome.Failed => Shell.Hue.Bad,
        _ => Shell.Hue.Warn,
    };

    /// <summary>"0.4 s", "12 s", "3 min 5 s", "1 h 4 min".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => $"{Math.Max(0, time.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture)} s",
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
