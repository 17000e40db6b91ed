using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Bids;

/// <summary>Bids that come of a visit.</summary>
public sealed class BidCallService(Db database)
{
    /// <summary>What a bid made from the call begins with, and for which company.</summary>
    public async Task<BidFromCall> PrepareAsync(Guid callId, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeServiceCalls);
        await using var db = await database.OpenAsync(by, Permission.EditBids, cancellationToken);
        var call = await db.ServiceCalls.AsNoTracking().Include(c => c.Customer).Include(c => c.Lot!).ThenInclude(l => l.Community!).ThenInclude(c => c.Builder)
            .SingleOrDefaultAsync(c => c.Id == callId, cancellationToken) ?? throw new NotFoundException("The call");
        var community = call.Lot?.Community;
        var builder = call.BuilderId ?? community?.BuilderId;
        var problem = Typed.Line(call.Problem) ?? "";
        return new BidFromCall(call.TenantId, call.ShortNumber, new BidInput
        {
            Name = problem.Length <= Bid.NameMaxLength ? problem : problem[..(Bid.NameMaxLength - 1)] + "…",
            CustomerId = call.CustomerId,
            BuilderId = builder,
            CommunityId = community is not null && community.BuilderId == builder ? community.Id : null,
            LotNumber = call.Lot?.Number,
            Street = call.Street ?? call.Lot?.Street ?? call.Customer?.Street,
            City = call.City ?? call.Lot?.City ?? call.Customer?.City,
            Plan = call.Lot?.Plan,
        }, call.Customer?.Name, community?.Builder?.Name, community?.Name);
    }
}

/// <summary>The words are those of what the input names by id.</summary>
public sealed record BidFromCall(string TenantId, string CallNumber, BidInput Input, string? Customer, string? Builder, string? Community);
