using System.Globalization;
using PlumbingOps.Data.Analytics;

namespace PlumbingOps.Web.Features.Analytics;

/// <summary>What a number is told in.</summary>
public enum NumberUnit { Count, Percent, Hours, Days, Stars, Money }

/// <summary>What each number is called, and exactly what it counts.</summary>
public static class NumberWords
{
    public const string None = "–";

    private const int HoursTold = 48;
    private const int HoursInDay = 24;
    private const decimal Cents = 100m;

    private const string FromLog = " For a day gone by the state is taken from the history.";
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    private static readonly Dictionary<NumberKey, (string Title, string Meaning)> Words = new()
    {
        [NumberKey.JobsActive] = ("Active jobs", "Jobs that are new, scheduled, in progress or on hold: neither completed nor cancelled." + FromLog),
        [NumberKey.JobsOnHold] = ("On hold, of these", "Active jobs that somebody has put on hold." + FromLog),
        [NumberKey.JobsCompleted] = ("Completed in all", "All completed jobs there are, whenever that was. Cancelled ones count nowhere." + FromLog),
        [NumberKey.JobsThisWeek] = ("Completed this week", "Jobs whose completion day lies between Monday and the last day looked at."),
        [NumberKey.JobsInPeriod] = ("Completed", "Jobs whose completion day lies in the period, by the company's calendar."),
        [NumberKey.JobDaysAverage] = ("Average duration", "Days from the first planned day to the completion day of the jobs completed in the period; completed on the first day is 0. Jobs without a first day are left out."),
        [NumberKey.JobDaysMedian] = ("Median duration", "Half of the jobs completed in the period took fewer days than this, half took more: one job that waited a year does not move it."),
        [NumberKey.CallsOpen] = ("Open calls", "Calls that are new, scheduled, dispatched or in progress: somebody is to go there. Those on hold are counted beside them." + FromLog),
        [NumberKey.CallsOnHold] = ("On hold", "Calls that somebody has put on hold." + FromLog),
        [NumberKey.CallsCompleted] = ("Completed in all", "All completed calls there are, whenever that was. Cancelled and missed ones are none of them." + FromLog),
        [NumberKey.CallsTaken] = ("Calls taken", "Calls written down in the period, whatever became of them, cancelled ones too."),
        [NumberKey.CallsInPeriod] = ("Completed", "Calls whose completion lies in the period, by the company's clock."),
        [NumberKey.CallHoursAverage] = ("Average, taken to done", "Time from writing the call down to its completion, of the calls completed in the period. Nights and weekends count."),
        [NumberKey.CallHoursMedian] = ("Median, taken to done", "Half of the calls completed in the period took less time from writing down to completion, half took more."),
        [NumberKey.VisitHoursAverage] = ("Average, start to done", "Time from the booked start to the completion, of the calls completed in the period. Completed before its start is 0; calls without a time are left out."),
        [NumberKey.VisitHoursMedian] = ("Median, start to done", "Half of the calls completed in the period took less time from the booked start to the completion, half took more."),
        [NumberKey.RequestsPending] = ("Requests pending", "Review requests whose mail has not gone out." + FromLog),
        [NumberKey.RequestsSent] = ("Requests sent", "Review requests that went out and wait for an answer." + FromLog),
        [NumberKey.RequestsAnswered] = ("Requests answered", "Review requests that brought a review, in all." + FromLog),
        [NumberKey.RequestsLost] = ("Requests lost", "Review requests that went out and ended without an answer." + FromLog),
        [NumberKey.RequestsExpired] = ("Requests expired", "Review requests that ended before their mail went out." + FromLog),
        [NumberKey.CallsAskedRate] = ("Calls asked about", "Of the calls completed in the period: for how many a review was asked, whenever that was."),
        [NumberKey.AnsweredRate] = ("Answer rate", "Of the requests first sent in the period: how many were answered since, whatever became of the others."),
        [NumberKey.Reviews] = ("Reviews", "Reviews customers wrote in the period."),
        [NumberKey.ReviewAverage] = ("Average stars", "Mean of the stars of the reviews written in the period, to two decimals."),
        [NumberKey.Stars1] = ("1 star", "Reviews of the period with one star."),
        [NumberKey.Stars2] = ("2 stars", "Reviews of the period with two stars."),
        [NumberKey.Stars3] = ("3 stars", "Reviews of the period with three stars."),
        [NumberKey.Stars4] = ("4 stars", "Reviews of the period with four stars."),
        [NumberKey.Stars5] = ("5 stars", "Reviews of the period with five stars."),
        [NumberKey.ReviewsPublic] = ("Public", "Reviews of the period that stand on the company's public page." + FromLog),
        [NumberKey.ReviewsPrivate] = ("Not public", "Reviews of the period that only the office reads." + FromLog),
        [NumberKey.TicketsOpen] = ("Recovery open", "Recovery tickets that are open or being worked on, whenever they began." + FromLog),
        [NumberKey.TicketRate] = ("Needing recovery", "Of the reviews of the period: for how many a recovery ticket was opened."),
        [NumberKey.ResolvedRate] = ("Recovery resolved", "Of the recovery tickets opened in the period: how many are resolved or closed by now." + FromLog),
        [NumberKey.BidsOpen] = ("Open bids", "Bids that are neither won nor lost: drafts, and those with the customer." + FromLog),
        [NumberKey.BidsSent] = ("Sent", "Bids sent in the period; one that was sent again counts when it last was."),
        [NumberKey.BidsWon] = ("Won", "Bids won in the period, whenever they were made."),
        [NumberKey.BidsLost] = ("Lost", "Bids lost in the period, whenever they were made."),
        [NumberKey.WinRate] = ("Win rate", "Of the bids decided in the period, won or lost: how many were won. Bids still open are no part of it."),
        [NumberKey.ValueWon] = ("Value won", "Totals of the bids won in the period, together."),
    };

