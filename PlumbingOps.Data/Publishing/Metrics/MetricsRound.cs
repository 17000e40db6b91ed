using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing.Metrics;

/// <summary>
/// Asks the networks what posts of the last thirty days brought, an hour, a day, three days, a week and four weeks after they appeared, and once a day what accounts
/// brought. Publishing keeps the reserve: an account that rests, or has used up most of its calls, is not asked.
/// </summary>
public sealed class MetricsRound(
    Db database, TenantDirectory tenants, IEnumerable<IPublisher> publishers, TokenKeeper tokens, Circuits circuits, TimeProvider clock, ILogger<MetricsRound> logger)
{
    /// <summary>Calls a run; what is left is asked for in the next.</summary>
    public const int MostCalls = 200;

    private const int MostPosts = 100;
    private const int UsageMost = 75;
    /// <summary>Google's last days come late, and are filled in when they do.</summary>
    private const int AccountDays = 7;
    private static readonly TimeSpan Ago = TimeSpan.FromDays(30);
    private static readonly TimeSpan[] Looks = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(28)];

    private readonly Dictionary<Provider, IPublisher> publishers = publishers.ToDictionary(p => p.Provider);

    /// <returns>How many posts and accounts were read.</returns>
    public async Task<(int Posts, int Accounts)> RunAsync(CancellationToken cancellationToken = default)
    {
        var (posts, accounts, left) = (0, 0, MostCalls);
        foreach (var tenant in (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Marketing)))
        {
            foreach (var account in await DueAsync(tenant, cancellationToken))
            {
                if (left <= 0)
                {
                    return (posts, accounts);
                }

                var (read, whole, calls) = await ReadAsync(account, left, cancellationToken);
                (posts, accounts, left) = (posts + read, accounts + (whole ? 1 : 0), left - calls);
            }
        }

        return (posts, accounts);
    }

    /// <summary>Accounts that may be asked just now, with what of theirs is due.</summary>
    private async Task<List<DueAccount>> DueAsync(TenantRow tenant, CancellationToken cancellationToken)
    {
        var (now, today) = (clock.GetUtcNow(), tenant.Today(clock));
        await using var db = await OpenAsync(tenant.Id, cancellationToken);
        var accounts = await db.AccountConnections
            .Where(c => c.TenantId == tenant.Id && c.State == ConnectionState.Connected
                && !db.AccountLimits.Any(l => l.AccountId == c.AccountId && (l.BlockedUntil > now || l.OpenUntil > now || l.UsagePercent > UsageMost)))
            .Select(c => new { c.AccountId, c.Provider, Known = db.MetricReadings.Any(r => r.AccountId == c.AccountId && r.PostId == null && r.ReadAt > now.AddHours(-20)) })
            .ToListAsync(cancellationToken);
        // Where a network has no figures of single posts there is nothing to ask.
        var ids = accounts.Where(a => a.Provider is Provider.Facebook or Provider.Instagram).Select(a => a.AccountId).ToList();
        var posts = await db.Posts
            .Where(p => p.TenantId == tenant.Id && ids.Contains(p.AccountId) && p.Status == PostStatus.Posted && p.ExternalId != null && p.PostedAt > now - Ago)
            .Select(p => new { p.Id, p.AccountId, p.ExternalId, p.PostedAt, ReadAt = db.MetricReadings.Where(r => r.PostId == p.Id).Max(r => (DateTimeOffset?)r.ReadAt) })
            .ToListAsync(cancellationToken);
        var due = posts.Where(p => IsDue(p.PostedAt!.Value, p.ReadAt, now)).OrderBy(p => p.ReadAt ?? DateTimeOffset.MinValue).ThenBy(p => p.PostedAt).Take(MostPosts)
            .ToLookup(p => p.AccountId, p => new DuePost(p.Id, p.ExternalId!));
        return [.. accounts.Select(a => new DueAccount(new CalledAccount(tenant.Id, a.AccountId, a.Provider), today, !a.Known, [.. due[a.AccountId]])).Where(a => a.Whole || a.Posts.Count > 0)];
    }

    /// <summary>A look has come since it was read last.</summary>
    internal static bool IsDue(DateTimeOffset posted, DateTimeOffset? read, DateTimeOffset now) => Looks.Any(look => posted + look <= now && (read is null || read < posted + look));

    private async Task<(int Posts, bool Whole, int Calls)> ReadAsync(DueAccount due, int most, CancellationToken cancellationToken)
    {
        if (await circuits.IsOpenAsync(due.Called, cancellationToken))
        {
            return (0, false, 0);
        }

        var (target, _) = await tokens.TargetAsync(due.Called.AccountId, due.Called.TenantId, cancellationToken);
        if (target is null)
        {
            // The nightly look says what is wrong with the connection.
            return (0, false, 0);
        }

        var publisher = publishers[due.Called.Provider];
        var (read, calls, whole) = (0, 0, false);
        foreach (var post in due.Posts)
        {
            if (calls >= most)
            {
                return (read, false, calls);
            }

            var answer = await publisher.ReadMetricsAsync(target, post.ExternalId, await DeadAsync(due, cancellationToken), cancellationToken);
            calls += answer.Calls;
            await BuryAsync(due, answer.Dead, cancellationToken);
            await circuits.LearnAsync(due.Called, answer.Answer, cancellationToken);
            if (answer.Answer is { IsOk: false, Outcome: not PublishOutcome.NotFound })
            {
                logger.LogInformation("Figures of account {Account} could not be read: {Outcome} {Code}", due.Called.AccountId, answer.Answer.Outcome, answer.Answer.Code);
                return (read, false, calls);
            }

            // What is no longer there has no figures any more; that is written down as well, so that it is not asked again each hour.
            await KeepAsync(due, post.Id, due.Today, answer.Values, answer.Raw, cancellationToken);
            read++;
        }

        if (due.Whole && calls < most)
        {
            var answer = await publisher.ReadAccountMetricsAsync(target, due.Today.AddDays(-AccountDays), due.Today.AddDays(-1), await DeadAsync(due, cancellationToken), cancellationToken);
            calls += answer.Calls;
            await BuryAsync(due, answer.Dead, cancellationToken);
            if (answer.Calls > 0)
            {
                await circuits.LearnAsync(due.Called, answer.Answer, cancellationToken);
            }

            foreach (var (day, values) in answer.Days)
            {
                await KeepAsync(due, null, day, values, null, cancellationToken);
            }

            whole = answer.Days.Count > 0;
        }

        return (read, whole, calls);
    }

    private async Task KeepAsync(DueAccount due, Guid? post, DateOnly day, IReadOnlyDictionary<Metric, long?> values, string? raw, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(due.Called.TenantId, cancellationToken);
        var reading = await db.MetricReadings.Include(r => r.Values).SingleOrDefaultAsync(r => r.AccountId == due.Called.AccountId && r.PostId == post && r.Day == day, cancellationToken)
            ?? db.MetricReadings.Add(new MetricReading { TenantId = due.Called.TenantId, AccountId = due.Called.AccountId, PostId = post, Day = day, ReadAt = clock.GetUtcNow() }).Entity;
        (reading.ReadAt, reading.Raw) = (clock.GetUtcNow(), raw);
        foreach (var (metric, value) in values)
        {
            if (reading.Values.Find(v => v.Metric == metric) is { } known)
            {
                // What was known stays known when the network forgets to say it.
                known.Value = value ?? known.Value;
            }
            else
            {
                reading.Values.Add(new MetricValue { ReadingId = reading.Id, TenantId = reading.TenantId, Metric = metric, Value = value });
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<IReadOnlySet<string>> DeadAsync(DueAccount due, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(due.Called.TenantId, cancellationToken);
        return (await db.DeadMetrics.Where(d => d.Provider == due.Called.Provider).Select(d => d.Name).ToListAsync(cancellationToken)).ToHashSet();
    }

    private async Task BuryAsync(DueAccount due, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return;
        }

        await using var db = await OpenAsync(due.Called.TenantId, cancellationToken);
        foreach (var name in names)
        {
            logger.LogWarning("{Provider} no longer knows the figure {Metric}: it is not asked for any more", due.Called.Provider, name);
            await db.RunAsync(
                "insert into app.dead_metrics (id, provider, name, found_at) values ($1, $2, $3, $4) on conflict (provider, name) do nothing",
                [Guid.CreateVersion7(), $"{due.Called.Provider}", name, clock.GetUtcNow()], cancellationToken);
        }
    }

    private Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);

    private sealed record DuePost(Guid Id, string ExternalId);

    /// <param name="Whole">The account's own figures have not been read today.</param>
    private sealed record DueAccount(CalledAccount Called, DateOnly Today, bool Whole, IReadOnlyList<DuePost> Posts);
}
