using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

/// <summary>Approving from a mail: a link for one person, one post as it reads now, once. What it may do is asked anew when it is used.</summary>
public sealed class ApprovalLinks(Db database, TenantDirectory tenants, RightsDirectory rights, PublicationLedger ledger, MediaLinks pictures, TimeProvider clock)
{
    /// <summary>Over a weekend; never longer than the post waits.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(4);

    /// <summary>A picture is fetched with the page; who keeps its address has it for no longer than this.</summary>
    private static readonly TimeSpan PictureLasts = TimeSpan.FromHours(1);

    private const string Over = "This link was used already, has expired, or the post was changed since the mail was written. Sign in to see how it stands.";

    /// <summary>Writes the mail to the approver into the outbox. An older link of the same person for the same post ends.</summary>
    /// <param name="address">The page's address for a token.</param>
    /// <returns>The approver's name.</returns>
    public async Task<string> SendAsync(Guid postId, Func<string, string> address, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditMarketing, cancellationToken);
        var post = await db.Posts.AsNoTracking().Include(p => p.Account).SingleOrDefaultAsync(p => p.Id == postId, cancellationToken) ?? throw new NotFoundException("The post");
        if (post.Status != PostStatus.NeedsApproval)
        {
            throw new RuleException($"{post.ShortNumber} is {post.Status.InWords()}: there is nothing to approve.");
        }

        var approver = post.ReviewerId is { } id
            ? await PostService.Approvers(db, post.TenantId).SingleOrDefaultAsync(u => u.Id == id, cancellationToken) ?? throw new RuleException("The approver may no longer approve posts of this company. Choose another one.", nameof(PostInput.ReviewerId))
            : throw new RuleException("Choose an approver first: the mail is for one person.", nameof(PostInput.ReviewerId));
        if (string.IsNullOrWhiteSpace(approver.Email))
        {
            throw new RuleException($"{approver.FullName} has no mail address.", nameof(PostInput.ReviewerId));
        }

        var content = await PostContent.OfAsync(db, postId, cancellationToken);
        var now = clock.GetUtcNow();
        var ends = (post.ApproveBy ?? post.ScheduledFor) is { } until && until < now + Life ? until : now + Life;
        if (ends <= now)
        {
            throw new RuleException($"The time to approve {post.ShortNumber} by has passed: move it first.");
        }

