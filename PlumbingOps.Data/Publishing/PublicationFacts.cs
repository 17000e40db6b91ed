using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;

namespace PlumbingOps.Data.Publishing;

/// <summary>What has to be known before anything is sent, read for all that was taken at once: a few statements for a round, not for every post.</summary>
public sealed class PublicationFacts(Db database, TokenKeeper tokens, INetworkCircuits networks)
{
    /// <summary>Nothing about what is not to be sent.</summary>
    public async Task<IReadOnlyDictionary<Guid, Asked>> ReadAsync(IReadOnlyCollection<Claim> claims, CancellationToken cancellationToken = default)
    {
        var sending = claims.Where(c => c.State is PublicationState.Waiting or PublicationState.Preparing).ToList();
        if (sending.Count == 0)
        {
            return new Dictionary<Guid, Asked>();
        }

        var (posts, companies) = (sending.Select(c => c.PostId).ToList(), sending.Select(c => c.TenantId).Distinct().ToList());
        await using var db = await database.OpenAsync(Actor.System(companies), Permission.ResolvePublishing, knownRows: true, cancellationToken);
        var facts = await db.Posts.Where(p => companies.Contains(p.TenantId) && posts.Contains(p.Id)).Select(p => new
        {
            p.Id,
            p.Status,
            p.ApprovedFingerprint,
            p.ApprovedAt,
            p.Account!.IsActive,
            Connection = db.AccountConnections.AsNoTracking().FirstOrDefault(c => c.AccountId == p.AccountId),
            LastCommitAt = db.AccountLimits.Where(l => l.AccountId == p.AccountId).Select(l => l.LastCommitAt).FirstOrDefault(),
        }).ToDictionaryAsync(p => p.Id, cancellationToken);
        var drafts = await PublishDrafts.LoadAsync(db, posts, cancellationToken);
        var targets = await tokens.StoredAsync(db, [.. facts.Values.Select(f => f.Connection).OfType<AccountConnection>().Where(c => c.State == ConnectionState.Connected).DistinctBy(c => c.Id)], cancellationToken);
        var resting = await networks.OpenAsync(db, cancellationToken);
        return sending.ToDictionary(c => c.Id, c =>
        {
            var f = facts[c.PostId];
            return new Asked(f.Status, f.ApprovedFingerprint, f.ApprovedAt, f.IsActive, f.Connection, f.LastCommitAt, drafts.GetValueOrDefault(c.PostId))
            {
                Target = f.Connection is { } connection ? targets.GetValueOrDefault(connection.Id) : null,
                NetworkRests = resting.Contains(c.Provider),
            };
        });
    }
}

/// <summary>What has to be known before anything is sent.</summary>
public sealed record Asked(PostStatus Status, string? ApprovedFingerprint, DateTimeOffset? ApprovedAt, bool IsActive, AccountConnection? Connection, DateTimeOffset? LastCommitAt, PublishDraft? Draft)
{
    /// <summary>Null when there is no token that could be used as it is.</summary>
    public PublishTarget? Target { get; init; }

    /// <summary>Its circuit is open: whoever wants to call asks it first.</summary>
    public bool NetworkRests { get; init; }

    public DateTimeOffset? NextTurn(TimeSpan spacing) => LastCommitAt + spacing;
}
