using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing;

/// <summary>The publisher's queue, as people see it and where they decide. Every decision is in the history.</summary>
public sealed class PublishService(Db database, PublicationLedger ledger, ProviderOptions providers, PublishingOptions options, TimeProvider clock)
{
    /// <summary>The queue shows no more at once.</summary>
    public const int MostRows = 200;

    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private static readonly PublicationState[] Open =
        [PublicationState.Waiting, PublicationState.Preparing, PublicationState.Sending, PublicationState.Unknown, PublicationState.Parked, PublicationState.Rejected, PublicationState.Due];

    /// <summary>The oldest due first; settled ones only when they are asked for.</summary>
    public async Task<IReadOnlyList<PublishRow>> ListAsync(PublishFilter filter, Actor by, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var states = filter.States is { Count: > 0 } chosen ? chosen : Open;
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var rows = await db.Publications.Where(p => states.Contains(p.State) && (filter.AccountId == null || p.AccountId == filter.AccountId))
            .OrderBy(p => p.DueAt).ThenBy(p => p.Id).Take(MostRows)
            .Select(p => new
            {
                Publication = p,
                p.Post!.Number,
                Title = p.Post.Content!.Title,
                Account = p.Post.Account!.Name,
                p.Post.Account.Channel!.Provider,
            }).AsNoTracking().ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new PublishRow(
                r.Publication.Id, r.Publication.PostId, $"P-{r.Number}", r.Title, r.Publication.TenantId, r.Publication.AccountId, r.Account, r.Provider, r.Publication.Occurrence, r.Publication.State,
                r.Publication.DueAt, r.Publication.SendBefore, r.Publication.LookAt, r.Publication.LeaseUntil > now, r.Publication.Tries, r.Publication.Cause, r.Publication.NextStep, r.Publication.Url,
                r.Publication.SentAt, r.Publication.Moderation, PublishVerbs.Of(r.Publication.State))),
        ];
    }

    /// <summary>All calls for one publication, the oldest first.</summary>
    public async Task<IReadOnlyList<AttemptRow>> ListAttemptsAsync(Guid publicationId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.PublishAttempts.Where(a => a.PublicationId == publicationId).OrderBy(a => a.Number)
            .Select(a => new AttemptRow(a.Number, a.Step, a.StartedAt, a.EndedAt, a.Outcome, a.Instance, a.ProviderCode, a.ProviderTrace, a.Message, a.Evidence)).ToListAsync(cancellationToken);
    }

    public async Task<PublishHealth> GetHealthAsync(Actor by, CancellationToken cancellationToken = default)
    {
        var (now, today) = (clock.GetUtcNow(), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        var counts = await db.Publications.Where(p => Open.Contains(p.State)).GroupBy(p => p.State)
            .Select(g => new { State = g.Key, Count = g.Count(), Oldest = g.Where(p => p.LookAt != null && p.DueAt <= now).Min(p => (DateTimeOffset?)p.DueAt) }).ToListAsync(cancellationToken);
        int Count(params PublicationState[] states) => counts.Where(c => states.Contains(c.State)).Sum(c => c.Count);
        return new PublishHealth(
            Count(PublicationState.Waiting), Count(PublicationState.Preparing, PublicationState.Sending), Count(PublicationState.Unknown), Count(PublicationState.Parked), Count(PublicationState.Due),
            counts.Where(c => c.State is PublicationState.Waiting or PublicationState.Preparing or PublicationState.Sending).Min(c => c.Oldest),
            await db.PublishPauses.OrderBy(p => p.TenantId).Select(p => new PauseRow(p.TenantId, p.PausedAt, db.Users.Where(u => u.Id == p.PausedById).Select(u => u.FullName).FirstOrDefault(), p.Reason)).ToListAsync(cancellationToken),
            await db.ProviderCircuits.OrderBy(c => c.Provider).Select(c => new CircuitRow(c.Provider, c.Failures, c.OpenUntil > now ? c.OpenUntil : null, c.Why, c.UsagePercent, c.UsageUntil > now ? c.UsageUntil : null)).ToListAsync(cancellationToken),
            await db.ChannelAccounts.OrderBy(a => a.Name).SelectMany(a => db.AccountLimits.Where(l => l.AccountId == a.Id), (a, l) => new AllowanceRow(
                a.Id, a.Name, a.Channel!.Provider, l.QuotaDay == today ? l.Sent : 0, l.DailyQuota, l.UsagePercent, l.UsageUntil > now ? l.UsageUntil : null, l.UsageUntil > now && l.UsagePercent >= options.UsageStop, l.BlockedUntil > now ? l.BlockedUntil : null, l.BlockedWhy, l.OpenUntil > now ? l.OpenUntil : null,
                l.Failures, l.LastCommitAt)).ToListAsync(cancellationToken),
            providers.IsSimulated,
            await PreflightService.Coming(db, now).Select(f => f.PostId).Distinct().CountAsync(cancellationToken));
    }

    /// <summary>The last day, hour by hour, for a chart; an hour in which nothing happened is missing.</summary>
    public async Task<IReadOnlyList<PublishHour>> ListHoursAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.ReadAsync(
            """
            select date_trunc('hour', started_at), count(*) filter (where outcome = 'Ok')::int, count(*) filter (where outcome not in ('Ok', 'Unknown'))::int, count(*) filter (where outcome = 'Unknown' or outcome is null)::int
            from app.publish_attempts where step = 'Commit' and started_at > $1 group by 1 order by 1
            """,
            [clock.GetUtcNow().AddDays(-1)], row => new PublishHour(row.GetFieldValue<DateTimeOffset>(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), cancellationToken);
    }

    /// <summary>What failed is tried again as it was approved; what waits is tried now.</summary>
    public Task RetryAsync(Guid publicationId, Actor by, CancellationToken cancellationToken = default) => DecideAsync(
        publicationId, PublishVerb.Retry, by,
        async (db, publication, post) =>
        {
            if (publication.State == PublicationState.Rejected)
            {
                post.TryAgain();
                await ledger.PlanAsync(db, post, cancellationToken);
                GiveTime(publication, post, await LateAsync(db, post, cancellationToken));
            }
            else
            {
                publication.LookAt = clock.GetUtcNow();
            }

            return $"Trying {post.ShortNumber} again";
        },
        cancellationToken);

    /// <summary>A person has seen it at the network.</summary>
    public Task ItIsThereAsync(Guid publicationId, string url, Actor by, CancellationToken cancellationToken = default) => DecideAsync(
        publicationId, PublishVerb.ItIsThere, by,
        async (db, publication, post) =>
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal) || url.Length > Post.UrlMaxLength)
            {
                throw new RuleException("Paste the post's address, as the browser shows it.", "Url");
            }

            post.MarkPosted(by, clock.GetUtcNow(), url, null);
            await LocalTopicRule.PostedAsync(db, post, clock.GetUtcNow(), cancellationToken);
            await ledger.PlanAsync(db, post, cancellationToken);
            return $"Said that {post.ShortNumber} is there: {url}";
        },
        cancellationToken);

    /// <summary>A person has looked, it is not there, and shall be sent once more: a new occurrence, the old one is settled.</summary>
    /// <param name="lookedAndNotThere">Said explicitly: if it is there after all, the public sees it twice.</param>
    public Task SendAgainAsync(Guid publicationId, bool lookedAndNotThere, Actor by, CancellationToken cancellationToken = default) => DecideAsync(
        publicationId, PublishVerb.SendAgain, by,
        async (db, publication, post) =>
        {
            if (!lookedAndNotThere)
            {
                throw new RuleException("Look at the account first, and say that the post is not there: otherwise the public would see it twice.");
            }

            Settle(publication, PublicationState.Discarded, $"{by.Name} looked and it was not there: it is sent again.", "Nothing to do.");
            post.WaitAgain("It is sent again.", "Nothing to do.");
            // The old row is settled before the new one is planned.
            await db.SaveChangesAsync(cancellationToken);
            await ledger.PlanAsync(db, post, cancellationToken);
            var again = db.Publications.Local.Where(p => p.PostId == post.Id).MaxBy(p => p.Occurrence)!;
            GiveTime(again, post, await LateAsync(db, post, cancellationToken));
            return $"Sending {post.ShortNumber} again: it was not there";
        },
        cancellationToken);

    /// <summary>It shall not go out any more.</summary>
    public Task DiscardAsync(Guid publicationId, string reason, Actor by, CancellationToken cancellationToken = default) => DecideAsync(
        publicationId, PublishVerb.Discard, by,
        (_, publication, post) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
            {
                throw new RuleException("Say why.", "Reason");
            }

            Settle(publication, PublicationState.Discarded, BookEntry.Brief($"{by.Name}: {reason.Trim()}"), "Reopen the post if it is wanted after all.");
            if (PostVerb.Settle.From().Contains(post.Status))
            {
                post.Fail(publication.Cause!, publication.NextStep!);
            }

            if (PostVerb.Cancel.From().Contains(post.Status))
            {
                post.Cancel();
            }

            return Task.FromResult($"Discarded {post.ShortNumber}: {reason.Trim()}");
        },
        cancellationToken);

    /// <summary>Nothing more of the company goes out; what may be out already is looked after all the same.</summary>
    public async Task PauseAsync(string tenantId, string reason, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ResolvePublishing, cancellationToken);
        RequireTenant(db, tenantId);
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleException("Say why: whoever wonders reads it here.", "Reason");
        }

        db.PublishPauses.Add(new PublishPause { TenantId = tenantId, PausedAt = clock.GetUtcNow(), PausedById = by.UserId, Reason = BookEntry.Brief(reason.Trim()) });
        await db.DescribeAsync($"Paused publishing: {reason.Trim()}", cancellationToken);
        await db.SaveOrRefuseAsync(_ => new RuleException("Publishing is paused already."), cancellationToken);
    }

    /// <summary>Goes on, without a burst: what waited goes out one after the other, a minute apart on each account; what is too late says so.</summary>
    public async Task ResumeAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ResolvePublishing, cancellationToken);
        RequireTenant(db, tenantId);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.DescribeAsync("Went on with publishing", cancellationToken);
        if (await db.PublishPauses.Where(p => p.TenantId == tenantId).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            throw new RuleException("Publishing is not paused.");
        }

        var now = clock.GetUtcNow();
        await db.RunAsync(
            """
            update app.publications p set look_at = x.at
            from (select id, $2 + (row_number() over (partition by account_id order by due_at, id) - 1) * $3::interval as at
                from app.publications where tenant_id = $1 and state in ('Waiting', 'Preparing') and look_at <= $2 and send_before > $2) x
            where p.id = x.id
            """,
            [tenantId, now, Apart], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void RequireTenant(AppDbContext db, string tenantId)
    {
        if (!db.Scope!.Tenants.Contains(tenantId))
        {
            throw new NotFoundException("The company");
        }
    }

    private async Task DecideAsync(Guid publicationId, PublishVerb verb, Actor by, Func<AppDbContext, Publication, Post, Task<string>> decide, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.ResolvePublishing, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The post first, then its publication, as the publisher itself locks them.
        await db.ReadAsync(
            "with post as (select o.id from app.posts o join app.publications p on p.tenant_id = o.tenant_id and p.post_id = o.id where p.id = $1 for update of o) select p.id from post cross join app.publications p where p.id = $1 for update of p",
            [publicationId], row => row.GetGuid(0), cancellationToken);
        var publication = await db.Publications.FirstOrDefaultAsync(p => p.Id == publicationId, cancellationToken) ?? throw new NotFoundException("The publication");
        var post = await db.Posts.SingleAsync(p => p.Id == publication.PostId, cancellationToken);
        if (!PublishVerbs.Of(publication.State).Contains(verb) || publication.LeaseUntil > clock.GetUtcNow())
        {
            throw new RuleException(publication.LeaseUntil > clock.GetUtcNow() ? "It is just being worked on. Look again in a moment." : $"{post.ShortNumber} has moved on meanwhile: it is {publication.State}.");
        }

        publication.Fence++;
        await db.DescribeAsync(await decide(db, publication, post), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void Settle(Publication publication, PublicationState state, string cause, string nextStep) =>
        (publication.State, publication.Cause, publication.NextStep, publication.LookAt, publication.LeaseUntil) = (state, cause, nextStep, null, null);

    /// <summary>A person wants it now, however long ago its minute was.</summary>
    private void GiveTime(Publication publication, Post post, int late)
    {
        var now = clock.GetUtcNow();
        (publication.DueAt, publication.LookAt) = (post.ScheduledFor ?? now, post.ScheduledFor > now ? post.ScheduledFor : now);
        publication.SendBefore = (publication.LookAt ?? now).AddMinutes(Math.Max(late, 1));
    }

    private static async Task<int> LateAsync(AppDbContext db, Post post, CancellationToken cancellationToken) =>
        post.LateMinutes ?? await db.ChannelAccounts.Where(a => a.Id == post.AccountId).Select(a => a.LateMinutes).SingleAsync(cancellationToken);
}
