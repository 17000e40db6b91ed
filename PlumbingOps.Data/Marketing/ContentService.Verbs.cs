using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

public sealed partial class ContentService
{
    public Task DraftAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.EditMarketing, "Began to write", content => content.Draft(), by, cancellationToken);

    public Task SubmitAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.EditMarketing, "Sent for approval:", content => content.Submit(by), by, cancellationToken);

    /// <param name="ownKnowingly">An administrator says explicitly that they approve what is their own.</param>
    public Task ApproveAsync(Guid id, bool ownKnowingly, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.ApprovePosts, "Approved", content => content.Approve(by, clock.GetUtcNow(), ownKnowingly), by, cancellationToken);

    /// <param name="note">What should be changed.</param>
    public Task SendBackAsync(Guid id, string? note, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.ApprovePosts, "Sent back", content => content.SendBack(note ?? ""), by, cancellationToken, asksAgain: true);

    /// <summary>Hides it from lists and choices; what was placed of it stays placed.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.EditMarketing, "Archived", content => content.Archive(clock.GetUtcNow()), by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.EditMarketing, "Restored", content => content.Restore(), by, cancellationToken);

    /// <summary>Whoever comes second finds the content as the first left it, and learns why the verb is not legal any more.</summary>
    private Task DoAsync(
        Guid id, Permission permission, string summary, Action<ContentItem> act, Actor by, CancellationToken cancellationToken, bool asksAgain = false) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var content = await FindAsync(db, id, cancellationToken);
        act(content);
        if (asksAgain)
        {
            // What is sent back is not what may go out: its placements wait for the new approval too.
            await ApprovalOfContent.AskAgainAsync(db, content, cancellationToken);
        }

        await db.DescribeAsync($"{summary} {content.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });
}
