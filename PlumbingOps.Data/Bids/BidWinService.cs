using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>A won bid becomes work: its lot, the jobs of the chosen phases with their tasks, and the builder's people on them. One change set, taken back as one.</summary>
public sealed class BidWinService(Db database, HistoryService history, TenantDirectory tenants)
{
    /// <summary>What can come of winning it.</summary>
    public async Task<BidWinOffer> PrepareAsync(Guid bidId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        var bid = await db.Bids.AsNoTracking().SingleOrDefaultAsync(b => b.Id == bidId, cancellationToken) ?? throw new NotFoundException("The bid");
        if (!by.May(Permission.EditJobs) || (await tenants.WithFeatureAsync([bid.TenantId], Feature.Jobs, cancellationToken)).Count == 0)
        {
            return new BidWinOffer([], false, []);
        }

        // Jobs need a place in the books: a lot, or a community to add one to.
        var taken = bid.LotId is { } lot ? await Taken(db, bid.TenantId, lot).ToListAsync(cancellationToken) : [];
        var contacts = await Contacts(db, bid).Select(c => c.Name).ToListAsync(cancellationToken);
        return new BidWinOffer(bid.CommunityId is null ? [] : [.. Enum.GetValues<JobPhase>().Except(taken)], bid.LotId is null && bid.CommunityId is not null, contacts);
    }

    /// <param name="phases">For which jobs are made; none is just the win.</param>
    public Task WinAsync(Guid bidId, IReadOnlyCollection<JobPhase> phases, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, BidVerb.Win.Needs(), cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var bid = await BidLock.TakeAsync(db, bidId, cancellationToken);
        bid.Win(await tenants.TodayAsync(bid.TenantId, cancellationToken));
        if (phases.Count > 0)
        {
            await AddJobsAsync(db, bid, phases, by, cancellationToken);
        }

        await db.DescribeAsync($"Won {bid.ShortNumber}{(phases.Count == 0 ? null : $" and made {(phases.Count == 1 ? "a job" : $"{phases.Count} jobs")} of it")}", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.Violates(JobConfiguration.OnePhasePerLot))
        {
            throw new RuleException("Somebody booked one of these phases for the lot meanwhile. Look at the lot and choose again.");
        }

        await transaction.CommitAsync(cancellationToken);
    });

    /// <summary>Takes the win back with all that came of it: nothing, when somebody worked on it meanwhile.</summary>
    /// <exception cref="UndoConflictException">Later edits stand in the way.</exception>
    public async Task TakeBackAsync(Guid bidId, Actor by, CancellationToken cancellationToken = default)
    {
        Guid changeSet;
        await using (var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken))
        {
            var bid = await db.Bids.AsNoTracking().SingleOrDefaultAsync(b => b.Id == bidId, cancellationToken) ?? throw new NotFoundException("The bid");
            bid.RefuseArchived();
            if (bid.Status != BidStatus.Won)
            {
                throw new RuleException($"{bid.ShortNumber} is {bid.Status.InWords()}: there is no win to take back.");
            }

            changeSet = await db.Changes.Where(c => c.EntityId == bidId && c.Entity == "bids" && c.Action == "update" && EF.Functions.JsonContains(c.After!, """{"status": "Won"}"""))
                .OrderByDescending(c => c.Id).Select(c => c.ChangeSetId).FirstAsync(cancellationToken);
        }

        await history.UndoOfRoomAsync(changeSet, "bids", by, cancellationToken);
    }

    private async Task AddJobsAsync(AppDbContext db, Bid bid, IReadOnlyCollection<JobPhase> phases, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.EditJobs);
        if ((await tenants.WithFeatureAsync([bid.TenantId], Feature.Jobs, cancellationToken)).Count == 0)
        {
            throw new RuleException("The company has switched jobs off.");
        }

        bid.LotId ??= await AddLotAsync(db, bid, by, cancellationToken);
        var taken = await Taken(db, bid.TenantId, bid.LotId.Value).Where(p => phases.Contains(p)).ToListAsync(cancellationToken);
        if (taken.Count > 0)
        {
            throw new RuleException($"The lot has a job for {string.Join(", ", taken.Order().Select(p => p.InWords()))} already.");
        }

        var contacts = await Contacts(db, bid).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var phase in phases.Distinct().Order())
        {
            var job = new Job { TenantId = bid.TenantId, LotId = bid.LotId.Value, Phase = phase, OfficeOwnerId = bid.OwnerId };
            PhaseTasks.Bring(job);
            job.Contacts.AddRange(contacts.Select(c => new JobContact { TenantId = bid.TenantId, BuilderContactId = c }));
            db.Jobs.Add(job);
            db.BidJobs.Add(new BidJob { TenantId = bid.TenantId, BidId = bid.Id, JobId = job.Id });
        }
    }

    private static async Task<Guid> AddLotAsync(AppDbContext db, Bid bid, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.EditLots);
        if (bid.CommunityId is not { } place)
        {
            throw new RuleException("Jobs need a lot: give the bid its community first.");
        }

        var community = await db.Communities.SingleAsync(c => c.Id == place, cancellationToken);
        if (community.ArchivedAt is not null)
        {
            throw new RuleException($"{community.Name} is archived: restore it first.");
        }

        // Two bids for one new lot are won at once: the second finds the lot of the first.
        await db.Database.ExecuteSqlAsync($"select from app.communities where id = {place} for no key update", cancellationToken);
        var number = bid.LotNumber;
        if (number is not null && await db.Lots.Where(l => l.CommunityId == place && l.ArchivedAt == null && l.Number == number).Select(l => (Guid?)l.Id).SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            return known;
        }

        if (number is null && bid.Street is null)
        {
            throw new RuleException("Jobs need a lot: give the bid a lot number, or the street of a custom home.");
        }

        var lot = new Lot
        {
            CommunityId = place,
            Number = number,
            Plan = bid.Plan,
            Street = bid.Street,
            City = bid.City ?? community.City,
            State = community.State,
            Zip = community.Zip,
        };
        db.Lots.Add(lot);
        return lot.Id;
    }

    private static IQueryable<JobPhase> Taken(AppDbContext db, string tenantId, Guid lot) =>
        db.Jobs.Where(j => j.TenantId == tenantId && j.LotId == lot && j.Status != JobStatus.Cancelled && j.ArchivedAt == null).Select(j => j.Phase);

    /// <summary>The builder's people this company may know of.</summary>
    private static IQueryable<Builders.BuilderContact> Contacts(AppDbContext db, Bid bid) =>
        db.BuilderContacts.Where(c => c.BuilderId == bid.BuilderId && c.ArchivedAt == null && (c.TenantId == null || c.TenantId == bid.TenantId)).OrderBy(c => c.Name);
}

/// <summary>What winning a bid can bring.</summary>
/// <param name="Phases">Those the lot has no job for yet; none when there is no place or no right to make jobs.</param>
/// <param name="MakesLot">The lot is not in the books and is added.</param>
/// <param name="Contacts">Who of the builder comes onto the jobs.</param>
public sealed record BidWinOffer(IReadOnlyList<JobPhase> Phases, bool MakesLot, IReadOnlyList<string> Contacts);
