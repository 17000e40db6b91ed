using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>When each house gets each phase: finished houses in the past two years, those being built around today, the others ahead.</summary>
internal sealed class DemoPhases(DemoDays days, DemoDice dice)
{
    // Of the houses being built, counted through: which one is late, on hold, or was cancelled and booked anew.
    private const int EveryTwelfth = 12;
    private const int Late = 5;
    private const int Held = 8;
    private const int HeldInTheMiddle = 3;
    private const int BookedAnew = 10;

    private const int OldestFinish = 545;
    private const int WindowWorkdays = 10;

    public List<PlannedJob> Of(IReadOnlyList<DemoHouse> houses)
    {
        var jobs = new List<PlannedJob>();
        foreach (var community in houses.Where(h => h.Stage == HouseStage.Built).GroupBy(h => h.Community.Id))
        {
            var ago = dice.Between(OldestFinish - 180, OldestFinish);
            var step = (ago - 25) / community.Count();
            foreach (var house in community)
            {
                jobs.AddRange(Built(house, days.From(-ago)));
                ago -= Math.Max(1, step + dice.Between(-5, 5));
                ago = Math.Max(ago, dice.Between(20, 30));
            }
        }

        var n = 0;
        foreach (var house in houses.Where(h => h.Stage == HouseStage.Building))
        {
            jobs.AddRange(Building(house, n++));
        }

        n = 0;
        foreach (var house in houses.Where(h => h.Stage == HouseStage.Ahead))
        {
            jobs.Add(Ahead(house, n++));
        }

        return jobs;
    }

    private List<PlannedJob> Built(DemoHouse house, DateOnly finished) => Before(house, PhasesOf(), finished);

    private List<PlannedJob> Building(DemoHouse house, int n)
    {
        var phases = PhasesOf();
        var current = (n + n / EveryTwelfth) % phases.Length;
        var turn = n % EveryTwelfth;
        if (turn == Late)
        {
            return Around(house, phases, current, days.Workdays(-dice.Between(8, 10)), JobFate.Late);
        }

        if (turn is Held or HeldInTheMiddle)
        {
            return Around(house, phases, current, days.Workdays(turn == Held ? dice.Between(-3, 6) : -4), turn == Held ? JobFate.Held : JobFate.HeldInTheMiddle);
        }

        // Half of the houses have somebody in them this week or next, the others wait for the trades that come between our phases.
        if (n % 2 == 0)
        {
            return Around(house, phases, current, days.Workdays(n / 2 * 3 % WindowWorkdays - 3), turn == BookedAnew ? JobFate.BookedAnew : JobFate.InTime);
        }

        return Around(house, phases, Math.Min(current, phases.Length - 2), days.From(-dice.Between(7, 26)), JobFate.InTime);
    }

    private PlannedJob Ahead(DemoHouse house, int n)
    {
        var phase = PhasesOf()[0];
        if (n % 5 >= 3)
        {
            return new PlannedJob(house, phase, null, null, JobFate.InTime);
        }

        var (start, end) = Fit(phase, days.From(dice.Between(4, 40)));
        return new PlannedJob(house, phase, start, end, JobFate.InTime);
    }

    /// <summary>The phases up to the present one, and what is booked of the rest.</summary>
    private List<PlannedJob> Around(DemoHouse house, JobPhase[] phases, int current, DateOnly around, JobFate fate)
    {
        var (start, end) = Fit(phases[current], around);
        var jobs = current == 0 ? [] : Before(house, phases[..current], start.AddDays(-GapBefore(phases[current])));
        jobs.Add(new PlannedJob(house, phases[current], start, end, fate));
        foreach (var phase in phases[(current + 1)..])
        {
            if (dice.Chance(25))
            {
                jobs.Add(new PlannedJob(house, phase, null, null, JobFate.InTime));
                break;
            }

            (start, end) = Fit(phase, end.AddDays(GapBefore(phase)));
            // A phase that comes next cannot have been before today, whatever the calendar says of its turn.
            if (start <= days.Today)
            {
                (start, end) = Fit(phase, days.From(dice.Between(4, 11)));
            }

            jobs.Add(new PlannedJob(house, phase, start, end, JobFate.InTime));
            if (end > days.From(30))
            {
                break;
            }
        }

        return jobs;
    }

    /// <summary>All of these phases, the last one finished by that day.</summary>
    private List<PlannedJob> Before(DemoHouse house, JobPhase[] phases, DateOnly finished)
    {
        var jobs = new List<PlannedJob>();
        for (var n = phases.Length - 1; n >= 0; n--)
        {
            var (start, end) = Fit(phases[n], finished.AddDays(-1 - DaysOf(phases[n])));
            jobs.Insert(0, new PlannedJob(house, phases[n], start, end, JobFate.InTime));
            finished = start.AddDays(-GapBefore(phases[n]));
        }

        return jobs;
    }

    /// <summary>A house stands on a slab, or over a crawl space.</summary>
    private JobPhase[] PhasesOf() => dice.Between(1, 4) switch
    {
        1 => [JobPhase.Groundwork, JobPhase.PostAndBeam, JobPhase.TopOut, JobPhase.Trim, JobPhase.Final],
        2 => [JobPhase.Groundwork, JobPhase.TopOut, JobPhase.Trim, JobPhase.Final],
        _ => [JobPhase.PostAndBeam, JobPhase.TopOut, JobPhase.Trim, JobPhase.Final],
    };

    /// <summary>Workdays without a weekend between them: from that day on, or a few days sooner.</summary>
    private (DateOnly Start, DateOnly End) Fit(JobPhase phase, DateOnly from)
    {
        var length = DaysOf(phase);
        var start = days.Workday(from);
        while (!Enumerable.Range(0, length).All(n => days.IsWorkday(start.AddDays(n))))
        {
            start = start.AddDays(-1);
        }

        return (start, start.AddDays(length - 1));
    }

    private int DaysOf(JobPhase phase) => phase switch
    {
        JobPhase.TopOut => dice.Between(2, 4),
        JobPhase.Trim => dice.Between(2, 3),
        JobPhase.Final => 1,
        _ => dice.Between(1, 2),
    };

    /// <summary>Days the other trades need first.</summary>
    private int GapBefore(JobPhase phase) => phase switch
    {
        JobPhase.PostAndBeam => dice.Between(8, 14),
        JobPhase.TopOut => dice.Between(16, 24),
        JobPhase.Trim => dice.Between(34, 48),
        _ => dice.Between(14, 24),
    };
}

/// <summary>What happens to a planned job other than its time coming and going.</summary>
internal enum JobFate { InTime, Late, Held, HeldInTheMiddle, BookedAnew }

internal sealed record PlannedJob(DemoHouse House, JobPhase Phase, DateOnly? Start, DateOnly? End, JobFate Fate);