    public static string Title(NumberKey key) => Words[key].Title;

    public static string Meaning(NumberKey key) => Words[key].Meaning;

    public static NumberUnit Unit(NumberKey key) => key switch
    {
        NumberKey.JobDaysAverage or NumberKey.JobDaysMedian => NumberUnit.Days,
        NumberKey.CallHoursAverage or NumberKey.CallHoursMedian or NumberKey.VisitHoursAverage or NumberKey.VisitHoursMedian => NumberUnit.Hours,
        NumberKey.CallsAskedRate or NumberKey.AnsweredRate or NumberKey.TicketRate or NumberKey.ResolvedRate or NumberKey.WinRate => NumberUnit.Percent,
        NumberKey.ReviewAverage => NumberUnit.Stars,
        NumberKey.ValueWon => NumberUnit.Money,
        _ => NumberUnit.Count,
    };

    public static string Title(NumberGroupKind group) => group == NumberGroupKind.Calls ? "Service calls" : group.ToString();

    public static string Title(PeriodKind kind) => kind switch
    {
        PeriodKind.Days7 => "7 days",
        PeriodKind.Days30 => "30 days",
        PeriodKind.Days90 => "90 days",
        PeriodKind.ThisMonth => "This month",
        PeriodKind.LastMonth => "Last month",
        PeriodKind.ThisQuarter => "This quarter",
        PeriodKind.ThisYear => "This year",
        _ => "Other days",
    };

    /// <summary>"1,204", "26.5 hours", "3.1 days", "$12,400"; a dash where nothing was measured.</summary>
    public static string Value(NumberKey key, decimal? value) => value is { } number ? Text(Unit(key), number) : None;

    /// <summary>"12 more than in the 30 days before"; null where there is nothing to compare with.</summary>
    public static string? Change(Number number, int days)
    {
        if (number is not { Value: { } now, Before: { } before })
        {
            return null;
        }

        var stretch = days == 1 ? "the day before" : $"the {days} days before";
        if (now == before)
        {
            return $"the same as in {stretch}";
        }

        var (unit, size) = (Unit(number.Key), Math.Abs(now - before));
        var more = unit switch
        {
            NumberUnit.Hours or NumberUnit.Days => now > before ? "longer" : "shorter",
            NumberUnit.Count => now > before ? "more" : "fewer",
            _ => now > before ? "more" : "less",
        };
        return $"{(unit == NumberUnit.Percent ? $"{Plain(size)} points" : Text(unit, size))} {more} than in {stretch}";
    }

    /// <summary>"Of 12 jobs": what an average or a sum is made of.</summary>
    public static string Rows(NumberKey key, int whole) => key switch
    {
        NumberKey.JobDaysAverage or NumberKey.JobDaysMedian => whole == 1 ? "job" : "jobs",
        NumberKey.ReviewAverage or NumberKey.TicketRate => whole == 1 ? "review" : "reviews",
        NumberKey.AnsweredRate => whole == 1 ? "request" : "requests",
        NumberKey.ResolvedRate => whole == 1 ? "ticket" : "tickets",
        NumberKey.WinRate or NumberKey.ValueWon => whole == 1 ? "bid" : "bids",
        _ => whole == 1 ? "call" : "calls",
    };

    public static string Plain(decimal number) => number.ToString("#,0.##", Culture);

    private static string Text(NumberUnit unit, decimal number) => unit switch
    {
        NumberUnit.Percent => $"{Plain(number)} %",
        NumberUnit.Hours when number >= HoursTold => Text(NumberUnit.Days, Math.Round(number / HoursInDay, 1, MidpointRounding.AwayFromZero)),
        NumberUnit.Hours => $"{Plain(number)} {(number == 1 ? "hour" : "hours")}",
        NumberUnit.Days => $"{Plain(number)} {(number == 1 ? "day" : "days")}",
        NumberUnit.Stars => $"{number.ToString("0.00", Culture)} ★",
        NumberUnit.Money => (number / Cents).ToString("C0", Culture),
        _ => Plain(number),
    };
}
