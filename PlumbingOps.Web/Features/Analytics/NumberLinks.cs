using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Features.Bids;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Analytics;

/// <summary>From a number to exactly the rows it counts. Lists show records as they stand, so a day gone by has no links.</summary>
public static class NumberLinks
{
    private const string Completed = nameof(ServiceCallStatus.Completed);

    /// <summary>The rows of a count; of a share, an average or a sum those it is made of.</summary>
    public static string? Rows(NumberKey key, Numbers numbers)
    {
        if (!numbers.IsNow)
        {
            return null;
        }

        var p = numbers.Period;
        return key switch
        {
            NumberKey.JobsActive => Urls.Jobs,
            NumberKey.JobsOnHold => $"{Urls.Jobs}?status={nameof(JobStatus.OnHold)}",
            NumberKey.JobsCompleted => $"{Urls.Jobs}?status={nameof(JobStatus.Completed)}",
            NumberKey.JobsThisWeek => $"{Urls.Jobs}?status={nameof(JobStatus.Completed)}&{Days("donefrom", numbers.Monday, "doneto", numbers.AsOf)}",
            NumberKey.JobsInPeriod or NumberKey.JobDaysAverage or NumberKey.JobDaysMedian => $"{Urls.Jobs}?status={nameof(JobStatus.Completed)}&{Days("donefrom", p.From, "doneto", p.To)}",
            NumberKey.CallsOpen => $"{Urls.ServiceCalls}?awaited=true",
            NumberKey.CallsOnHold => $"{Urls.ServiceCalls}?status={nameof(ServiceCallStatus.OnHold)}",
            NumberKey.CallsCompleted => $"{Urls.ServiceCalls}?status={Completed}",
            NumberKey.CallsTaken => $"{Urls.ServiceCalls}?status={JobFilters.AnyStatus}&{Days("takenfrom", p.From, "takento", p.To)}",
            NumberKey.CallsInPeriod or NumberKey.CallHoursAverage or NumberKey.CallHoursMedian or NumberKey.VisitHoursAverage or NumberKey.VisitHoursMedian or NumberKey.CallsAskedRate => DoneCalls(p),
            NumberKey.RequestsPending => Requests(ReviewRequestStatus.Pending),
            NumberKey.RequestsSent => Requests(ReviewRequestStatus.Sent),
            NumberKey.RequestsAnswered => Requests(ReviewRequestStatus.Completed),
            NumberKey.RequestsLost => Requests(ReviewRequestStatus.Lost),
            NumberKey.RequestsExpired => Requests(ReviewRequestStatus.Expired),
            NumberKey.AnsweredRate => $"{Urls.ReviewRequests}?{Days("sentfrom", p.From, "sentto", p.To)}",
            NumberKey.Reviews or NumberKey.ReviewAverage or NumberKey.TicketRate => Reviews(p),
            NumberKey.Stars1 or NumberKey.Stars2 or NumberKey.Stars3 or NumberKey.Stars4 or NumberKey.Stars5 => $"{Reviews(p)}&stars={key - NumberKey.Stars1 + 1}",
            NumberKey.ReviewsPublic => $"{Reviews(p)}&use={nameof(ReviewUse.Public)}",
            NumberKey.ReviewsPrivate => $"{Reviews(p)}&use={nameof(ReviewUse.Private)}",
            NumberKey.TicketsOpen => $"{Urls.RecoveryTickets}?open=true",
            NumberKey.ResolvedRate => $"{Urls.RecoveryTickets}?{Days("from", p.From, "to", p.To)}",
            NumberKey.BidsOpen => Urls.Bids,
            NumberKey.BidsSent => $"{Urls.Bids}?status={BidFilters.AnyStatus}&{Days("sentfrom", p.From, "sentto", p.To)}",
            NumberKey.BidsWon or NumberKey.ValueWon => Decided(p, BidStatus.Won),
            NumberKey.BidsLost => Decided(p, BidStatus.Lost),
            _ => Decided(p, null),
        };
    }

    /// <summary>Of a share: the rows that are its part.</summary>
    public static string? Part(NumberKey key, Numbers numbers)
    {
        var p = numbers.Period;
        return Rows(key, numbers) is not { } rows ? null : key switch
        {
            NumberKey.CallsAskedRate => $"{rows}&asked=true",
            NumberKey.AnsweredRate => $"{rows}&status={nameof(ReviewRequestStatus.Completed)}",
            NumberKey.TicketRate => $"{rows}&recovery=true",
            NumberKey.ResolvedRate => $"{rows}&done=true",
            NumberKey.WinRate => Decided(p, BidStatus.Won),
            _ => null,
        };
    }

    public static string Scheduled(TechnicianNumbers who, Period period) => $"{Urls.ServiceCalls}?technician={who.Id}&status={nameof(ServiceCallStatus.Scheduled)}&from={AddressQuery.Text(period.From)}";

    public static string Done(TechnicianNumbers who, Period period) => $"{DoneCalls(period)}&technician={who.Id}";

    public static string Sold(TechnicianNumbers who, Period period) => $"{Decided(period, BidStatus.Won)}&technician={who.Id}";

    public static string Lost(TechnicianNumbers who, Period period) => $"{Decided(period, BidStatus.Lost)}&technician={who.Id}";

    /// <summary>A bar of a chart: the days of its week that lie in the period.</summary>
    public static string? Week(NumberGroupKind group, DateOnly monday, Numbers numbers)
    {
        const int LastDay = 6;
        var week = new Period(monday < numbers.Period.From ? numbers.Period.From : monday, monday.AddDays(LastDay) > numbers.Period.To ? numbers.Period.To : monday.AddDays(LastDay));
        return !numbers.IsNow ? null : group switch
        {
            NumberGroupKind.Jobs => $"{Urls.Jobs}?status={nameof(JobStatus.Completed)}&{Days("donefrom", week.From, "doneto", week.To)}",
            NumberGroupKind.Calls => DoneCalls(week),
            NumberGroupKind.Reviews => Reviews(week),
            _ => Decided(week, null),
        };
    }

    private static string DoneCalls(Period p) => $"{Urls.ServiceCalls}?status={Completed}&{Days("donefrom", p.From, "doneto", p.To)}";

    private static string Requests(ReviewRequestStatus status) => $"{Urls.ReviewRequests}?status={status}";

    private static string Reviews(Period p) => $"{Urls.Reviews}?{Days("from", p.From, "to", p.To)}";

    private static string Decided(Period p, BidStatus? status) => $"{Urls.Bids}?status={status?.ToString() ?? BidFilters.AnyStatus}&{Days("decided", p.From, "decidedto", p.To)}";

    private static string Days(string from, DateOnly first, string to, DateOnly last) => $"{from}={AddressQuery.Text(first)}&{to}={AddressQuery.Text(last)}";
}
