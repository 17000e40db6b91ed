namespace PlumbingOps.Data.Analytics;

/// <summary>How construction goes. Cancelled and archived jobs count nowhere.</summary>
internal static class JobNumbers
{
    private const string Standing = """
        select
            (select count(*) from jobs where status in ('New', 'Scheduled', 'InProgress', 'OnHold')),
            (select count(*) from jobs where status = 'OnHold'),
            (select count(*) from jobs where status = 'Completed'),
            (select count(*) from jobs where status = 'Completed' and completed_on between @monday and @day)
        """;

    private const string InPeriod = """
        select w.n, count(j.id), avg(d.days)::float8, percentile_cont(0.5) within group (order by d.days)
        from w left join jobs j on j.tenant_id = w.tenant_id and j.status = 'Completed' and j.completed_on between w.first and w.last
        cross join lateral (select case when j.start_date is not null then greatest(0, j.completed_on - j.start_date) end) d (days)
        group by w.n order by w.n
        """;

    private const string ByWeek = """
        select date_trunc('week', j.completed_on)::date, count(*)
        from w join jobs j on j.tenant_id = w.tenant_id and j.status = 'Completed' and j.completed_on between w.first and w.last
        where w.n = 0 group by 1
        """;

    private static readonly RecordsAt[] Records = [RecordsAt.Jobs];

    public static async Task<NumberGroup> ReadAsync(NumberReader reader, CancellationToken cancellationToken)
    {
        var standing = (await reader.ReadAsync(Records, Standing, r => (Active: r.Int(0), OnHold: r.Int(1), Completed: r.Int(2), ThisWeek: r.Int(3)), cancellationToken))[0];
        var periods = await reader.ReadAsync(Records, InPeriod, r => (Count: r.Int(1), Average: r.Real(2), Median: r.Real(3)), cancellationToken);
        var (now, before) = (periods[0], periods[1]);
        return new NumberGroup(
            NumberGroupKind.Jobs,
            [
                Number.Count(NumberKey.JobsActive, standing.Active), Number.Count(NumberKey.JobsOnHold, standing.OnHold), Number.Count(NumberKey.JobsCompleted, standing.Completed),
                Number.Count(NumberKey.JobsThisWeek, standing.ThisWeek), Number.Count(NumberKey.JobsInPeriod, now.Count, before.Count),
                Number.Mean(NumberKey.JobDaysAverage, now.Average, before.Average, 1, now.Count), Number.Mean(NumberKey.JobDaysMedian, now.Median, before.Median, 1, now.Count),
            ],
            await reader.WeeksAsync(Records, ByWeek, r => new NumberWeek(r.GetFieldValue<DateOnly>(0), r.Int(1)), cancellationToken));
    }
}
