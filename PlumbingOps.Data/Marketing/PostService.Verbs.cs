using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

public sealed partial class PostService
{
    /// <summary>To another day or minute, or into the tray. A day without a time keeps the post's own time, or takes its account's usual one.</summary>
    public async Task<PostMoved> MoveAsync(Guid id, PostTime to, Actor by, CancellationToken cancellationToken = default)
    {
        PostMoved? moved = null;
        await DoAsync(id, Permission.EditMarketing, "Moved", async (db, post) =>
        {
            var from = new PostTime(post.Day, post.Time);
            var warnings = await MoveAsync(db, post, to, cancellationToken);
            moved = new PostMoved(post.Id, post.ShortNumber, from, new PostTime(post.Day, post.Time), warnings);
        }, by, cancellationToken);
        return moved!;
    }

    /// <summary>Other words for this placement; none takes the content's.</summary>
    public Task RewordAsync(Guid id, string? caption, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Reworded", (_, post) =>
    {
        if (caption?.Length > ContentItem.CaptionMaxLength)
        {
            throw new RuleException($"At most {ContentItem.CaptionMaxLength:N0} characters.", nameof(PostInput.Caption));
        }

        post.Reword(caption);
        return Task.CompletedTask;
    }, by, cancellationToken);

    /// <summary>Fills a slot, or gives a post other content. Account, day and time stay.</summary>
    public Task FillAsync(Guid id, FillInput input, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Filled", async (db, post) =>
    {
        Typed.Check(input);
        var content = await ContentAsync(db, post.TenantId, input, input.Category ?? post.SuggestedCategory, by, cancellationToken)
            ?? throw new RuleException("Choose content, or write a title.", nameof(input.ContentId));
        post.Fill(content, OwnWords(input));
    }, by, cancellationToken);

