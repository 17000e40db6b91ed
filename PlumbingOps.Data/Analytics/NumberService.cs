using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Analytics;

/// <summary>The owner's numbers, now or as they were at the end of a day. A few statements for each room, whatever the number of rows.</summary>
public sealed class NumberService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>
    /// Who does what: visits with everybody who goes there, and what came of the bids made from them. Who belongs to a visit is known as it is today.
    /// </summary>
    private const string ByTechnician = """
        select x.technician_id, x.tenant_id, k.name, sum(x.scheduled)::bigint, sum(x.completed)::bigint, sum(x.won)::bigint, sum(x.lost)::bigint
        from (
            select a.tenant_id, a.technician_id, count(*) as scheduled, 0 as completed, 0 as won, 0 as lost
            from w join service_calls c on c.tenant_id = w.tenant_id and c.status = 'Scheduled' and c.starts_at >= w.starts
            join app.call_technicians a on a.tenant_id = c.tenant_id and a.service_call_id = c.id
            where w.n = 0 group by 1, 2
            union all
            select a.tenant_id, a.technician_id, 0, count(*), 0, 0
            from w join service_calls c on c.tenant_id = w.tenant_id and c.status = 'Completed' and c.completed_at >= w.starts and c.completed_at < w.ends
            join app.call_technicians a on a.tenant_id = c.tenant_id and a.service_call_id = c.id
            where w.n = 0 group by 1, 2
            union all
            select a.tenant_id, a.technician_id, 0, 0, count(*) filter (where b.status = 'Won'), count(*) filter (where b.status = 'Lost')
            from w join bids b on b.tenant_id = w.tenant_id and b.status in ('Won', 'Lost') and b.decided_on between w.first and w.last
            join app.call_technicians a on a.tenant_id = b.tenant_id and a.service_call_id = b.service_call_id
            where w.n = 0 group by 1, 2) x
        join app.technicians k on k.tenant_id = x.tenant_id and k.id = x.technician_id
        group by 1, 2, 3
        order by sum(x.scheduled + x.completed) desc, k.name, x.technician_id
        """;

    public async Task<Numbers> ReadAsync(NumberQuestion question, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeNumbers);
        var (companies, today) = await CompaniesAsync(by, cancellationToken);
        var asOf = question.AsOf is { } day && day < today ? day : today;
        var period = Period.Of(question.Kind, asOf, question.From, question.To);
        await using var db = await database.OpenAsync(by, Permission.SeeNumbers, cancellationToken);
        var groups = new List<NumberGroup>();
        if (Of(Permission.SeeJobs) is { } jobs) { groups.Add(await JobNumbers.ReadAsync(jobs, cancellationToken)); }
        if (Of(Permission.SeeServiceCalls) is { } calls) { groups.Add(await CallNumbers.ReadAsync(calls, cancellationToken)); }
        if (Of(Permission.SeeReviews) is { } reviews) { groups.Add(await ReviewNumbers.ReadAsync(reviews, Of(Permission.SeeServiceCalls, Permission.SeeReviews), cancellationToken)); }
        if (Of(Permission.SeeBids) is { } bids) { groups.Add(await BidNumbers.ReadAsync(bids, by.May(Permission.SeePrices), cancellationToken)); }
        var technicians = Of(Permission.SeeServiceCalls) is { } visits ? await TechniciansAsync(visits, cancellationToken) : null;
        return new Numbers(today, asOf, asOf == today, period, Scores.MondayOf(asOf), groups, technicians);

        NumberReader? Of(params Permission[] needed) =>
            needed.All(by.May) && companies.Where(c => needed.All(n => c.Features.Contains(Permissions.FeatureOf(n)!.Value))).ToList() is { Count: > 0 } those
                ? new NumberReader(db, those, period, asOf, asOf == today) : null;
    }

    /// <summary>Today's numbers of the technicians alone; null when the companies take no calls.</summary>
    public async Task<(Period Period, IReadOnlyList<TechnicianNumbers> Rows)?> TechniciansAsync(PeriodKind kind, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeNumbers);
        var (companies, today) = await CompaniesAsync(by, cancellationToken);
        var taking = companies.Where(c => c.Features.Contains(Feature.ServiceCalls)).ToList();
        if (taking.Count == 0)
        {
            return null;
        }

        var period = Period.Of(kind, today);
        await using var db = await database.OpenAsync(by, Permission.SeeNumbers, cancellationToken);
        return (period, await TechniciansAsync(new NumberReader(db, taking, period, today, isNow: true), cancellationToken));
    }

    private async Task<(IReadOnlyList<TenantRow> Companies, DateOnly Today)> CompaniesAsync(Actor by, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id)).ToList();
        return (companies, companies.Count == 0 ? throw new RuleException("You belong to no company.") : companies[0].Today(clock));
    }

    private static Task<IReadOnlyList<TechnicianNumbers>> TechniciansAsync(NumberReader reader, CancellationToken cancellationToken) => reader.ReadAsync(
        [RecordsAt.Calls, RecordsAt.Bids], ByTechnician,
        r => new TechnicianNumbers(r.GetGuid(0), r.GetString(1), r.GetString(2), r.Int(3), r.Int(4), r.Int(5), r.Int(6)), cancellationToken);
}
