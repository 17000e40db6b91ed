namespace PlumbingOps.Data.Marketing;

/// <summary>
/// An account's rhythm: on which days and at which times of a week its slots lie. It depends on the account alone, never on today, so that every night
/// plans the same week.
/// </summary>
internal sealed class SlotPlan
{
    private const int DaysAWeek = 7;

    private readonly List<(int DayOfWeek, TimeOnly Time)> pattern = [];

    public SlotPlan(ChannelAccount account)
    {
        var days = Enumerable.Range(0, DaysAWeek).Where(day => account.Weekdays.Count == 0 || account.Weekdays.Contains((DayOfWeek)((day + 1) % DaysAWeek))).ToList();
        var times = account.Times.Count > 0 ? account.Times.Distinct().Order().ToList() : [PostService.UsualTime(account)];
        Wanted = account.PostsPerWeek;
        for (var n = 0; n < Math.Min(Wanted, days.Count * times.Count); n++)
        {
            // Spread over the allowed days: with three of seven Monday, Wednesday and Friday.
            var day = days[n * days.Count / Math.Min(Wanted, days.Count * times.Count)];
            var free = Enumerable.Range(n, times.Count).Select(i => times[i % times.Count]).First(time => !pattern.Contains((day, time)));
            pattern.Add((day, free));
        }
    }

    /// <summary>How many a week somebody wants.</summary>
    public int Wanted { get; }

    /// <summary>How many the allowed days and times cannot hold.</summary>
    public int WithoutRoom => Wanted - pattern.Count;

    public IEnumerable<(DateOnly Day, TimeOnly Time)> Of(DateOnly monday) => pattern.Select(p => (monday.AddDays(p.DayOfWeek), p.Time)).Order();
}
