namespace PlumbingOps.Data.Analytics;

/// <summary>What customers say, and how asking them works out. Each share takes its part from its whole, so none exceeds 100 %.</summary>
internal static class ReviewNumbers
{
    private const string Standing = """
        select count(*) filter (where status = 'Pending'), count(*) filter (where status = 'Sent'), count(*) filter (where status = 'Completed'), count(*) filter (where status = 'Lost'),
            count(*) filter (where status = 'Expired'), (select count(*) from recovery_tickets where status in ('Open', 'InProgress'))
        from review_requests
        """;

    /// <summary>Of the calls completed in the period: how many were asked about.</summary>
    private const string Asked = """
        select w.n, count(c.id), count(c.id) filter (where exists (select from review_requests r where r.tenant_id = c.tenant_id and r.service_call_id = c.id))
        from w left join service_calls c on c.tenant_id = w.tenant_id and c.status = 'Completed' and c.completed_at >= w.starts and c.completed_at < w.ends
        group by w.n order by w.n
        """;

    /// <summary>Of the requests first sent in the period: how many were answered since.</summary>
    private const string Answered = """
        select w.n, count(r.id), count(r.id) filter (where r.status = 'Completed')
        from w left join review_requests r on r.tenant_id = w.tenant_id and r.sent_at >= w.starts and r.sent_at < w.ends
        group by w.n order by w.n
        """;

    private const string InPeriod = """
        select w.n, count(r.id), avg(r.rating)::float8, count(*) filter (where r.rating = 1), count(*) filter (where r.rating = 2), count(*) filter (where r.rating = 3),
            count(*) filter (where r.rating = 4), count(*) filter (where r.rating = 5), count(*) filter (where r.is_public),
            count(*) filter (where exists (select from recovery_tickets k where k.tenant_id = r.tenant_id and k.review_id = r.id))
        from w left join reviews r on r.tenant_id = w.tenant_id and r.at >= w.starts and r.at < w.ends
        group by w.n order by w.n
        """;

    private const string Resolved = """
        select w.n, count(k.id), count(k.id) filter (where k.status in ('Resolved', 'Closed'))
        from w left join recovery_tickets k on k.tenant_id = w.tenant_id and k.created_at >= w.starts and k.created_at < w.ends
        group by w.n order by w.n
        """;

    private const string ByWeek = """
        select date_trunc('week', r.at at time zone t.zone)::date, count(*), round(avg(r.rating), 2)
        from w join t on t.id = w.tenant_id join reviews r on r.tenant_id = w.tenant_id and r.at >= w.starts and r.at < w.ends
        where w.n = 0 group by 1
        """;

    private const int FirstStar = 3;
    private const int PublicColumn = 8;
    private static readonly NumberKey[] Stars = [NumberKey.Stars1, NumberKey.Stars2, NumberKey.Stars3, NumberKey.Stars4, NumberKey.Stars5];

    /// <param name="calls">The companies that have calls; null when none has, or they are not for this person.</param>
    public static async Task<NumberGroup> ReadAsync(NumberReader reader, NumberReader? calls, CancellationToken cancellationToken)
    {
        var standing = (await reader.ReadAsync(
            [RecordsAt.Requests, RecordsAt.Tickets], Standing, r => (Pending: r.Int(0), Sent: r.Int(1), Answered: r.Int(2), Lost: r.Int(3), Expired: r.Int(4), Tickets: r.Int(5)), cancellationToken))[0];
        var asked = calls is null ? null : await calls.ReadAsync([RecordsAt.Calls, RecordsAt.Requests], Asked, r => new Part(r.Int(2), r.Int(1)), cancellationToken);
        var answered = await reader.ReadAsync([RecordsAt.Requests], Answered, r => new Part(r.Int(2), r.Int(1)), cancellationToken);
        var periods = await reader.ReadAsync([RecordsAt.Reviews, RecordsAt.Tickets], InPeriod, r => (
            Count: r.Int(1), Average: r.Real(2), Stars: Stars.Select((_, n) => r.Int(FirstStar + n)).ToArray(), Public: r.Int(PublicColumn), Tickets: r.Int(PublicColumn + 1)), cancellationToken);
        var resolved = await reader.ReadAsync([RecordsAt.Tickets], Resolved, r => new Part(r.Int(2), r.Int(1)), cancellationToken);
        var (now, before) = (periods[0], periods[1]);
        return new NumberGroup(
            NumberGroupKind.Reviews,
            [
                Number.Count(NumberKey.Reviews, now.Count, before.Count), Number.Mean(NumberKey.ReviewAverage, now.Average, before.Average, 2, now.Count),
                .. asked is null ? Array.Empty<Number>() : [Number.Share(NumberKey.CallsAskedRate, asked[0], asked[1])],
                Number.Share(NumberKey.AnsweredRate, answered[0], answered[1]),
                .. Stars.Select((star, n) => Number.Count(star, now.Stars[n], before.Stars[n])).Reverse(),
                Number.Count(NumberKey.ReviewsPublic, now.Public, before.Public), Number.Count(NumberKey.ReviewsPrivate, now.Count - now.Public, before.Count - before.Public),
                Number.Count(NumberKey.RequestsPending, standing.Pending), Number.Count(NumberKey.RequestsSent, standing.Sent), Number.Count(NumberKey.RequestsAnswered, standing.Answered),
                Number.Count(NumberKey.RequestsLost, standing.Lost), Number.Count(NumberKey.RequestsExpired, standing.Expired),
                Number.Count(NumberKey.TicketsOpen, standing.Tickets),
                Number.Share(NumberKey.TicketRate, new Part(now.Tickets, now.Count), new Part(before.Tickets, before.Count)), Number.Share(NumberKey.ResolvedRate, resolved[0], resolved[1]),
            ],
            await reader.WeeksAsync([RecordsAt.Reviews], ByWeek, r => new NumberWeek(r.GetFieldValue<DateOnly>(0), r.Int(1), 0, r.GetDecimal(2)), cancellationToken));
    }
}
