using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Writes into the ledger under a claim's fence: publication, post and attempt in one transaction with their history. Whoever lost the fence writes nothing.
/// </summary>
public sealed class PublicationBook(Db database, PublishingOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// The post first, then its publication: everybody in this order, so that nobody waits in a circle. What could be found again need not wait for the
    /// disk: every message to the pages is one at a time in the server, and would make all others wait for it as well.
    /// </summary>
    private const string Lock = """
        with post as (select id from app.posts where tenant_id = $1 and id = $2 for update)
        select p.id, case when $5 then set_config('synchronous_commit', 'off', true) end
        from post cross join app.publications p where p.tenant_id = $1 and p.id = $3 and p.fence = $4 for update of p
        """;

    /// <summary>
    /// The last step before a call, in one statement: whoever is stopped in the middle of it holds nothing up. Post and publication locked in everybody's
    /// order and looked at once more, for a person may have cancelled, moved or edited it a moment ago; then a turn of the account's allowance (quota,
    /// spacing, rest and circuit), of which a hundred at once take no more than there is; then both are being sent, and the attempt is written.
    /// </summary>
    private const string Begin = """
        with post as (
            select id, status, approved_fingerprint from app.posts where tenant_id = $1 and id = $2 for update
        ), mine as (
            select p.id, p.due_at from post cross join app.publications p where p.tenant_id = $1 and p.id = $3 and p.fence = $4 for update of p
        ), ready as (
            select mine.id from mine cross join post
            where post.status = any ($5) and post.approved_fingerprint = $6 and mine.due_at <= $7 and not exists (select from app.publish_pauses x where x.tenant_id = $1)
        ), turn as (
            insert into app.account_limits as l (tenant_id, account_id, last_commit_at, sent, quota_day, daily_quota, failures)
            select $1, $8, $7, 1, $9, 0, 0 from ready
            on conflict (tenant_id, account_id) do update
            set last_commit_at = $7, sent = case when l.quota_day = $9 then l.sent + 1 else 1 end, quota_day = $9
            where (coalesce(nullif(l.daily_quota, 0), $10) = 0 or l.quota_day is distinct from $9 or l.sent < coalesce(nullif(l.daily_quota, 0), $10))
                and ($11 = interval '0' or l.last_commit_at is null or l.last_commit_at + $11 <= $7) and (l.blocked_until is null or l.blocked_until <= $7) and (l.open_until is null or l.open_until <= $7)
            returning account_id
        ), sending_post as (
            update app.posts o set status = 'Sending', cause = null, next_step = null from turn where o.tenant_id = $1 and o.id = $2
        ), sending as (
            update app.publications p
            set state = 'Sending', prepared_id = nullif($12, ''), committed_at = $7, look_at = $7, tries = 0, cause = null, next_step = null, lease_until = $13
            from turn where p.tenant_id = $1 and p.id = $3
        ), attempt as (
            insert into app.publish_attempts (id, tenant_id, publication_id, number, step, started_at, fence, instance, evidence)
            select $14, $1, $3, 1 + coalesce((select max(number) from app.publish_attempts where tenant_id = $1 and publication_id = $3), 0), 'Commit', $7, $4, $15, $16::jsonb from turn
            returning number
        )
        select exists (select from mine), exists (select from ready), (select number from attempt)
        """;

    private static readonly string[] CanBeSent = [.. PostVerb.Send.From().Select(status => $"{status}")];
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Each connection plans a statement anew until it has seen it some times: a few that write one after the other cost the server less than many at once,
    /// and nobody waits longer for it.
    /// </summary>
    private readonly SemaphoreSlim pens = new(options.Writers);

    /// <summary>
    /// What the network has answered is written by a quarter of them: in a rush the calls that are due come first. Should this process die meanwhile, the posts
    /// are found being sent and are read back.
    /// </summary>
    private readonly SemaphoreSlim afterwards = new(Math.Max(1, options.Writers / 4));

    public void Dispose()
    {
        pens.Dispose();
        afterwards.Dispose();
    }

    public Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, knownRows: true, cancellationToken);

    /// <summary>False when the claim is no longer ours: nothing was written.</summary>
    /// <param name="isFoundAgain">Should the server lose its last moments: looking again brings the same to light, and does no harm.</param>
    public async Task<bool> WriteAsync(Claim claim, Func<BookEntry, Task> change, CancellationToken cancellationToken, bool isFoundAgain = false)
    {
        using var pen = await Pen.TakeAsync(pens, cancellationToken);
        await using var db = await OpenAsync(claim.TenantId, cancellationToken);
        return await WriteAsync(db, claim, change, isFoundAgain, cancellationToken);
    }

    /// <summary>
    /// What the network has answered is known here and nowhere else: a database that is busy for a moment (a stopped process may hold a row) is asked again
    /// while the lease lasts. What cannot be written even so is read back later.
    /// </summary>
    /// <param name="then">What follows on the same connection, whether or not the claim was still ours.</param>
    public async Task<bool> WriteForSureAsync(Claim claim, Func<BookEntry, Task> change, Func<AppDbContext, Task> then, CancellationToken cancellationToken, bool isFoundAgain = false)
    {
        bool? written = null;
        while (true)
        {
            try
            {
                using var turn = await Pen.TakeAsync(afterwards, cancellationToken);
                using var pen = await Pen.TakeAsync(pens, cancellationToken);
                await using var db = await OpenAsync(claim.TenantId, cancellationToken);
                written ??= await WriteAsync(db, claim, change, isFoundAgain, cancellationToken);
                await then(db);
                return written.Value;
            }
            catch (Exception e) when ((e is NpgsqlException || e.InnerException is NpgsqlException) && claim.Lease.Left > TimeSpan.Zero)
            {
                await Task.Delay(Again, cancellationToken);
            }
        }
    }

    private static async Task<bool> WriteAsync(AppDbContext db, Claim claim, Func<BookEntry, Task> change, bool isFoundAgain, CancellationToken cancellationToken)
    {
        // One save, and nothing to go back to within the transaction: a savepoint would be two more ways to the server and back.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.BeginAsync(cancellationToken);
        if (await EnterAsync(db, claim, isFoundAgain, cancellationToken) is not { } entry)
        {
            return false;
        }

        await change(entry);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public Task<bool> WriteAsync(Claim claim, Action<BookEntry> change, CancellationToken cancellationToken, bool isFoundAgain = false) => WriteAsync(
        claim,
        entry =>
        {
            change(entry);
            return Task.CompletedTask;
        },
        cancellationToken, isFoundAgain);

    /// <summary>
    /// The last step before the call: under the fence, with a turn of the account's allowance, the attempt is written. Null when it may not be made, and why.
    /// </summary>
    public async Task<(BegunAttempt? Attempt, NoTurn? Why)> BeginCommitAsync(Claim claim, CallOptions provider, string? prepared, PublishDraft draft, CancellationToken cancellationToken)
    {
        using var pen = await Pen.TakeAsync(pens, cancellationToken);
        var now = clock.GetUtcNow();
        await using var db = await OpenAsync(claim.TenantId, cancellationToken);
        var (id, renewed) = (Guid.CreateVersion7(), clock.GetTimestamp());
        var answer = await db.ReadAsync(
            Begin,
            [
                claim.TenantId, claim.PostId, claim.Id, claim.Fence, CanBeSent, draft.Fingerprint(), now, claim.AccountId, DateOnly.FromDateTime(now.UtcDateTime), provider.DailyQuota, provider.Spacing,
                prepared ?? "", now + options.Lease, id, claim.Instance, SaidWords.Write(draft),
            ],
            row => (IsMine: row.GetBoolean(0), IsReady: row.GetBoolean(1), Number: row.Get<int?>(2)), cancellationToken);
        if (answer[0].Number is not { } number)
        {
            return (null, !answer[0].IsMine ? NoTurn.Lost : !answer[0].IsReady ? NoTurn.Changed : NoTurn.NotYet);
        }

        claim.Lease.Renewed(renewed);
        return (new BegunAttempt(id, number, now), null);
    }

    /// <summary>The turn is given back: a refusal proves that nothing went out.</summary>
    public static Task GiveBackAsync(AppDbContext db, Claim claim, DateTimeOffset now, CancellationToken cancellationToken) => db.RunAsync(
        "update app.account_limits set sent = greatest(sent - 1, 0) where tenant_id = $1 and account_id = $2 and quota_day = $3",
        [claim.TenantId, claim.AccountId, DateOnly.FromDateTime(now.UtcDateTime)], cancellationToken);

    private static async Task<BookEntry?> EnterAsync(AppDbContext db, Claim claim, bool isFoundAgain, CancellationToken cancellationToken)
    {
        var held = await db.ReadAsync(Lock, [claim.TenantId, claim.PostId, claim.Id, claim.Fence, isFoundAgain], row => row.GetGuid(0), cancellationToken);
        if (held.Count == 0)
        {
            return null;
        }

        var publication = await db.Publications.Include(p => p.Post).SingleAsync(p => p.Id == claim.Id, cancellationToken);
        return new BookEntry(db, claim, publication, publication.Post!);
    }
}

/// <summary>The right to write, given back when it is disposed of.</summary>
internal readonly struct Pen : IDisposable
{
    private readonly SemaphoreSlim pens;

    private Pen(SemaphoreSlim pens) => this.pens = pens;

    public static async Task<Pen> TakeAsync(SemaphoreSlim pens, CancellationToken cancellationToken)
    {
        await pens.WaitAsync(cancellationToken);
        return new Pen(pens);
    }

    public void Dispose() => pens.Release();
}

/// <summary>Why a commit may not begin.</summary>
public enum NoTurn { Lost, Changed, NotYet }

/// <summary>A call that is about to be made, as it is written down.</summary>
public sealed record BegunAttempt(Guid Id, int Number, DateTimeOffset At);