    /// <summary>The slot is free again; its content stays in the library.</summary>
    public Task EmptyAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Emptied", (_, post) =>
    {
        post.Empty();
        return Task.CompletedTask;
    }, by, cancellationToken);

    public Task SubmitAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Sent for approval", async (db, post) =>
    {
        PostApproval.Submit(post, await PostContent.OfAsync(db, id, cancellationToken), by, clock.GetUtcNow());
    }, by, cancellationToken);

    /// <param name="seen">The fingerprint of what the person looked at (<see cref="PostDetails.Seen"/>).</param>
    /// <param name="ownKnowingly">An administrator says explicitly that they approve what is their own.</param>
    public Task ApproveAsync(Guid id, string seen, bool ownKnowingly, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.ApprovePosts, "Approved", async (db, post) =>
    {
        PostApproval.Approve(post, await PostContent.OfAsync(db, id, cancellationToken), seen, ownKnowingly, by, clock.GetUtcNow());
    }, by, cancellationToken);

    public Task SendBackAsync(Guid id, string note, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.ApprovePosts, "Sent back", (_, post) =>
    {
        PostApproval.SendBack(post, note);
        return Task.CompletedTask;
    }, by, cancellationToken);

    public Task CancelAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Cancelled", (_, post) =>
    {
        post.Cancel();
        return Task.CompletedTask;
    }, by, cancellationToken);

    /// <summary>Wanted after all. When its minute is taken or over meanwhile it comes back in the tray.</summary>
    /// <returns>Whether it had to go to the tray.</returns>
    public async Task<bool> ReopenAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        var toTray = false;
        await DoAsync(id, Permission.EditMarketing, "Reopened", async (db, post) =>
        {
            post.Reopen();
            toTray = post.ScheduledFor is { } at && (at <= clock.GetUtcNow()
                || await db.Posts.AnyAsync(p => p.TenantId == post.TenantId && p.AccountId == post.AccountId && p.Id != post.Id && p.ScheduledFor == at && p.Status != PostStatus.Cancelled, cancellationToken));
            if (toTray)
            {
                post.Move(null, null, PostNeighbours.ZoneOf(post.Account!));
            }
        }, by, cancellationToken);
        return toTray;
    }

    /// <summary>Published by hand, with proof: its address, or a picture of the library that shows it.</summary>
    /// <param name="at">Null for now.</param>
    public Task MarkPostedAsync(Guid id, string? url, Guid? proofMediaId, DateTimeOffset? at, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Marked as posted", async (db, post) =>
    {
        var now = clock.GetUtcNow();
        if (at > now)
        {
            throw new RuleException("That is in the future.", nameof(Post.PostedAt));
        }

        if (proofMediaId is { } proof && !await db.MediaAssets.AnyAsync(m => m.TenantId == post.TenantId && m.Id == proof, cancellationToken))
        {
            throw new RuleException("The screenshot was not found. Upload it again.", nameof(Post.ProofMediaId));
        }

        var when = at ?? now;
        post.MarkPosted(by, when, PostAddress(url), proofMediaId);
        await LocalTopicRule.PostedAsync(db, post, when, cancellationToken);
    }, by, cancellationToken);

    /// <summary>It could not be posted; nothing more is tried.</summary>
    public Task MarkFailedAsync(Guid id, string? why, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, Permission.EditMarketing, "Marked as failed", (_, post) =>
    {
        post.MarkFailed(why?.Length > Post.ReasonMaxLength ? throw new RuleException($"At most {Post.ReasonMaxLength:N0} characters.", nameof(Post.Cause)) : why ?? "");
        return Task.CompletedTask;
    }, by, cancellationToken);

    /// <summary>What is approved goes out with the next minute, whatever day it had. The publisher's rules hold: quota, spacing, pause.</summary>
    public async Task<PostMoved> PublishNowAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        PostMoved? moved = null;
        await DoAsync(id, Permission.EditMarketing, "Publishes now:", async (db, post) =>
        {
            if (!post.IsApproved)
            {
                throw new RuleException($"{post.ShortNumber} is {post.Status.InWords()}: it has to be approved first.");
            }

            if (post.Account!.Channel!.Provider != Provider.Manual && !await db.AccountConnections.AnyAsync(c => c.AccountId == post.AccountId && c.State == ConnectionState.Connected, cancellationToken))
            {
                throw new RuleException($"{post.Account.Name} is not connected, so nothing can go out there. Connect it on the account's page.");
            }

            var (from, next) = (new PostTime(post.Day, post.Time), PostNeighbours.ZoneOf(post.Account).OnTheWall(clock.GetUtcNow().AddMinutes(1)));
            var warnings = await MoveAsync(db, post, new PostTime(next.Day, new TimeOnly(next.Time.Hour, next.Time.Minute)), cancellationToken);
            moved = new PostMoved(post.Id, post.ShortNumber, from, new PostTime(post.Day, post.Time), warnings);
        }, by, cancellationToken);
        return moved!;
    }

    private static string? PostAddress(string? typed)
    {
        if (Typed.Line(typed) is not { } text)
        {
            return null;
        }

        return text.Length <= Post.UrlMaxLength && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? text
            : throw new RuleException("Paste the whole address, from https:// on.", nameof(Post.PostUrl));
    }

    private async Task<IReadOnlyList<string>> MoveAsync(AppDbContext db, Post post, PostTime to, CancellationToken cancellationToken)
    {
        var account = post.Account!;
        post.Move(to.Day, to.Day is null ? null : to.Time ?? post.Time ?? UsualTime(account), PostNeighbours.ZoneOf(account));
        if (post.ScheduledFor < clock.GetUtcNow() && post.Status is not (PostStatus.Planned or PostStatus.Draft))
        {
            throw new RuleException("That time has passed. Choose a later one.", nameof(Post.Time));
        }

        return await PostNeighbours.LookAsync(db, post, account, TimesOf(account), cancellationToken);
    }

    /// <summary>One verb on one post. Whoever saved in between is not overwritten: the verb is tried again on what stands now.</summary>
    private Task DoAsync(Guid id, Permission permission, string said, Func<AppDbContext, Post, Task> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var post = await FindAsync(db, id, cancellationToken);
        await act(db, post);
        await ledger.PlanAsync(db, post, cancellationToken);
        await db.DescribeAsync($"{said} {post.ShortNumber}", cancellationToken);
        await db.SaveOrRefuseAsync(PostNeighbours.Refusal, cancellationToken);
    });
}
