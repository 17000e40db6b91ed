using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Writes into the ledger under a claim's fence: publication, post and attempt in one transaction with their history. Whoever lost the fence writes nothing.
/// </summary>
public sealed class PublicationBook(Db database, PublishingOptions options, TimeProvider clock)
{
    /// <summary>The post first, then its publication: everybody in this order, so that nobody waits in a circle.</summary>
    private const string Lock = """
        with post as (select id from app.posts where tenant_id = $1 and id = $2 for update)
        select p.id from post cross join app.publications p where p.tenant_id = $1 and p.id = $3 and p.fence = $4 for update of p
        """;

    /// <summary>One statement, so that a hundred at once take no more than there is: quota, spacing, rest and circuit of the account.</summary>
    private const string TakeTurn = """
        insert into app.account_limits as l (tenant_id, account_id, last_commit_at, sent, quota_day, daily_quota, failures) values ($1, $2, $3, 1, $4, 0, 0)
        on conflict (tenant_id, account_id) do update
        set last_commit_at = $3, sent = case when l.quota_day = $4 then l.sent + 1 else 1 end, quota_day = $4
        where (coalesce(nullif(l.daily_quota, 0), $5) = 0 or l.quota_day is distinct from $4 or l.sent < coalesce(nullif(l.daily_quota, 0), $5))
            and ($6 = interval '0' or l.last_commit_at is null or l.last_commit_at + $6 <= $3) and (l.blocked_until is null or l.blocked_until <= $3) and (l.open_until is null or l.open_until <= $3)
        """;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    public Task<AppDbContext> OpenAsync(string tenant, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([tenant]), Permission.ResolvePublishing, cancellationToken);

