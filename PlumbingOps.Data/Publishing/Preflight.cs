using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

/// <summary>
/// Every night, for the posts of the coming week: is the account connected, does its token live until then, is there room in the quota, can the pictures be
/// fetched and are they legal, does the text fit, is the offer still on, is it approved? What is found can be mended in time.
/// </summary>
public sealed class Preflight(Db database, TenantDirectory tenants, ConnectionCheck connections, IPublicMedia media, IPictureLook look, ProviderOptions providers, TimeProvider clock)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);
    private static readonly TimeSpan AddressLives = TimeSpan.FromHours(1);

    /// <returns>How many faults were found.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var found = 0;
        await connections.RunAsync(cancellationToken);
        foreach (var tenant in await tenants.ListAsync(cancellationToken))
        {
            if (tenant.Features.Contains(Feature.Marketing))
            {
                found += await LookAtAsync(tenant, cancellationToken);
            }
        }

        return found;
    }

    /// <summary>One company, without asking its networks about their tokens.</summary>
    internal async Task<int> LookAtAsync(TenantRow tenant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await database.OpenAsync(Actor.System([tenant.Id]), Permission.ResolvePublishing, cancellationToken);
        var posts = await db.Posts
            .Where(p => p.TenantId == tenant.Id && p.ScheduledFor > now && p.ScheduledFor < now + Ahead && p.ContentId != null
                && (p.Status == PostStatus.Scheduled || p.Status == PostStatus.NeedsApproval || p.Status == PostStatus.Draft))
            .OrderBy(p => p.ScheduledFor)
            .Select(p => new Coming(
                p.Id, p.AccountId, p.Status, p.ApprovedFingerprint, p.ScheduledFor!.Value, p.Account!.Channel!.Provider, db.AccountConnections.FirstOrDefault(c => c.AccountId == p.AccountId),
                db.Offers.Where(o => o.Id == p.Content!.OfferId).Select(o => new OfferDays(o.IsActive, o.ValidFrom, o.ValidTo)).FirstOrDefault()))
            .AsNoTracking().ToListAsync(cancellationToken);
        var findings = new List<PreflightFinding>();
        foreach (var post in posts)
        {
            var draft = await PublishDrafts.LoadAsync(db, post.Id, cancellationToken);
            findings.AddRange((await LookAsync(post, draft!, tenant, posts, cancellationToken)).DistinctBy(f => f.Check)
                .Select(f => new PreflightFinding { TenantId = tenant.Id, PostId = post.Id, AccountId = post.AccountId, Kind = f.Check, Cause = f.Cause, NextStep = f.NextStep, FoundAt = now }));
        }

        await using var transaction = await db.BeginAsync(cancellationToken);
        await db.PreflightFindings.Where(f => f.TenantId == tenant.Id).ExecuteDeleteAsync(cancellationToken);
        db.PreflightFindings.AddRange(findings);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return findings.Count;
    }

    private async Task<List<Found>> LookAsync(Coming post, PublishDraft draft, TenantRow tenant, List<Coming> all, CancellationToken cancellationToken)
    {
        List<Found> found = [];
        if (post.Status != PostStatus.Scheduled)
        {
            found.Add(new(PreflightCheck.Approval, $"It is {post.Status.InWords()} and shall go out soon.", "Have it approved before its time."));
        }
        else if (draft.Fingerprint() != post.ApprovedFingerprint)
        {
            found.Add(new(PreflightCheck.Approval, "It was changed after it was approved.", "Somebody looks at it again and approves it."));
        }

        if (post.Offer is { } offer && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(post.At, tenant.TimeZone).DateTime) is var day && (!offer.IsActive || day < offer.From || day > offer.To))
        {
            found.Add(new(PreflightCheck.Offer, "The offer it names is not on that day.", "Move the post into the offer's days, or change the offer."));
        }

        if (post.Provider == Provider.Manual)
        {
            return found;
        }

        found.AddRange(Connection(post));
        found.AddRange(Limits(post.Provider, draft));
        found.AddRange(Quota(post, all));
        foreach (var picture in draft.Pictures)
        {
            found.AddRange(await PictureAsync(post, picture, tenant.Id, cancellationToken));
        }

        return found;
    }

    private static IEnumerable<Found> Connection(Coming post)
    {
        if (post.Connection is null or { State: ConnectionState.Disconnected })
        {
            yield return new(PreflightCheck.Connection, "The account is not connected.", "An administrator connects it: Accounts → the account → Connect.");
            yield break;
        }

        if (post.Connection.State != ConnectionState.Connected)
        {
            yield return new(PreflightCheck.Connection, post.Connection.Problem ?? "The connection does not work.", post.Connection.NextStep ?? "An administrator reconnects the account.");
        }

        if (post.Connection.TokenExpiresAt < post.At || post.Connection.DataAccessExpiresAt < post.At)
        {
            yield return new(PreflightCheck.Token, "The connection ends before the post goes out.", "An administrator reconnects the account: Accounts → the account → Reconnect.");
        }

        var needed = post.Provider switch
        {
            Provider.Facebook => "pages_manage_posts",
            Provider.Instagram => "content_publish",
            _ => "business.manage",
        };
        if (post.Connection.Scopes.Count > 0 && !post.Connection.Scopes.Exists(s => s.Contains(needed, StringComparison.Ordinal)))
        {
            yield return new(PreflightCheck.Rights, "The right to publish was not granted.", "An administrator reconnects the account and grants all rights.");
        }
    }

    /// <summary>What the network would refuse, by the same rules that the writer sees.</summary>
    private static IEnumerable<Found> Limits(Provider provider, PublishDraft draft) =>
        from note in ChannelLimits.Check(provider, draft.ForLimits())
        where note.Level == LimitLevel.Problem
        select note.Field == nameof(ChannelDraft.Pictures)
            ? new Found(PreflightCheck.Media, note.Sentence, "Crop or change the picture for this channel.")
            : new Found(PreflightCheck.Text, note.Sentence, "Change the post for this channel, and have it approved again.");

    /// <summary>A day's posts of an account against what it may send in a day.</summary>
    private IEnumerable<Found> Quota(Coming post, List<Coming> all)
    {
        var most = post.Provider switch
        {
            Provider.Facebook => providers.Facebook.DailyQuota,
            Provider.Instagram => providers.Instagram.DailyQuota,
            _ => providers.GoogleBusiness.DailyQuota,
        };
        var before = all.Count(other => other.AccountId == post.AccountId && other.At <= post.At && other.At > post.At.AddDays(-1));
        if (most > 0 && before > most)
        {
            yield return new(PreflightCheck.Quota, $"It is number {before} within 24 hours; the account may send {most}.", "Move it to another day.");
        }
    }

    private async Task<IEnumerable<Found>> PictureAsync(Coming post, PublishPicture picture, string tenant, CancellationToken cancellationToken)
    {
        if (post.Provider == Provider.Instagram && picture.ContentType != "image/jpeg")
        {
            return [new Found(PreflightCheck.Media, "Instagram takes JPEG pictures only.", "Crop the picture for Instagram: the crop is a JPEG.")];
        }

        var address = await media.AddressAsync(tenant, picture.MediaId, post.Provider, clock.GetUtcNow() + AddressLives, cancellationToken);
        return address is null ? [new Found(PreflightCheck.Media, "The picture has no address that the network could fetch it from.", "Whoever looks after PlumbingOps sets the public address of the house.")]
            : await look.FaultAsync(address, cancellationToken) is { } fault ? [new Found(PreflightCheck.Media, fault, "Look whether the picture is still there, and whether this house can be reached from outside.")]
            : [];
    }

    private sealed record Found(PreflightCheck Check, string Cause, string NextStep);

    private sealed record OfferDays(bool IsActive, DateOnly From, DateOnly To);

    private sealed record Coming(
        Guid Id, Guid AccountId, PostStatus Status, string? ApprovedFingerprint, DateTimeOffset At, Provider Provider, AccountConnection? Connection, OfferDays? Offer);
}
