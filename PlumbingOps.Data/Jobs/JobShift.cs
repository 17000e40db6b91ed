namespace PlumbingOps.Data.Jobs;

/// <summary>By how much several jobs are moved.</summary>
/// <param name="Days">Negative: earlier.</param>
/// <param name="WorkingDays">Saturdays and Sundays do not count, and no end falls on one.</param>
public sealed record JobShift(int Days, bool WorkingDays)
{
    /// <summary>More is a slip of the keyboard.</summary>
    public const int MostDays = 366;

    public DateOnly Move(DateOnly day)
    {
        if (!WorkingDays)
        {
            return day.AddDays(Days);
        }

        var step = Math.Sign(Days);
        for (var left = Math.Abs(Days); left > 0;)
        {
            day = day.AddDays(step);
            if (!IsWeekend(day))
            {
                left--;
            }
        }

        return day;
    }

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>"by 2 days", "by 3 working days earlier".</summary>
    public string InWords()
    {
        var size = Math.Abs(Days);
        return $"by {size} {(WorkingDays ? "working " : "")}{(size == 1 ? "day" : "days")}{(Days < 0 ? " earlier" : "")}";
    }
}

/// <summary>What a shift will do to one job.</summary>
/// <param name="LeftOut">Why the job stays where it is; null when it moves.</param>
/// <param name="Note">Worth a look: it begins or ends on a weekend.</param>
public sealed record JobShiftRow(
    Guid Id, string TenantId, string ShortNumber, string Place, JobPhase Phase,
    DateOnly? OldStart, DateOnly? OldEnd, DateOnly? NewStart, DateOnly? NewEnd, string? LeftOut, string? Note)
{
    public bool Moves => LeftOut is null;
}