    /// <summary>False when the claim is no longer ours: nothing was written.</summary>
    public async Task<bool> WriteAsync(Claim claim, Func<BookEntry, Task> change, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(claim.TenantId, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await EnterAsync(db, claim, cancellationToken) is not { } entry)
        {
            return false;
        }

        await change(entry);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// What the network has answered is known here and nowhere else: a database that is busy for a moment (a stopped process may hold a row) is asked again
    /// while the lease lasts. What cannot be written even so is read back later.
    /// </summary>
    public async Task<bool> WriteForSureAsync(Claim claim, Func<BookEntry, Task> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await WriteAsync(claim, change, cancellationToken);
            }
            catch (Exception e) when ((e is NpgsqlException || e.InnerException is NpgsqlException) && claim.Lease.Left > TimeSpan.Zero)
            {
                await Task.Delay(Again, cancellationToken);
            }
        }
    }

    public Task<bool> WriteAsync(Claim claim, Action<BookEntry> change, CancellationToken cancellationToken) => WriteAsync(
        claim,
        entry =>
        {
            change(entry);
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>
    /// The last step before the call: under the fence, with a turn of the account's allowance, the attempt is written. Null when it may be made; otherwise why not.
    /// </summary>
    public async Task<(Guid? Attempt, NoTurn? Why)> BeginCommitAsync(Claim claim, CallOptions provider, string? prepared, PublishDraft draft, CancellationToken cancellationToken)
    {
        var (now, attempt) = (clock.GetUtcNow(), Guid.CreateVersion7());
        await using var db = await OpenAsync(claim.TenantId, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await EnterAsync(db, claim, cancellationToken) is not { } entry)
        {
            return (null, NoTurn.Lost);
        }

        // Looked at once more, with the row in hand: a person may have cancelled, moved or edited it a moment ago.
        if (entry.Post.Status != PostStatus.Scheduled || entry.Post.ApprovedFingerprint != draft.Fingerprint() || entry.Publication.DueAt > now
            || await db.PublishPauses.AnyAsync(p => p.TenantId == claim.TenantId, cancellationToken))
        {
            return (null, NoTurn.Changed);
        }

        var turn = await db.RunAsync(TakeTurn, [claim.TenantId, claim.AccountId, now, DateOnly.FromDateTime(now.UtcDateTime), provider.DailyQuota, provider.Spacing], cancellationToken);
        if (turn == 0)
        {
            return (null, NoTurn.NotYet);
        }

        entry.Post.BeginSending();
        var publication = entry.Publication;
        (publication.State, publication.PreparedId, publication.CommittedAt, publication.LookAt, publication.Tries) = (PublicationState.Sending, string.IsNullOrEmpty(prepared) ? null : prepared, now, now, 0);
        (publication.Cause, publication.NextStep, publication.LeaseUntil) = (null, null, now + options.Lease);
        var written = await entry.AttemptAsync(attempt, PublishStep.Commit, now, cancellationToken);
        written.Evidence = SaidWords.Write(draft);
        db.PublishAttempts.Add(written);
        var renewed = clock.GetTimestamp();
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        claim.Lease.Renewed(renewed);
        return (attempt, null);
    }

    /// <summary>The turn is given back: a refusal proves that nothing went out.</summary>
    public static Task GiveBackAsync(AppDbContext db, Claim claim, DateTimeOffset now, CancellationToken cancellationToken) => db.RunAsync(
        "update app.account_limits set sent = greatest(sent - 1, 0) where tenant_id = $1 and account_id = $2 and quota_day = $3",
        [claim.TenantId, claim.AccountId, DateOnly.FromDateTime(now.UtcDateTime)], cancellationToken);

    private static async Task<BookEntry?> EnterAsync(AppDbContext db, Claim claim, CancellationToken cancellationToken)
    {
        var held = await db.ReadAsync(Lock, [claim.TenantId, claim.PostId, claim.Id, claim.Fence], row => row.GetGuid(0), cancellationToken);
        if (held.Count == 0)
        {
            return null;
        }

        var publication = await db.Publications.SingleAsync(p => p.Id == claim.Id, cancellationToken);
        var post = await db.Posts.SingleAsync(p => p.Id == claim.PostId, cancellationToken);
        return new BookEntry(db, claim, publication, post);
    }
}

/// <summary>Why a commit may not begin.</summary>
public enum NoTurn { Lost, Changed, NotYet }

/// <summary>One publication with its post, locked, to be changed.</summary>
public sealed record BookEntry(AppDbContext Db, Claim Claim, Publication Publication, Post Post)
{
    /// <summary>Nobody works on it any more; it is looked at again then, or never.</summary>
    public void Release(DateTimeOffset? lookAt) => (Publication.LookAt, Publication.LeaseUntil, Publication.LeasedBy) = (lookAt, null, null);

    public async Task<PublishAttempt> AttemptAsync(Guid id, PublishStep step, DateTimeOffset at, CancellationToken cancellationToken) => new()
    {
        Id = id,
        TenantId = Claim.TenantId,
        PublicationId = Claim.Id,
        Number = 1 + (await Db.PublishAttempts.Where(a => a.PublicationId == Claim.Id).MaxAsync(a => (int?)a.Number, cancellationToken) ?? 0),
        Step = step,
        StartedAt = at,
        Fence = Claim.Fence,
        Instance = Claim.Instance,
    };

    /// <summary>Writes down what a call brought, for the one who asks later.</summary>
    public async Task NoteAsync(PublishStep step, DateTimeOffset began, DateTimeOffset ended, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var attempt = await AttemptAsync(Guid.CreateVersion7(), step, began, cancellationToken);
        Fill(attempt, ended, answer);
        Db.PublishAttempts.Add(attempt);
    }

    public static void Fill(PublishAttempt attempt, DateTimeOffset ended, ProviderAnswer answer)
    {
        (attempt.EndedAt, attempt.Outcome) = (ended, answer.Outcome);
        (attempt.ProviderCode, attempt.ProviderTrace) = (Cut(answer.Code, PublishAttempt.CodeMaxLength), Cut(answer.Trace, PublishAttempt.CodeMaxLength));
        (attempt.Message, attempt.Evidence) = (Cut(answer.Cause, Publication.TextMaxLength), answer.Evidence ?? attempt.Evidence);
    }

    /// <summary>Publication and post say the same.</summary>
    public void Say(string cause, string nextStep) => (Publication.Cause, Publication.NextStep) = (Brief(cause), Brief(nextStep));

    public static string Brief(string text) => Cut(text, Post.ReasonMaxLength)!;

    private static string? Cut(string? text, int most) => text is { } t && t.Length > most ? t[..most] : text;
}
