using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Bids;

public sealed partial class BidService
{
    public Task AskApprovalAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, BidVerb.AskApproval, "Asked for price approval of", bid => bid.AskApproval(by, Whole(clock.GetUtcNow())), by, cancellationToken);

    /// <param name="seen">The asking the person looked at.</param>
    /// <param name="ownAsking">An administrator approves what they asked for themselves, and says so.</param>
    /// <exception cref="OwnApprovalException">The person asked for it.</exception>
    public Task ApproveAsync(Guid id, DateTimeOffset seen, bool ownAsking, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, BidVerb.Approve, ownAsking ? "Approved, though they asked for it themselves, the prices of" : "Approved the prices of",
            bid => bid.Approve(seen, ownAsking, by, clock.GetUtcNow()), by, cancellationToken);

    public Task ReturnAsync(Guid id, DateTimeOffset seen, string? why, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, BidVerb.Return, "Did not approve the prices of", bid => bid.Return(seen, why), by, cancellationToken);

    /// <summary>Keeps what the customer reads, word for word, and locks it.</summary>
    public Task SendAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, BidVerb.Send.Needs(), cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var bid = await BidLock.TakeAsync(db, id, cancellationToken);
        var company = await tenants.GetAsync(bid.TenantId, cancellationToken);
        bid.Send(company.Today(clock));
        var document = await BidDocument.OfAsync(db, bid, company, bid.SentOn!.Value, cancellationToken);
        db.BidVersions.Add(document.AsVersion(bid, by, clock.GetUtcNow()));
        await db.DescribeAsync($"Sent {bid.ShortNumber}, version {bid.VersionNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    });

    /// <summary>The next version is worked on; the one that was sent can no longer be accepted.</summary>
    public Task ReviseAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, BidVerb.Revise, "Began a new version of", bid => bid.Revise(), by, cancellationToken);

    public Task LoseAsync(Guid id, string? why, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, BidVerb.Lose, "Lost", async bid => bid.Lose(await tenants.TodayAsync(bid.TenantId, cancellationToken), why), by, cancellationToken);

    /// <exception cref="RuleException">Jobs came of it: they are taken back first.</exception>
    public Task ReopenAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, BidVerb.Reopen.Needs(), cancellationToken);
        var bid = await FindAsync(db, id, cancellationToken);
        if (await db.BidJobs.AnyAsync(j => j.TenantId == bid.TenantId && j.BidId == id, cancellationToken))
        {
            throw new RuleException($"Jobs came of {bid.ShortNumber}: take back the win, and they go with it.");
        }

        bid.Reopen(await tenants.TodayAsync(bid.TenantId, cancellationToken));
        await db.DescribeAsync($"Reopened {bid.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ArchiveRecords);
        return DoAsync(id, Permission.EditBids, "Archived", bid => Done(() => bid.Archive(clock.GetUtcNow())), by, cancellationToken);
    }

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ArchiveRecords);
        return DoAsync(id, Permission.EditBids, "Restored", bid => Done(bid.Restore), by, cancellationToken);
    }

    private Task DoAsync(Guid id, BidVerb verb, string summary, Action<Bid> act, Actor by, CancellationToken cancellationToken) =>
        DoAsync(id, verb, summary, bid => Done(() => act(bid)), by, cancellationToken);

    private Task DoAsync(Guid id, BidVerb verb, string summary, Func<Bid, Task> act, Actor by, CancellationToken cancellationToken) =>
        DoAsync(id, verb.Needs(), summary, act, by, cancellationToken);

    /// <summary>Whoever comes second finds the bid as the first left it, and learns why the verb is not legal any more.</summary>
    private Task DoAsync(Guid id, Permission permission, string summary, Func<Bid, Task> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var bid = await FindAsync(db, id, cancellationToken);
        await act(bid);
        await db.DescribeAsync($"{summary} {bid.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>As the database keeps it, so that what a page was shown equals what is stored.</summary>
    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
