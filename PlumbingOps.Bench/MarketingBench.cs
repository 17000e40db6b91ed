using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Bench;

/// <summary>
/// A calendar month of 500 posts and a scoreboard over 50,000, against the very statements they send through bare Npgsql; and how quickly the publisher
/// claims what is due, fairly and by account, against claiming as many rows in bare SQL that knows neither.
/// </summary>
internal static class MarketingBench
{
    private const int Posts = 50_000;
    private const int Rounds = 60;
    private const int AtOnce = 64;
    private const double WithinClaims = 2;
    private const int DaysAMonth = 31;

    /// <summary>The oldest first, whoever's they are. The same columns are read as the publisher reads, and the same triggers run.</summary>
    private const string BareClaim = """
        update app.publications p set lease_until = $2, leased_by = 'bare', fence = fence + 1
        where id in (select id from app.publications where look_at <= $1 and (lease_until is null or lease_until < $1) order by look_at limit $3 for update skip locked)
        returning id, tenant_id, post_id, account_id, state, fence, tries, prepared_id, due_at, send_before, committed_at, sent_again, external_id, sent_at, occurrence
        """;

    private static readonly string[] Tenants = [DemoPeople.H2O];

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Office office, DatabaseConnections connections)
    {
        await Console.Error.WriteLineAsync("marketing");
        await BenchData.LoadMarketingAsync(connections, Posts);
        var by = await office.PersonAsync(Tenants);
        var today = await office.Get<TenantDirectory>().TodayAsync(DemoPeople.H2O);
        var month = new CalendarQuery(today.AddDays(1 - today.Day), today.AddDays(DaysAMonth - today.Day));
        return
        [
            await BareReplay.CompareAsync(office, Tenants, "calendar: a month of 500 posts", () => office.Get<CalendarService>().ReadAsync(month, by)),
            await BareReplay.CompareAsync(office, Tenants, "scoreboard: a week with its trend, of 50,000 posts", () => office.Get<ScoreboardService>().WeekAsync(DemoPeople.H2O, today, by)),
            .. await ClaimsAsync(office),
        ];
    }

    private static async Task<IReadOnlyList<Measurement>> ClaimsAsync(Office office)
    {
        var claims = office.Get<PublicationClaims>();
        var times = await Turns.TakeAsync(Rounds, () => TakenAsync(claims), () => BareAsync(office.Source));
        var (ours, bare) = (times[0].Median(), times[1].Median());
        return
        [
            new Measurement($"publisher: claim {AtOnce} of 20,000 due posts, by account and fairly, against the oldest {AtOnce} in bare SQL", ours, bare, WithinClaims),
            new Measurement("publisher: claims per second", AtOnce * 1000 / ours, AtOnce * 1000 / bare, null, Unit: "/s"),
        ];
    }

    private static async Task TakenAsync(PublicationClaims claims)
    {
        if ((await claims.TakeAsync(AtOnce, "bench")).Count != AtOnce)
        {
            throw new InvalidOperationException("There was not enough to claim.");
        }
    }

    private static async Task BareAsync(NpgsqlDataSource source)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync();
        await using (var set = new NpgsqlCommand("select set_config('app.tenants', $1, false)", connection) { Parameters = { new() { Value = DemoPeople.H2O } } })
        {
            await set.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(BareClaim, connection) { Parameters = { new() { Value = now }, new() { Value = now.AddMinutes(10) }, new() { Value = AtOnce } } };
        await using var reader = await command.ExecuteReaderAsync();
        var (values, count) = (new object[reader.FieldCount], 0);
        while (await reader.ReadAsync())
        {
            count += reader.GetValues(values) > 0 ? 1 : 0;
        }

        if (count != AtOnce)
        {
            throw new InvalidOperationException("There was not enough to claim.");
        }
    }
}
