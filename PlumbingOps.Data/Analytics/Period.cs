using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Analytics;

/// <summary>The stretches of days that numbers are asked for.</summary>
public enum PeriodKind { Days7, Days30, Days90, ThisMonth, LastMonth, ThisQuarter, ThisYear, Custom }

/// <summary>Days of the companies' calendar, both ends included.</summary>
public sealed record Period(DateOnly From, DateOnly To)
{
    /// <summary>Two years and a day: more weeks than anybody reads side by side.</summary>
    public const int MostDays = 732;

    private const int Week = 7;
    private const int Month = 30;
    private const int Quarter = 90;
    private const int MonthsInQuarter = 3;

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many days right before it: what a number is compared with.</summary>
    public Period DaysBefore() => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>All Mondays whose weeks it touches.</summary>
    public IEnumerable<DateOnly> Mondays()
    {
        for (var monday = Scores.MondayOf(From); monday <= To; monday = monday.AddDays(Scores.DaysAWeek))
        {
            yield return monday;
        }
    }

    /// <param name="asOf">The last day anything is known of: no period reaches beyond it.</param>
    /// <param name="from">Of a custom period; so is <paramref name="to"/>. Without them it is the last 30 days.</param>
    public static Period Of(PeriodKind kind, DateOnly asOf, DateOnly? from = null, DateOnly? to = null)
    {
        var month = new DateOnly(asOf.Year, asOf.Month, 1);
        return kind switch
        {
            PeriodKind.Days7 => Last(Week),
            PeriodKind.Days90 => Last(Quarter),
            PeriodKind.ThisMonth => new Period(month, asOf),
            PeriodKind.LastMonth => new Period(month.AddMonths(-1), month.AddDays(-1)),
            PeriodKind.ThisQuarter => new Period(month.AddMonths(-((asOf.Month - 1) % MonthsInQuarter)), asOf),
            PeriodKind.ThisYear => new Period(new DateOnly(asOf.Year, 1, 1), asOf),
            PeriodKind.Custom when (from ?? to) is not null => Custom(),
            _ => Last(Month),
        };

        Period Last(int days) => new(asOf.AddDays(1 - days), asOf);

        Period Custom()
        {
            var last = to is { } end && end < asOf ? end : asOf;
            var first = from ?? last.AddDays(1 - Month);
            return first > last ? new Period(last, last) : last.DayNumber - first.DayNumber >= MostDays ? new Period(last.AddDays(1 - MostDays), last) : new Period(first, last);
        }
    }
}
