using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>What was sent, what changed since, and the links by which customers read and accept it. For those who may see prices: there is nothing else in a version.</summary>
public sealed class BidVersionService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>The newest first, each with the links to it.</summary>
    public async Task<IReadOnlyList<BidVersionRow>> ListAsync(Guid bidId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenToSeeAsync(bidId, by, cancellationToken);
        var versions = await db.BidVersions.AsNoTracking().Where(v => v.BidId == bidId).OrderByDescending(v => v.Number).ToListAsync(cancellationToken);
        var links = await db.BidLinks.AsNoTracking().Where(l => l.BidId == bidId).OrderByDescending(l => l.CreatedAt).ToListAsync(cancellationToken);
        var wanted = versions.Select(v => v.SentById).Concat(links.Select(l => l.CreatedById)).OfType<Guid>().ToList();
        var people = await db.Users.Where(u => wanted.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        var now = clock.GetUtcNow();
        return [.. versions.Select(v => new BidVersionRow(
            v.Id, v.Number, v.TotalCents, v.SentAt, Name(v.SentById), v.DocumentHash, v.AcceptedAt, v.AcceptedBy, v.AcceptedFrom,
            [.. links.Where(l => l.VersionId == v.Id).Select(l => new BidLinkRow(l.Id, l.CreatedAt, Name(l.CreatedById), l.ExpiresAt, l.OpenedAt, l.RevokedAt, l.IsOpenAt(now)))]))];

        string? Name(Guid? person) => person is { } id ? people.GetValueOrDefault(id) : null;
    }

    /// <summary>The sheet as the customer reads it: a version that was sent, or the bid as it stands.</summary>
    /// <param name="number">Null for the bid as it stands.</param>
    public async Task<BidDocument> GetDocumentAsync(Guid bidId, int? number, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenToSeeAsync(bidId, by, cancellationToken);
        if (number is { } wanted)
        {
            var json = await db.BidVersions.Where(v => v.BidId == bidId && v.Number == wanted).Select(v => v.Document).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The version");
            return BidDocument.Read(json);
        }

        return await PresentAsync(db, bidId, cancellationToken);
    }

    /// <summary>What the version changes of the one before it; of a draft, of the one sent last.</summary>
    /// <param name="number">Null for the bid as it stands.</param>
    /// <returns>Null when there is none before it.</returns>
    public async Task<BidDiff?> CompareAsync(Guid bidId, int? number, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenToSeeAsync(bidId, by, cancellationToken);
        var after = number is { } wanted
            ? BidDocument.Read(await db.BidVersions.Where(v => v.BidId == bidId && v.Number == wanted).Select(v => v.Document).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The version"))
            : await PresentAsync(db, bidId, cancellationToken);
        var before = await db.BidVersions.Where(v => v.BidId == bidId && v.Number < after.Version).OrderByDescending(v => v.Number).Select(v => v.Document).FirstOrDefaultAsync(cancellationToken);
        return before is null ? null : BidDiff.Of(BidDocument.Read(before), after);
    }

    /// <summary>A link to what was sent last, good for a month. It is shown once: only its hash is kept.</summary>
    public async Task<string> MakeLinkAsync(Guid bidId, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeePrices);
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        var bid = await db.Bids.SingleOrDefaultAsync(b => b.Id == bidId, cancellationToken) ?? throw new NotFoundException("The bid");
        bid.RefuseArchived();
        if (bid.Status != BidStatus.Sent)
        {
            throw new RuleException($"{bid.ShortNumber} is {bid.Status.InWords()}: a link is made for what was sent.");
        }

        var version = await db.BidVersions.Where(v => v.BidId == bidId).OrderByDescending(v => v.Number).Select(v => v.Id).FirstAsync(cancellationToken);
        var (token, now) = (OneTimeLink.NewToken(), clock.GetUtcNow());
        db.BidLinks.Add(new BidLink
        {
            TenantId = bid.TenantId,
            BidId = bidId,
            VersionId = version,
            TokenHash = OneTimeLink.Hash(token),
            CreatedAt = now,
            CreatedById = by.UserId,
            ExpiresAt = now.AddDays(BidLink.Days),
        });
        await db.DescribeAsync($"Made a customer's link to {bid.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>The link works no more, from this moment on.</summary>
    public Task RevokeLinkAsync(Guid linkId, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        var link = await db.BidLinks.SingleOrDefaultAsync(l => l.Id == linkId, cancellationToken) ?? throw new NotFoundException("The link");
        link.RevokedAt ??= clock.GetUtcNow();
        await db.DescribeAsync("Revoked a customer's link", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private async Task<AppDbContext> OpenToSeeAsync(Guid bidId, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.SeePrices);
        var db = await database.OpenAsync(by, Permission.SeeBids, cancellationToken);
        if (await db.Bids.AnyAsync(b => b.Id == bidId, cancellationToken))
        {
            return db;
        }

        await db.DisposeAsync();
        throw new NotFoundException("The bid");
    }

    private async Task<BidDocument> PresentAsync(AppDbContext db, Guid bidId, CancellationToken cancellationToken)
    {
        var bid = await db.Bids.AsNoTracking().Include(b => b.Sections).Include(b => b.Lines).AsSplitQuery().SingleAsync(b => b.Id == bidId, cancellationToken);
        var company = await tenants.GetAsync(bid.TenantId, cancellationToken);
        return await BidDocument.OfAsync(db, bid, company, bid.SentOn ?? company.Today(clock), cancellationToken);
    }
}

/// <summary>A version that was sent.</summary>
public sealed record BidVersionRow(
    Guid Id, int Number, long TotalCents, DateTimeOffset SentAt, string? SentBy, string DocumentHash, DateTimeOffset? AcceptedAt, string? AcceptedBy, string? AcceptedFrom, IReadOnlyList<BidLinkRow> Links);

/// <param name="Works">Neither revoked nor over.</param>
public sealed record BidLinkRow(Guid Id, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? OpenedAt, DateTimeOffset? RevokedAt, bool Works);
