namespace PlumbingOps.Data.Database.Demo;

/// <summary>The calendar of one company as it stands at the moment of loading.</summary>
internal sealed class DemoDays(DateTimeOffset now, TimeZoneInfo zone)
{
    private static readonly TimeOnly OfficeOpens = new(8, 0);
    private const int OfficeMinutes = 9 * 60;

    public DateTimeOffset Now { get; } = now;
    public DateOnly Today { get; } = zone.OnTheWall(now).Day;

    public TimeOnly Clock => zone.OnTheWall(Now).Time;

    public DateOnly From(int days) => Today.AddDays(days);

    /// <summary>Today is always one: a demonstration opened on a Sunday shows people at work too.</summary>
    public bool IsWorkday(DateOnly day) => day == Today || day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public DateOnly Workday(DateOnly onOrAfter)
    {
        while (!IsWorkday(onOrAfter))
        {
            onOrAfter = onOrAfter.AddDays(1);
        }

        return onOrAfter;
    }

    /// <summary>That day, or the last one before it on which the office was open.</summary>
    public DateOnly WorkdayBefore(DateOnly day)
    {
        while (!IsWorkday(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>So many workdays after today, or before it.</summary>
    public DateOnly Workdays(int many)
    {
        var day = Today;
        for (var left = Math.Abs(many); left > 0;)
        {
            day = day.AddDays(Math.Sign(many));
            left -= IsWorkday(day) ? 1 : 0;
        }

        return day;
    }

    public DateTimeOffset At(DateOnly day, TimeOnly time) => zone.Instant(day, time, again: false, nameof(DemoDays));

    public DateTimeOffset Midnight(DateOnly day) => zone.StartOf(day);

    public DateOnly DayOf(DateTimeOffset at) => zone.OnTheWall(at).Day;

    /// <summary>Some moment of that day's office hours that is over already.</summary>
    public DateTimeOffset InOffice(DateOnly day, DemoDice dice)
    {
        var at = At(day, OfficeOpens.AddMinutes(dice.Between(0, OfficeMinutes)));
        return at < Now ? at : Now.ToUniversalTime().AddMinutes(-dice.Between(5, 240));
    }
}
