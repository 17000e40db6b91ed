using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>Everything a page may ask about single lots; the board of a community is <see cref="LotBoardService"/>.</summary>
public sealed class LotService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const string NumberTaken = "ux_lots_community_number";
    private const int ProblemShown = 160;

    /// <summary>Lots by number, street, plan, community, builder or their aliases: any words, anywhere.</summary>
    public async Task<IReadOnlyList<LotRow>> FindAsync(string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        var lots = db.Lots.Where(l => l.ArchivedAt == null);
        foreach (var word in SearchWords.Of(typed))
        {
            lots = lots.Where(l => EF.Functions.Like(l.Search, SearchWords.Anywhere(word)));
        }

        // "12" means lot 12 before a street that begins with 12.
        var numbers = SearchWords.Of(typed).Select(word => word.TrimStart('#').ToUpperInvariant()).ToList();
        return await lots.OrderBy(l => numbers.Contains(l.Number!) ? 0 : 1).ThenBy(l => l.NumberSort).ThenBy(l => l.Id).Take(most)
            .Select(l => new LotRow(l.Id, l.Number, l.Street, l.City, l.Plan, l.CommunityId, l.Community!.Name, l.Community.BuilderId, l.Community.Builder!.Name))
            .ToListAsync(cancellationToken);
    }

    public async Task<LotDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeLots, cancellationToken);
        var lot = await db.Lots.AsNoTracking().Include(l => l.Community!).ThenInclude(c => c.Builder).SingleOrDefaultAsync(l => l.Id == id, cancellationToken)
            ?? throw new NotFoundException("The lot");
        var companies = (await tenants.ListAsync(cancellationToken)).ToDictionary(t => t.Id);
        var jobs = await db.Jobs.Where(j => j.LotId == id && j.ArchivedAt == null).OrderBy(j => j.StartSort)
            .Select(LotBoardService.AsJob(db)).ToListAsync(cancellationToken);
        var calls = await db.ServiceCalls.Where(c => c.LotId == id && c.ArchivedAt == null).OrderByDescending(c => c.StartSort)
            .Select(c => new LotCallRow(
                c.Id, c.TenantId, c.Number, c.Kind, c.Status, c.StartsAt, c.EndsAt, c.AllDay, c.Problem.Substring(0, ProblemShown),
                db.Technicians.Where(t => c.Technicians.Any(x => x.IsPrimary && x.TechnicianId == t.Id)).Select(t => t.Name).FirstOrDefault()))
            .ToListAsync(cancellationToken);
        var warranties = await db.LotWarranties.Where(w => w.LotId == id)
            .Select(w => new { Warranty = w, Job = db.Jobs.Where(j => j.Id == w.JobId).Select(j => new { j.Number, j.Phase }).FirstOrDefault() }).ToListAsync(cancellationToken);
        var owners = by.May(Permission.SeeCustomers)
            ? await db.LotOwners.Where(o => o.LotId == id).Join(db.Customers, o => o.CustomerId, c => c.Id, (o, c) => new { o, c })
                .OrderByDescending(x => x.o.Since).ThenByDescending(x => x.o.Id)
                .Select(x => new LotOwnerRow(x.o.Id, x.o.TenantId, x.c.Id, x.c.Name, x.c.Phone, x.o.Since)).ToListAsync(cancellationToken)
            : [];
        var covered = warranties.ConvertAll(w => new LotWarrantyRow(
            w.Warranty.TenantId, w.Warranty.StartsOn, w.Warranty.EndsOn, w.Warranty.JobId, w.Job?.Number, w.Job?.Phase, w.Warranty.Notes, companies[w.Warranty.TenantId].Today(clock)));
        var community = lot.Community!;
        return new LotDetails(
            id, LotInput.Of(lot), community.Id, community.Name, community.BuilderId, community.Builder!.Name, community.Builder.WarrantyMonths, lot.ArchivedAt,
            [.. jobs.OrderBy(j => j.Phase).ThenBy(j => j.TenantId, StringComparer.Ordinal)], calls, covered, owners,
            LotEvent.InOrder(lot.ClosingDate, jobs, calls, covered, owners, companies));
    }

    /// <summary>Adds the numbers the community lacks ("1-40, 42"), or one custom home without a number.</summary>
    public async Task<LotsAdded> AddAsync(Guid communityId, NewLotsInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        var community = await db.Communities.Include(c => c.Builder).SingleOrDefaultAsync(c => c.Id == communityId, cancellationToken) ?? throw new NotFoundException("The community");
        if (community.ArchivedAt is not null || community.Builder!.ArchivedAt is not null)
        {
            throw new RuleException($"{community.Name} is archived: restore it first.");
        }

        var numbers = Typed.Line(input.Numbers) is null ? [null] : LotNumber.Range(input.Numbers, nameof(input.Numbers)).ToList<string?>();
        if (numbers is [null] && Typed.Line(input.Street) is null)
        {
            throw new RuleException("Give the numbers, as in 1-40, 42, or the street of a custom home.", nameof(input.Numbers));
        }

        if (numbers.Count > 1 && Typed.Line(input.Street) is not null)
        {
            throw new RuleException("Several lots cannot share one street address; it is given on each lot's page.", nameof(input.Street));
        }

        // Two people who add the same range take turns, and the second reads what was there.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select from app.communities where id = {communityId} for no key update", cancellationToken);
        var known = await db.Lots.Where(l => l.CommunityId == communityId && l.ArchivedAt == null && numbers.Contains(l.Number)).OrderBy(l => l.NumberSort).Select(l => l.Number!).ToListAsync(cancellationToken);
        var added = numbers.Where(n => n is null || !known.Contains(n)).Select(n => new Lot
        {
            CommunityId = communityId,
            Number = n,
            Plan = Typed.Line(input.Plan)?.ToUpperInvariant(),
            Street = Typed.Line(input.Street),
            City = community.City,
            State = community.State,
            Zip = community.Zip,
        }).ToList();
        db.Lots.AddRange(added);
        await db.DescribeAsync(added.Count == 1 ? $"Added {LotWords.Title(added[0].Number, added[0].Street)} to {community.Name}" : $"Added {added.Count} lots to {community.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new LotsAdded([.. added.Select(l => l.Id)], known);
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, LotInput seen, LotInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        var lot = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, LotInput.Of(lot)).FillIn(lot);
        await db.DescribeAsync($"Changed {LotWords.Title(lot.Number, lot.Street)} of {lot.Community!.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(NumberIsTaken(lot), cancellationToken);
    });

    /// <summary>Hides the lot; its jobs, calls and history stay. Refused while anybody still works there.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, clock.GetUtcNow(), by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, null, by, cancellationToken);

    private Task SetArchivedAsync(Guid id, DateTimeOffset? at, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditLots, cancellationToken);
        by.Require(Permission.ArchiveRecords);
        var lot = await FindAsync(db, id, cancellationToken);
        var title = LotWords.Title(lot.Number, lot.Street);
        if (at is not null)
        {
            (await OpenWork.OfLotAsync(db, id, cancellationToken)).RequireNone(title);
        }

        lot.ArchivedAt = at is null ? null : lot.ArchivedAt ?? at;
        await db.DescribeAsync($"{(at is null ? "Restored" : "Archived")} {title} of {lot.Community!.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(NumberIsTaken(lot), cancellationToken);
    });

    private static Func<string?, RuleException?> NumberIsTaken(Lot lot) => index =>
        index == NumberTaken ? new RuleException($"{lot.Community!.Name} has another lot {lot.Number}.", nameof(LotInput.Number)) : null;

    private static async Task<Lot> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Lots.Include(l => l.Community).SingleOrDefaultAsync(l => l.Id == id, cancellationToken) ?? throw new NotFoundException("The lot");
}
