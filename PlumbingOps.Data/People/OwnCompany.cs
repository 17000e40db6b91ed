using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>A new record needs a company that the person may see and that has the room switched on.</summary>
internal static class OwnCompany
{
    /// <param name="room">"jobs": what the company may have switched off.</param>
    public static async Task RequireAsync(AppDbContext db, string tenantId, string room, CancellationToken cancellationToken)
    {
        if (db.Scope!.Tenants.Contains(tenantId))
        {
            return;
        }

        var name = db.Scope.Actor.MaySee(tenantId) ? await db.Tenants.Where(t => t.Id == tenantId).Select(t => t.Name).SingleOrDefaultAsync(cancellationToken) : null;
        throw name is null ? new NotFoundException("The company") : new RuleException($"{name} has switched {room} off.");
    }
}
