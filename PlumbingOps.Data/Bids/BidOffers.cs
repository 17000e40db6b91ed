using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>What a customer may do with the link to a bid. Nobody signs in here; the link is the right.</summary>
public sealed class BidOffers(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const string NoMore = "This link cannot be used any more.";

    /// <summary>Null: there is no such link.</summary>
    public async Task<BidOffer?> FindAsync(string token, CancellationToken cancellationToken = default)
    {
        if (await LinkAsync(token, cancellationToken) is not { } link)
        {
            return null;
        }

        var company = await tenants.GetAsync(link.TenantId, cancellationToken);
        await using var db = await OpenAsync([link.TenantId], cancellationToken);
        var (bid, version) = await ReadAsync(db, link, cancellationToken);
        var state = StateOf(link, bid, version);
        var shown = state is BidOfferState.Open or BidOfferState.Accepted;
        if (shown && link.OpenedAt is null)
        {
            // Said once, by whoever of two comes first; the page shows the same either way.
            var now = clock.GetUtcNow();
            await db.BidLinks.Where(l => l.Id == link.Id && l.OpenedAt == null).ExecuteUpdateAsync(l => l.SetProperty(x => x.OpenedAt, now), cancellationToken);
        }

        // A link that is over tells nothing of the bid any more, only whom to call.
        return new BidOffer(state, company.Id, company.Name, company.Color, shown ? BidDocument.Read(version.Document) : null, version.DocumentHash, link.ExpiresAt, version.AcceptedBy, version.AcceptedAt);
    }

    /// <summary>Takes the customer's word, once: their name, when, from where, and for exactly which document.</summary>
    /// <param name="hash">Of the document they were shown.</param>
    /// <exception cref="RuleException">The link is over, the offer was accepted or replaced meanwhile, or no name was given.</exception>
    public Task AcceptAsync(string token, string? name, string hash, string? from, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        var who = Typed.Line(Typed.Words(name)) ?? throw new RuleException("Write your name.");
        if (who.Length > BidVersion.AcceptedByMaxLength)
        {
            throw new RuleException($"At most {BidVersion.AcceptedByMaxLength} characters.");
        }

        var link = await LinkAsync(token, cancellationToken) ?? throw new RuleException(NoMore);
        await using var db = await OpenAsync([link.TenantId], cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The office may be revising, losing or revoking it at this moment: they take turns.
        await db.Database.ExecuteSqlAsync($"select from app.bids where id = {link.BidId} for no key update", cancellationToken);
        var present = await db.BidLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == link.Id, cancellationToken) ?? throw new RuleException(NoMore);
        var (bid, version) = await ReadAsync(db, present, cancellationToken);
        switch (StateOf(present, bid, version))
        {
            case BidOfferState.Accepted: throw new RuleException("It was accepted already.");
            case not BidOfferState.Open: throw new RuleException(NoMore);
        }

        if (version.DocumentHash != hash || BidDocument.HashOf(version.Document) != hash)
        {
            throw new RuleException("The offer is another one now. Read it once more.");
        }

        version.Accept(who, from, clock.GetUtcNow());
        bid.FollowUpOn = await tenants.TodayAsync(bid.TenantId, cancellationToken);
        await db.DescribeAsync($"{bid.ShortNumber} was accepted by {who}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    });

    private BidOfferState StateOf(BidLink link, Bid bid, BidVersion version) =>
        link.RevokedAt is not null || bid.ArchivedAt is not null ? BidOfferState.Revoked
        : link.ExpiresAt <= clock.GetUtcNow() ? BidOfferState.Over
        : bid.VersionNumber != version.Number ? BidOfferState.Replaced
        : version.AcceptedAt is not null ? BidOfferState.Accepted
        : bid.Status != BidStatus.Sent ? BidOfferState.Over
        : BidOfferState.Open;

    private static async Task<(Bid Bid, BidVersion Version)> ReadAsync(AppDbContext db, BidLink link, CancellationToken cancellationToken) =>
        (await db.Bids.SingleAsync(b => b.Id == link.BidId, cancellationToken), await db.BidVersions.SingleAsync(v => v.Id == link.VersionId, cancellationToken));

    private async Task<BidLink?> LinkAsync(string token, CancellationToken cancellationToken)
    {
        var companies = (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Bids)).Select(t => t.Id).ToList();
        if (companies.Count == 0 || string.IsNullOrEmpty(token))
        {
            return null;
        }

        await using var db = await OpenAsync(companies, cancellationToken);
        var hash = OneTimeLink.Hash(token);
        return await db.BidLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, cancellationToken);
    }

    /// <summary>The history says who it was: not one of us.</summary>
    private Task<AppDbContext> OpenAsync(IReadOnlyList<string> companies, CancellationToken cancellationToken) =>
        database.OpenAsync(Actor.System(companies, ChangeSource.Page) with { Name = "A customer" }, Permission.EditBids, cancellationToken);
}

/// <summary>What the holder of a link sees.</summary>
/// <param name="Document">Null when the link shows nothing any more.</param>
public sealed record BidOffer(
    BidOfferState State, string TenantId, string Company, string Color, BidDocument? Document, string DocumentHash, DateTimeOffset ExpiresAt, string? AcceptedBy, DateTimeOffset? AcceptedAt);

public enum BidOfferState
{
    Open, Accepted,
    /// <summary>Its time has passed, or the bid was decided otherwise.</summary>
    Over,
    Revoked,
    /// <summary>A newer version is made, or was sent.</summary>
    Replaced,
}
