namespace PlumbingOps.Data.Analytics;

/// <summary>What numbers are told in: each company's own rooms, and the technicians.</summary>
public enum NumberGroupKind { Jobs, Calls, Reviews, Bids, Technicians }

/// <summary>Everything the office counts (DOMAIN 8.4, in its corrected form). What each counts stands in the words of the page.</summary>
public enum NumberKey
{
    JobsActive, JobsOnHold, JobsCompleted, JobsThisWeek, JobsInPeriod, JobDaysAverage, JobDaysMedian,
    CallsOpen, CallsOnHold, CallsCompleted, CallsTaken, CallsInPeriod, CallHoursAverage, CallHoursMedian, VisitHoursAverage, VisitHoursMedian,
    RequestsPending, RequestsSent, RequestsAnswered, RequestsLost, RequestsExpired, CallsAskedRate, AnsweredRate,
    Reviews, ReviewAverage, Stars1, Stars2, Stars3, Stars4, Stars5, ReviewsPublic, ReviewsPrivate, TicketsOpen, TicketRate, ResolvedRate,
    BidsOpen, BidsSent, BidsWon, BidsLost, WinRate, ValueWon,
}

/// <param name="Value">Null: there was nothing to measure.</param>
/// <param name="Before">In as many days before; null where a number is of one moment, or nothing was measured.</param>
/// <param name="Part">Of a share: how many of <paramref name="Whole"/>.</param>
/// <param name="Whole">How many rows an average or a share is made of.</param>
public sealed record Number(NumberKey Key, decimal? Value, decimal? Before = null, int? Part = null, int? Whole = null)
{
    private const int Hundred = 100;

    internal static Number Count(NumberKey key, int value, int? before = null) => new(key, value, before);

    /// <summary>Percent with one decimal. The part is taken from the whole, so it never exceeds it.</summary>
    internal static Number Share(NumberKey key, Part now, Part before) => new(key, Percent(now), Percent(before), now.Of, now.Whole);

    internal static Number Mean(NumberKey key, double? value, double? before, int decimals, int whole) => new(key, Rounded(value, decimals), Rounded(before, decimals), null, whole);

    internal static decimal? Percent(Part part) => part.Whole == 0 ? null : Math.Round(part.Of * (decimal)Hundred / part.Whole, 1, MidpointRounding.AwayFromZero);

    private static decimal? Rounded(double? value, int decimals) => value is { } number ? Math.Round((decimal)number, decimals, MidpointRounding.AwayFromZero) : null;
}

/// <summary>So many of so many.</summary>
internal readonly record struct Part(int Of, int Whole);

/// <summary>One week of a chart, Monday to Sunday of the company's calendar; the first and the last are cut by the period.</summary>
/// <param name="Count">Completed, answered or won.</param>
/// <param name="Second">Of bids: lost.</param>
/// <param name="Average">Of reviews: stars, two decimals.</param>
public sealed record NumberWeek(DateOnly Monday, int Count, int Second = 0, decimal? Average = null);

public sealed record NumberGroup(NumberGroupKind Kind, IReadOnlyList<Number> Numbers, IReadOnlyList<NumberWeek> Weeks)
{
    /// <summary>Null when it is not told: no right to see it.</summary>
    public Number? Find(NumberKey key) => Numbers.FirstOrDefault(n => n.Key == key);
}

/// <summary>What one technician did (DOMAIN 8.5); helpers count like whoever is in charge.</summary>
/// <param name="Scheduled">Visits booked for them from the first day of the period on, not begun yet.</param>
/// <param name="Completed">Visits they completed in the period.</param>
/// <param name="Sold">Bids made from their visits, won in the period.</param>
/// <param name="Lost">The same, lost.</param>
public sealed record TechnicianNumbers(Guid Id, string TenantId, string Name, int Scheduled, int Completed, int Sold, int Lost)
{
    /// <summary>Percent of the decided bids that were won, one decimal; null when none was decided.</summary>
    public decimal? Conversion => Number.Percent(new Part(Sold, Sold + Lost));
}

/// <summary>How the companies stood at the end of a day, and what happened in a period up to it.</summary>
/// <param name="IsNow">Of today, as everything stands this moment; else from the change log.</param>
/// <param name="Groups">Rooms nobody of the companies has are left out.</param>
/// <param name="Technicians">Null: no such room.</param>
public sealed record Numbers(DateOnly Today, DateOnly AsOf, bool IsNow, Period Period, DateOnly Monday, IReadOnlyList<NumberGroup> Groups, IReadOnlyList<TechnicianNumbers>? Technicians);

/// <summary>What is asked: a kind of period, and the end of which day.</summary>
/// <param name="AsOf">Null for now; no day to come.</param>
public sealed record NumberQuestion(PeriodKind Kind = PeriodKind.Days30, DateOnly? From = null, DateOnly? To = null, DateOnly? AsOf = null);
