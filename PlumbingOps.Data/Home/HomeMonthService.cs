using Npgsql;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Home;

/// <summary>The calls of a month, a few of each day and how many there are.</summary>
public sealed class HomeMonthService(Db database, TenantDirectory tenants)
{
    /// <summary>So many of a day stand in its box; the others are counted.</summary>
    public const int ShownPerDay = 3;

    private const int DaysAWeek = 7;

    /// <summary>All that begin on a day, as its list has them; those that will not be made, or were not, come last.</summary>
    private const string Calls = """
        select x.day, x.total, x.id, x.tenant_id, x.number, x.status, x.priority, x.starts_at, x.all_day,
            coalesce(cu.name, co.name || coalesce(' #' || l.number, ''), x.project_name, x.street, 'C-' || x.number)
        from (
            select d.day, c.*, count(*) over (partition by d.day) as total,
                row_number() over (partition by d.day order by c.status in ('Cancelled', 'NoShow'), c.starts_at, c.id) as place
            from unnest(@tenants, @zones, @starts, @ends) as t (id, zone, starts, ends)
            join app.service_calls c on c.tenant_id = t.id and c.start_sort >= t.starts and c.start_sort < t.ends and c.archived_at is null
            cross join lateral (select (c.starts_at at time zone t.zone)::date) d (day)) x
        left join app.customers cu on cu.tenant_id = x.tenant_id and cu.id = x.customer_id
        left join app.lots l on l.id = x.lot_id
        left join app.communities co on co.id = l.community_id
        where x.place <= @most
        order by x.day, x.place
        """;

    /// <param name="day">Any day of the month.</param>
    /// <returns>Null for who works with own calls only: their day is all there is; and where nobody takes calls.</returns>
    public async Task<HomeMonth?> MonthAsync(DateOnly day, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeServiceCalls);
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id) && t.Features.Contains(Feature.ServiceCalls)).ToList();
        if (by.OnlyOwn || companies.Count == 0)
        {
            return null;
        }

        var month = new DateOnly(day.Year, day.Month, 1);
        var first = month.AddDays(-(int)month.DayOfWeek);
        var last = month.AddMonths(1).AddDays(-1);
        last = last.AddDays(DaysAWeek - 1 - (int)last.DayOfWeek);
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        await using var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = Calls;
        command.Parameters.AddWithValue("tenants", companies.Select(c => c.Id).ToArray());
        command.Parameters.AddWithValue("zones", companies.Select(c => c.Zone).ToArray());
        command.Parameters.AddWithValue("starts", companies.Select(c => c.StartOf(first)).ToArray());
        command.Parameters.AddWithValue("ends", companies.Select(c => c.StartOf(last.AddDays(1))).ToArray());
        command.Parameters.AddWithValue("most", ShownPerDay);
        var found = new List<(DateOnly Day, int Total, HomeMonthCall Call)>();
        await using var r = await command.ExecuteReaderAsync(cancellationToken);
        while (await r.ReadAsync(cancellationToken))
        {
            found.Add((r.GetFieldValue<DateOnly>(0), (int)r.GetInt64(1), new HomeMonthCall(
                r.GetGuid(2), r.GetString(3), r.GetInt32(4), r.GetString(9), Enum.Parse<ServiceCallStatus>(r.GetString(5)), Enum.Parse<CallPriority>(r.GetString(6)),
                r.GetBoolean(8) ? null : r.GetFieldValue<DateTimeOffset>(7))));
        }

        var byDay = found.ToLookup(f => f.Day);
        return new HomeMonth(month, [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)
            .Select(d => new HomeMonthDay(d, byDay[d].Select(f => f.Total).FirstOrDefault(), [.. byDay[d].Select(f => f.Call)]))]);
    }
}

/// <param name="First">The first of the month.</param>
/// <param name="Days">Whole weeks from a Sunday to a Saturday: the month, and what of its neighbours stands beside it.</param>
public sealed record HomeMonth(DateOnly First, IReadOnlyList<HomeMonthDay> Days)
{
    public bool IsOutside(DateOnly day) => day.Month != First.Month;
}

/// <param name="Total">How many begin that day, as the list of the day counts them.</param>
/// <param name="Calls">The first of them.</param>
public sealed record HomeMonthDay(DateOnly Day, int Total, IReadOnlyList<HomeMonthCall> Calls)
{
    public int More => Total - Calls.Count;
}

/// <param name="StartsAt">Null for a whole day.</param>
public sealed record HomeMonthCall(Guid Id, string TenantId, int Number, string Title, ServiceCallStatus Status, CallPriority Priority, DateTimeOffset? StartsAt);
