using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Who of one company is busy when, so that nobody is at two places at once and nobody works on a day off.</summary>
internal sealed class DemoBookings(IReadOnlyList<Technician> technicians, DemoDice dice)
{
    private const int HoursInDay = 24;
    private const int BlockDays = 3;
    private const int ChanceOfTheFirst = 35;

    private readonly HashSet<(Guid Technician, DateOnly Day)> off = [];
    private readonly HashSet<(Guid Technician, DateOnly Day, int Hour)> busy = [];

    public IReadOnlyList<Technician> Technicians => technicians;

    public void Off(Technician technician, DateOnly first, DateOnly last)
    {
        foreach (var day in Days(first, last))
        {
            off.Add((technician.Id, day));
        }
    }

    /// <summary>The first technician, Theo, works for two companies: three days here, three days there.</summary>
    /// <param name="today">In the middle of three days here.</param>
    public void ShareTheFirst(DateOnly today, bool hereToday)
    {
        foreach (var day in Days(today.AddDays(-DemoData.DaysBack), today.AddDays(DemoData.DaysAhead)))
        {
            var block = Math.Floor((day.DayNumber - today.DayNumber + 1) / (double)BlockDays);
            if (block % 2 == 0 != hereToday)
            {
                off.Add((technicians[0].Id, day));
            }
        }
    }

    /// <summary>Takes up to so many who are free on all these days.</summary>
    /// <param name="keep">So many stay free for what comes in.</param>
    public List<Guid> TakeDays(DateOnly first, DateOnly last, int many, int keep) =>
        Take(many, keep, Days(first, last).SelectMany(day => Enumerable.Range(0, HoursInDay).Select(hour => (day, hour))).ToList());

    /// <summary>Takes up to so many who are free from that hour on.</summary>
    public List<Guid> TakeHours(DateOnly day, int hour, int hours, int many) => Take(many, keep: 0, Enumerable.Range(hour, hours).Select(h => (day, h)).ToList());

    /// <summary>One who is not off, busy or not: two houses in a day are no rarity. Nobody when all are off.</summary>
    public List<Guid> AtWork(DateOnly first, DateOnly last) =>
        dice.Shuffle(technicians.Select(t => t.Id)).Where(t => !Days(first, last).Any(day => off.Contains((t, day)))).Take(1).ToList();

    private List<Guid> Take(int many, int keep, List<(DateOnly Day, int Hour)> when)
    {
        var free = dice.Shuffle(technicians.Select(t => t.Id)).Where(t => when.TrueForAll(w => !off.Contains((t, w.Day)) && !busy.Contains((t, w.Day, w.Hour)))).ToList();
        if (dice.Chance(ChanceOfTheFirst))
        {
            free = free.OrderByDescending(t => t == technicians[0].Id).ToList();
        }

        var taken = free.Take(Math.Clamp(free.Count - keep, 0, many)).ToList();
        busy.UnionWith(taken.SelectMany(t => when.Select(w => (t, w.Day, w.Hour))));
        return taken;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
}
