using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>Who may be given work of a company. Those who already have it keep it when they leave.</summary>
internal static class Assignable
{
    /// <exception cref="RuleException">One is no technician of the company, or works there no more.</exception>
    public static async Task RequireTechniciansAsync(AppDbContext db, string tenantId, IReadOnlyCollection<Guid> added, string field, CancellationToken cancellationToken)
    {
        if (added.Count == 0)
        {
            return;
        }

        var known = await db.Technicians.Where(t => t.TenantId == tenantId && added.Contains(t.Id)).Select(t => new { t.Id, t.Name, t.IsActive }).ToListAsync(cancellationToken);
        if (known.Count < added.Distinct().Count())
        {
            throw new RuleException("Somebody you chose is no technician of this company.", field);
        }

        if (known.Find(t => !t.IsActive) is { } gone)
        {
            throw new RuleException($"{gone.Name} no longer works here.", field);
        }
    }

    /// <exception cref="RuleException">The person may not see the company, only reads, or was deactivated.</exception>
    public static async Task RequireOfficeAsync(AppDbContext db, string tenantId, Guid? person, string field, CancellationToken cancellationToken)
    {
        if (person is { } id && !await Office(db, tenantId).AnyAsync(u => u.Id == id, cancellationToken))
        {
            throw new RuleException("Choose an active person of this company's office.", field);
        }
    }

    /// <exception cref="RuleException">The person may not see the company, does no marketing, or was deactivated.</exception>
    public static async Task RequireMarketingAsync(AppDbContext db, string tenantId, Guid? person, string field, CancellationToken cancellationToken)
    {
        if (person is { } id && !await Marketing(db, tenantId).AnyAsync(u => u.Id == id, cancellationToken))
        {
            throw new RuleException("Choose an active person who does this company's marketing.", field);
        }
    }

    /// <summary>Those who do office work for the company.</summary>
    public static IQueryable<AppUser> Office(AppDbContext db, params IReadOnlyList<string> companies) => Holding(db, companies, [Roles.Admin, Roles.Office]);

    /// <summary>Those who write and approve what the company publishes.</summary>
    public static IQueryable<AppUser> Marketing(AppDbContext db, string tenantId) => Holding(db, [tenantId], [Roles.Admin, Roles.Office, Roles.Marketing]);

    private static IQueryable<AppUser> Holding(AppDbContext db, IReadOnlyList<string> companies, string[] roles) =>
        from user in db.Users
        join held in db.UserRoles on user.Id equals held.UserId
        join role in db.Roles on held.RoleId equals role.Id
        where user.IsActive && (user.TenantId == null || companies.Contains(user.TenantId)) && roles.Contains(role.Name)
        select user;
}
