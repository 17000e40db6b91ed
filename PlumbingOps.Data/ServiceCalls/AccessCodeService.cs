using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>Door, gate and lockbox codes of calls. They are read on request and travel with no list and no page.</summary>
public sealed class AccessCodeService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <exception cref="RuleException">A technician asks on another day than today or the day before the visit.</exception>
    public async Task<IReadOnlyList<AccessCodeRow>> ListAsync(Guid callId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeAccessCodes, cancellationToken);
        var call = await FindAsync(db, callId, cancellationToken);
        if (!AccessCodeRule.MaySee(by, call, await tenants.GetAsync(call.TenantId, cancellationToken), clock))
        {
            throw new RuleException("You see access codes for your calls of today and tomorrow. Ask the office.");
        }

        return await db.CallAccessCodes.Where(c => c.TenantId == call.TenantId && c.ServiceCallId == callId)
            .OrderBy(c => c.Id).Select(c => new AccessCodeRow(c.Id, c.Label, c.Code)).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(Guid callId, AccessCodeInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        by.Require(Permission.SeeAccessCodes);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var call = await FindAsync(db, callId, cancellationToken);
        call.RefuseArchived();
        db.CallAccessCodes.Add(new CallAccessCode
        {
            TenantId = call.TenantId,
            ServiceCallId = callId,
            Code = input.Code!.Trim(),
            Label = Typed.Line(input.Label),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeAccessCodes);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        if (await db.CallAccessCodes.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            throw new NotFoundException("The access code");
        }
    }

    private static async Task<ServiceCall> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ServiceCalls.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The call");
}

/// <summary>Who sees a call's codes: the office always, a technician for own calls of today and tomorrow (DESIGN 5).</summary>
internal static class AccessCodeRule
{
    public static bool MaySee(Actor by, ServiceCall call, TenantRow company, TimeProvider clock)
    {
        var today = company.Today(clock);
        return by.May(Permission.SeeAccessCodes) && (!by.OnlyOwn || call.IsOn(today, company.TimeZone) || call.IsOn(today.AddDays(1), company.TimeZone));
    }
}
