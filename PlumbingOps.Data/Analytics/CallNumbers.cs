namespace PlumbingOps.Data.Analytics;

/// <summary>How the visits go. Cancelled, missed and archived calls count nowhere but among those that were taken.</summary>
internal static class CallNumbers
{
    private const string Standing = """
        select
            (select count(*) from service_calls where status in ('New', 'Scheduled', 'Dispatched', 'InProgress')),
            (select count(*) from service_calls where status = 'OnHold'),
            (select count(*) from service_calls where status = 'Completed')
        """;

    private const string Taken = """
        select w.n, count(c.id) from w left join service_calls c on c.tenant_id = w.tenant_id and c.created_at >= w.starts and c.created_at < w.ends group by w.n order by w.n
        """;

    /// <summary>Hours between two instants: the clocks may have been changed in between.</summary>
    private const string InPeriod = """
        select w.n, count(c.id), avg(d.life), percentile_cont(0.5) within group (order by d.life), avg(d.visit), percentile_cont(0.5) within group (order by d.visit)
        from w left join service_calls c on c.tenant_id = w.tenant_id and c.status = 'Completed' and c.completed_at >= w.starts and c.completed_at < w.ends
        cross join lateral (select
            case when c.id is not null then greatest(0, extract(epoch from c.completed_at - c.created_at)::float8 / 3600) end,
            case when c.starts_at is not null then greatest(0, extract(epoch from c.completed_at - c.starts_at)::float8 / 3600) end) d (life, visit)
        group by w.n order by w.n
        """;

    private const string ByWeek = """
        select date_trunc('week', c.completed_at at time zone t.zone)::date, count(*)
        from w join t on t.id = w.tenant_id
        join service_calls c on c.tenant_id = w.tenant_id and c.status = 'Completed' and c.completed_at >= w.starts and c.completed_at < w.ends
        where w.n = 0 group by 1
        """;

    private static readonly RecordsAt[] Records = [RecordsAt.Calls];

    public static async Task<NumberGroup> ReadAsync(NumberReader reader, CancellationToken cancellationToken)
    {
        var standing = (await reader.ReadAsync(Records, Standing, r => (Open: r.Int(0), OnHold: r.Int(1), Completed: r.Int(2)), cancellationToken))[0];
        var taken = await reader.ReadAsync(Records, Taken, r => r.Int(1), cancellationToken);
        var periods = await reader.ReadAsync(Records, InPeriod, r => (Count: r.Int(1), Life: r.Real(2), LifeMedian: r.Real(3), Visit: r.Real(4), VisitMedian: r.Real(5)), cancellationToken);
        var (now, before) = (periods[0], periods[1]);
        return new NumberGroup(
            NumberGroupKind.Calls,
            [
                Number.Count(NumberKey.CallsOpen, standing.Open), Number.Count(NumberKey.CallsOnHold, standing.OnHold), Number.Count(NumberKey.CallsCompleted, standing.Completed),
                Number.Count(NumberKey.CallsTaken, taken[0], taken[1]), Number.Count(NumberKey.CallsInPeriod, now.Count, before.Count),
                Number.Mean(NumberKey.CallHoursAverage, now.Life, before.Life, 1, now.Count), Number.Mean(NumberKey.CallHoursMedian, now.LifeMedian, before.LifeMedian, 1, now.Count),
                Number.Mean(NumberKey.VisitHoursAverage, now.Visit, before.Visit, 1, now.Count), Number.Mean(NumberKey.VisitHoursMedian, now.VisitMedian, before.VisitMedian, 1, now.Count),
            ],
            await reader.WeeksAsync(Records, ByWeek, r => new NumberWeek(r.GetFieldValue<DateOnly>(0), r.Int(1)), cancellationToken));
    }
}