        var token = OneTimeLink.NewToken();
        var link = new ApprovalLink { TenantId = post.TenantId, PostId = post.Id, ApproverId = approver.Id, Fingerprint = content.Fingerprint, TokenHash = OneTimeLink.Hash(token), CreatedAt = now, ExpiresAt = ends };
        var times = TimeWords.In(post.Zone, clock);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.DescribeAsync($"Asked {approver.FullName} by mail to approve {post.ShortNumber}", cancellationToken);
        await db.ApprovalLinks.Where(l => l.TenantId == post.TenantId && l.PostId == post.Id && l.ApproverId == approver.Id && l.UsedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), cancellationToken);
        db.Add(link);
        db.Add(new OutgoingMail
        {
            TenantId = post.TenantId,
            Cause = $"post-approval/{link.Id}",
            ToAddress = approver.Email,
            ToName = approver.FullName,
            Subject = Typed.Line($"To approve: {content.Title ?? post.ShortNumber} on {post.Account!.Name}")!,
            Text = $"""
                Hello {ReviewLetters.FirstName(approver.FullName)},

                {by.Name} asks you to approve {post.ShortNumber} for {post.Account.Name}.{(post.ScheduledFor is { } at ? $" It is to go out {times.At(at)}." : null)} This is what it says:

                {MailText.Quote(content.Text ?? "(no text yet)")}
                {(content.Link is null ? null : $"\n> Link: {content.Link}\n")}
                Approve it or send it back: {address(token)}

                {MailHtml.SmallPrint}
                The link is for you alone. It works once, until {times.At(ends)}; a post that nobody approved in time does not go out.
                PlumbingOps writes this for {(await tenants.GetAsync(post.TenantId, cancellationToken)).Name}.
                """,
            CreatedAt = now,
            NextTryAt = now,
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return approver.FullName;
    }

    /// <summary>What the link shows; null when it cannot be used (any more), whatever the reason.</summary>
    public async Task<ApprovalPreview?> FindAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await WhoAsync(token, cancellationToken) is not { } found)
        {
            return null;
        }

        await using var db = await database.OpenAsync(found.Approver, Permission.ApprovePosts, cancellationToken);
        var post = await db.Posts.AsNoTracking().Include(p => p.Account).ThenInclude(a => a!.Channel).SingleOrDefaultAsync(p => p.Id == found.Link.PostId, cancellationToken);
        if (post is not { Status: PostStatus.NeedsApproval })
        {
            return null;
        }

        var content = await PostContent.OfAsync(db, post.Id, cancellationToken);
        if (content.Fingerprint != found.Link.Fingerprint)
        {
            return null;
        }

        var wanted = content.Pictures.Select(p => p.MediaId).ToList();
        var files = await db.MediaAssets.AsNoTracking().Include(m => m.Crops).Where(m => wanted.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        return new ApprovalPreview(
            found.Approver.Name, (await tenants.GetAsync(post.TenantId, cancellationToken)).Name, post.ShortNumber, post.Account!.Name, post.Account.Channel!.Name, content.Title, content.Text, content.Link,
            [.. content.Pictures.Select(p => new ApprovalPicture(pictures.TokenFor(MediaFiles.For(post.Account.Channel.Provider, files[p.MediaId]), PictureLasts), p.AltText ?? p.FileName))],
            post.ScheduledFor, post.Zone, found.Link.ExpiresAt);
    }

    /// <exception cref="RuleException">The link is over, or the person may not approve it (any more).</exception>
    public Task ApproveAsync(string token, CancellationToken cancellationToken = default) => UseAsync(
        token, "Approved from a mail", (post, content, seen, by) => PostApproval.Approve(post, content, seen, ownKnowingly: false, by, clock.GetUtcNow()), cancellationToken);

    /// <inheritdoc cref="ApproveAsync"/>
    public Task SendBackAsync(string token, string note, CancellationToken cancellationToken = default) => UseAsync(
        token, "Sent back from a mail", (post, _, _, _) => PostApproval.SendBack(post, note), cancellationToken);

    private async Task UseAsync(string token, string said, Action<Post, PostContent, string, Actor> answer, CancellationToken cancellationToken)
    {
        var (link, approver) = await WhoAsync(token, cancellationToken) ?? throw new RuleException(Over);
        await using var db = await database.OpenAsync(approver, Permission.ApprovePosts, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The update locks the row, so of two who use the link at once one finds it used.
        var now = clock.GetUtcNow();
        if (await db.ApprovalLinks.Where(l => l.Id == link.Id && l.UsedAt == null && l.ExpiresAt > now).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), cancellationToken) != 1)
        {
            throw new RuleException(Over);
        }

        var post = await db.Posts.SingleOrDefaultAsync(p => p.Id == link.PostId, cancellationToken) ?? throw new RuleException(Over);
        var content = await PostContent.OfAsync(db, post.Id, cancellationToken);
        if (post.Status != PostStatus.NeedsApproval || content.Fingerprint != link.Fingerprint)
        {
            throw new RuleException(Over);
        }

        answer(post, content, link.Fingerprint, approver);
        await ledger.PlanAsync(db, post, cancellationToken);
        await db.DescribeAsync($"{said}: {post.ShortNumber}", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException("Somebody changed the post at the same moment. Open the link again.");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The link and its person with the rights of now. The search goes through all companies, for the token says none; the answer is for its person alone.</summary>
    private async Task<(ApprovalLink Link, Actor Approver)?> WhoAsync(string token, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Marketing)).Select(t => t.Id).ToList();
        if (companies.Count == 0 || string.IsNullOrEmpty(token))
        {
            return null;
        }

        var (hash, now) = (OneTimeLink.Hash(token), clock.GetUtcNow());
        ApprovalLink? link;
        await using (var db = await database.OpenAsync(Actor.System(companies), Permission.SeeMarketing, cancellationToken))
        {
            link = await db.ApprovalLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, cancellationToken);
        }

        if (link is null || await rights.FindAsync(link.ApproverId, fresh: true, cancellationToken) is not { } person
            || (person.TenantId is { } only && only != link.TenantId) || !Permissions.Of(person.Role).Contains(Permission.ApprovePosts))
        {
            return null;
        }

        return (link, new Actor(person.UserId, person.Name, person.Role, [link.TenantId], [], ChangeSource.Page, null, person.Stamp));
    }
}

/// <summary>What somebody with a link from a mail sees, and nothing else of the house.</summary>
public sealed record ApprovalPreview(
    string Approver, string Company, string ShortNumber, string Account, string Channel, string? Title, string? Text, string? Link, IReadOnlyList<ApprovalPicture> Pictures,
    DateTimeOffset? ScheduledFor, string Zone, DateTimeOffset ExpiresAt);

/// <param name="Token">Of <see cref="MediaLinks"/>: the file as the channel gets it.</param>
public sealed record ApprovalPicture(string Token, string AltText);
