using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>Everything a page may ask about bids. Lines, versions, links and what comes of a won one have services of their own.</summary>
public sealed partial class BidService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>A column of the pipeline shows so many; the list has all.</summary>
    private const int ColumnRows = 20;
    /// <summary>Decided ones leave the pipeline after so many days.</summary>
    public const int DecidedShownDays = 90;

    public async Task<ListPage<BidRow>> ListAsync(BidFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBids, cancellationToken);
        var bids = (await BidSearch.ApplyAsync(db, filter, tenants, clock, cancellationToken))
            .PerCompany(filter is { Search: null, ToChase: false } ? db.Scope!.Tenants : [], company => b => b.TenantId == company);
        return request.Sort switch
        {
            "due" => await bids.ToPageAsync(request, b => b.DueSort, b => b.Id, BidSearch.AsRow(db), cancellationToken),
            // The order alone would tell the prices.
            "total" when by.May(Permission.SeePrices) => await bids.ToPageAsync(request, b => b.TotalCents, b => b.Id, BidSearch.AsRow(db), cancellationToken),
            _ => await bids.ToPageAsync(request, b => b.Number, b => b.Id, BidSearch.AsRow(db), cancellationToken),
        };
    }

    /// <summary>The bids by state, with how many there are and what they come to; decided ones of the last months.</summary>
    public async Task<IReadOnlyList<BidColumn>> PipelineAsync(BidFilter filter, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBids, cancellationToken);
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-DecidedShownDays);
        var bids = (await BidSearch.ApplyAsync(db, filter with { Status = null, Archived = false }, tenants, clock, cancellationToken)).Where(b => b.DecidedOn == null || b.DecidedOn >= since);
        var sums = await bids.GroupBy(b => b.Status).Select(g => new { Status = g.Key, Count = g.Count(), Sum = g.Sum(b => b.TotalCents) }).ToDictionaryAsync(g => g.Status, cancellationToken);
        var prices = by.May(Permission.SeePrices);
        var columns = new List<BidColumn>();
        foreach (var status in Enum.GetValues<BidStatus>())
        {
            var sum = sums.GetValueOrDefault(status);
            var rows = sum is null ? [] : await bids.Where(b => b.Status == status).OrderBy(b => b.DueSort).ThenByDescending(b => b.Number).Take(ColumnRows)
                .Select(BidSearch.AsRow(db)).ToListAsync(cancellationToken);
            columns.Add(new BidColumn(status, sum?.Count ?? 0, prices ? sum?.Sum ?? 0 : null, rows));
        }

        return columns;
    }

    /// <summary>Whom to chase, the most urgent first (DOMAIN 8.6).</summary>
    public async Task<IReadOnlyList<BidRow>> ListToChaseAsync(int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBids, cancellationToken);
        var days = (await tenants.ListAsync(cancellationToken)).ToDictionary(t => t.Id, t => t.Today(clock));
        var open = await BidSearch.ApplyAsync(db, new BidFilter { ToChase = true }, tenants, clock, cancellationToken);
        // The oldest dates are the most overdue; the rules then order what was read.
        var rows = await open.OrderBy(b => b.DueSort).ThenBy(b => b.Id).Take(most * Enum.GetValues<BidChase>().Length).Select(BidSearch.AsRow(db)).ToListAsync(cancellationToken);
        return [.. rows.Select(r => (Row: r, Chase: r.Chase(days[r.TenantId])!)).OrderBy(r => r.Chase.Why)
            .ThenByDescending(r => r.Chase.Why == BidChase.DueSoon ? -r.Chase.Days : r.Chase.Days).Select(r => r.Row).Take(most)];
    }

    /// <exception cref="NotFoundException">Unknown, or another company's.</exception>
    public async Task<BidDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeBids, cancellationToken);
        var bid = await db.Bids.AsNoTracking().Include(b => b.Sections).Include(b => b.Lines).AsSplitQuery().SingleOrDefaultAsync(b => b.Id == id, cancellationToken)
            ?? throw new NotFoundException("The bid");
        var row = await db.Bids.Where(b => b.Id == id).Select(BidSearch.AsRow(db)).SingleAsync(cancellationToken);
        var people = await db.Users.Where(u => u.Id == bid.ApprovalAskedById || u.Id == bid.ApprovedById).ToDictionaryAsync(u => u.Id, u => u.FullName, cancellationToken);
        var call = bid.ServiceCallId is { } visit ? await db.ServiceCalls.Where(c => c.Id == visit).Select(c => (int?)c.Number).SingleOrDefaultAsync(cancellationToken) : null;
        var jobs = by.May(Permission.SeeJobs)
            ? await db.BidJobs.Where(x => x.TenantId == bid.TenantId && x.BidId == id).Join(db.Jobs, x => x.JobId, j => j.Id, (x, j) => new BidJobRow(j.Id, j.Number, j.Phase, j.Status)).ToListAsync(cancellationToken)
            : [];
        return new BidDetails(
            row, BidInput.Of(bid), bid.LostReason, bid.ArchivedAt is not null, bid.ApprovalNote, bid.ApprovalAskedById, Name(bid.ApprovalAskedById), bid.ApprovalAskedAt,
            Name(bid.ApprovedById), bid.ApprovedAt, bid.CommunityId, bid.LotId, bid.ServiceCallId, call is null ? null : $"C-{call}", BidParts.Rows(bid, by), [.. jobs.OrderBy(j => j.Phase)]);

        string? Name(Guid? person) => person is { } known ? people.GetValueOrDefault(known) : null;
    }

    public async Task<Guid> CreateAsync(string tenantId, BidInput input, Actor by, Guid? templateId = null, Guid? serviceCallId = null, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "bids", cancellationToken);
        if (serviceCallId is { } call && !await db.ServiceCalls.AnyAsync(c => c.Id == call && c.TenantId == tenantId, cancellationToken))
        {
            throw new NotFoundException("The call");
        }

        var bid = new Bid { TenantId = tenantId, Name = "", ServiceCallId = serviceCallId, CreatedAt = clock.GetUtcNow() };
        input.FillIn(bid);
        bid.OwnerId ??= await Assignable.Office(db, tenantId).AnyAsync(u => u.Id == by.UserId, cancellationToken) ? by.UserId : null;
        await RequireReferencesAsync(db, bid, new BidInput { OwnerId = bid.OwnerId }, cancellationToken);
        if (templateId is { } template)
        {
            var from = await db.BidTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == template && t.TenantId == tenantId && t.ArchivedAt == null, cancellationToken)
                ?? throw new NotFoundException("The template");
            BidParts.Read(from.Lines).FillIn(bid);
            bid.Terms ??= from.Terms;
        }

        if (bid.Sections.Count == 0)
        {
            bid.Sections.Add(new BidSection { TenantId = tenantId, Title = "Plumbing", Position = BidOrder.Step });
        }

        db.Bids.Add(bid);
        await db.SaveChangesAsync(cancellationToken);
        return bid.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, BidInput seen, BidInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        var bid = await FindAsync(db, id, cancellationToken);
        bid.RefuseArchived();
        var before = BidInput.Of(bid);
        var merged = FieldMerge.Merge(seen, mine, before);
        if (!merged.SaysTheSame(before))
        {
            // The name, the place and the terms are on the customer's sheet; prices are not, so an approval of them stays.
            bid.RequireDraft();
        }

        merged.FillIn(bid);
        await RequireReferencesAsync(db, bid, before, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>For whom and where: known, ours and fitting together.</summary>
    private static async Task RequireReferencesAsync(AppDbContext db, Bid bid, BidInput before, CancellationToken cancellationToken)
    {
        if (bid.CommunityId is { } community)
        {
            var builder = await db.Communities.Where(c => c.Id == community).Select(c => (Guid?)c.BuilderId).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The community");
            bid.BuilderId ??= builder;
            if (bid.BuilderId != builder)
            {
                throw new RuleException("That community is another builder's.", nameof(BidInput.CommunityId));
            }
        }

        if (bid.BuilderId is null && bid.CustomerId is null)
        {
            throw new RuleException("Choose the builder or the customer the bid is for.", nameof(BidInput.BuilderId));
        }

        if (bid.BuilderId is { } known && bid.BuilderId != before.BuilderId && !await db.Builders.AnyAsync(b => b.Id == known, cancellationToken))
        {
            throw new NotFoundException("The builder");
        }

        if (bid.CustomerId is { } customer && bid.CustomerId != before.CustomerId && !await db.Customers.AnyAsync(c => c.Id == customer && c.TenantId == bid.TenantId, cancellationToken))
        {
            throw new NotFoundException("The customer");
        }

        if (bid.OwnerId != before.OwnerId)
        {
            await Assignable.RequireOfficeAsync(db, bid.TenantId, bid.OwnerId, nameof(BidInput.OwnerId), cancellationToken);
        }

        bid.LotId = bid is { CommunityId: { } place, LotNumber: { } number }
            ? await db.Lots.Where(l => l.CommunityId == place && l.ArchivedAt == null && l.Number == number).Select(l => (Guid?)l.Id).SingleOrDefaultAsync(cancellationToken)
            : null;
    }

    private static async Task<Bid> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Bids.SingleOrDefaultAsync(b => b.Id == id, cancellationToken) ?? throw new NotFoundException("The bid");
}
