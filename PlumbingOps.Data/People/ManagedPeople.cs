using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>An administrator of one company manages that company's people only; one of all companies manages everybody.</summary>
/// <param name="Only">The administrator's only company; null for all.</param>
internal sealed record ManagedPeople(string? Only)
{
    public static async Task<ManagedPeople> OfAsync(AppDbContext db, Actor by, CancellationToken cancellationToken) =>
        new(await db.Users.Where(u => u.Id == by.UserId).Select(u => u.TenantId).SingleOrDefaultAsync(cancellationToken));

    public IQueryable<AppUser> In(AppDbContext db) => Only is null ? db.Users : db.Users.Where(u => u.TenantId == Only);

    /// <exception cref="RuleException">The person would see more than the administrator.</exception>
    public void RequireCompany(string? tenantId)
    {
        if (Only is not null && tenantId != Only)
        {
            throw new RuleException("You manage the people of your own company only.", nameof(UserInput.TenantId));
        }
    }

    public void RequireAll()
    {
        if (Only is not null)
        {
            throw new RuleException("Only an administrator of all companies may do this.");
        }
    }
}
