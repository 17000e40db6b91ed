namespace PlumbingOps.Data.Analytics;

/// <summary>What is offered, and what comes of it. A bid counts in the period in which it was decided, whenever it was made.</summary>
internal static class BidNumbers
{
    private const string Standing = "select count(*) from bids where status not in ('Won', 'Lost')";

    private const string Sent = """
        select w.n, count(b.id) from w left join bids b on b.tenant_id = w.tenant_id and b.sent_on between w.first and w.last group by w.n order by w.n
        """;

    private const string Decided = """
        select w.n, count(*) filter (where b.status = 'Won'), count(*) filter (where b.status = 'Lost'), coalesce(sum(b.total_cents) filter (where b.status = 'Won'), 0)::bigint
        from w left join bids b on b.tenant_id = w.tenant_id and b.status in ('Won', 'Lost') and b.decided_on between w.first and w.last
        group by w.n order by w.n
        """;

    private const string ByWeek = """
        select date_trunc('week', b.decided_on)::date, count(*) filter (where b.status = 'Won'), count(*) filter (where b.status = 'Lost')
        from w join bids b on b.tenant_id = w.tenant_id and b.status in ('Won', 'Lost') and b.decided_on between w.first and w.last
        where w.n = 0 group by 1
        """;

    private static readonly RecordsAt[] Records = [RecordsAt.Bids];

    /// <param name="seesPrices">Else what was won leaves the sums of money out.</param>
    public static async Task<NumberGroup> ReadAsync(NumberReader reader, bool seesPrices, CancellationToken cancellationToken)
    {
        var open = (await reader.ReadAsync(Records, Standing, r => r.Int(0), cancellationToken))[0];
        var sent = await reader.ReadAsync(Records, Sent, r => r.Int(1), cancellationToken);
        var decided = await reader.ReadAsync(Records, Decided, r => (Won: r.Int(1), Lost: r.Int(2), Cents: r.GetInt64(3)), cancellationToken);
        var (now, before) = (decided[0], decided[1]);
        return new NumberGroup(
            NumberGroupKind.Bids,
            [
                Number.Count(NumberKey.BidsOpen, open), Number.Count(NumberKey.BidsSent, sent[0], sent[1]), Number.Count(NumberKey.BidsWon, now.Won, before.Won), Number.Count(NumberKey.BidsLost, now.Lost, before.Lost),
                Number.Share(NumberKey.WinRate, new Part(now.Won, now.Won + now.Lost), new Part(before.Won, before.Won + before.Lost)),
                .. seesPrices ? [new Number(NumberKey.ValueWon, now.Cents, before.Cents, null, now.Won)] : Array.Empty<Number>(),
            ],
            await reader.WeeksAsync(Records, ByWeek, r => new NumberWeek(r.GetFieldValue<DateOnly>(0), r.Int(1), r.Int(2)), cancellationToken));
    }
}
