namespace PlumbingOps.Data.Database.Demo;

/// <summary>When one company has how many visits: many around today, fewer the farther away. Who goes is whoever is free.</summary>
internal sealed class DemoVisits(DemoDays days, DemoBookings bookings, DemoDice dice)
{
    private const int First = -120;
    private const int Last = 45;
    private const int RepipeCrew = 3;
    private const int KeptFree = 3;

    // Visits of a workday that is at most so many days after today, of a company with one visit a day on the busiest.
    private static readonly (int Until, double Share)[] Shares = [(-31, 0.18), (-6, 0.38), (7, 1), (20, 0.29), (Last, 0.1)];
    private static readonly int[] Hours = [8, 9, 10, 11, 13, 14, 15];

    public IEnumerable<DateOnly> Days(double onTheBusiest)
    {
        var due = 0.0;
        for (var n = First; n <= Last; n++)
        {
            var day = days.From(n);
            if (!days.IsWorkday(day))
            {
                continue;
            }

            due += onTheBusiest * Array.Find(Shares, s => n <= s.Until).Share;
            for (; due >= 1; due--)
            {
                yield return day;
            }
        }
    }

    public DemoVisit Hour(DateOnly day, int hours, bool assigned)
    {
        var hour = dice.Pick(Hours);
        var who = new List<Guid>();
        // Whoever calls gets the first hour at which somebody is free.
        for (var tries = 0; assigned && who.Count == 0 && tries < Hours.Length; tries++)
        {
            hour = Hours[(Array.IndexOf(Hours, hour) + 1) % Hours.Length];
            who = bookings.TakeHours(day, hour, hours, dice.Chance(22) ? 2 : 1);
        }

        if (who.Count == 0 && day < days.Today)
        {
            who = [dice.Pick(bookings.Technicians).Id];
        }

        var start = days.At(day, new TimeOnly(hour, dice.Chance(20) ? 30 : 0));
        return new DemoVisit(start, start.AddHours(hours), AllDay: false, who);
    }

    public DemoVisit WholeDays(DateOnly first, DateOnly last)
    {
        var who = bookings.TakeDays(first, last, RepipeCrew, KeptFree);
        return new DemoVisit(days.Midnight(first), days.Midnight(last.AddDays(1)), AllDay: true, who.Count == 0 && first < days.Today ? [dice.Pick(bookings.Technicians).Id] : who);
    }
}

internal sealed record DemoVisit(DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool AllDay, IReadOnlyList<Guid> Technicians);
