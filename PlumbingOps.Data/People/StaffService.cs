using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>Who can be given work of a company: for the fields that choose people.</summary>
public sealed class StaffService(Db database)
{
    private const int Most = 20;

    /// <summary>Technicians who work there now.</summary>
    /// <param name="permission">What the choice is for: the room's own permission.</param>
    public async Task<IReadOnlyList<Choice>> FindTechniciansAsync(string tenantId, string? typed, Permission permission, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var technicians = db.Technicians.Where(t => t.TenantId == tenantId && t.IsActive);
        foreach (var word in SearchWords.Of(typed))
        {
            technicians = technicians.Where(t => EF.Functions.ILike(t.Name, SearchWords.Anywhere(word)));
        }

        return await technicians.OrderBy(t => t.Name).Take(Most).Select(t => new Choice(t.Id, t.Name, null)).ToListAsync(cancellationToken);
    }

    /// <summary>Technicians of all companies the person may see, for a list's filter.</summary>
    public async Task<IReadOnlyList<Choice>> ListTechniciansAsync(Permission permission, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        return await db.Technicians.Where(t => t.IsActive).OrderBy(t => t.Name).ThenBy(t => t.TenantId)
            .Select(t => new Choice(t.Id, t.Name, db.Tenants.Where(c => c.Id == t.TenantId).Select(c => c.ShortName).FirstOrDefault())).ToListAsync(cancellationToken);
    }

    /// <summary>People of the office of any company the person may see, for a list's filter.</summary>
    public async Task<IReadOnlyList<Choice>> ListOfficeAsync(Permission permission, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        return await Assignable.Office(db, db.Scope!.Tenants).OrderBy(u => u.FullName).ThenBy(u => u.Id).Select(u => new Choice(u.Id, u.FullName, null)).ToListAsync(cancellationToken);
    }

    /// <summary>People of the company's office.</summary>
    public async Task<IReadOnlyList<Choice>> FindOfficeAsync(string tenantId, string? typed, Permission permission, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        return await FindAsync(db, tenantId, typed, Assignable.Office(db, tenantId), cancellationToken);
    }

    /// <summary>People who write and approve what the company publishes.</summary>
    public async Task<IReadOnlyList<Choice>> FindMarketingAsync(string tenantId, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await FindAsync(db, tenantId, typed, Assignable.Marketing(db, tenantId), cancellationToken);
    }

    internal static async Task<IReadOnlyList<Choice>> FindAsync(AppDbContext db, string tenantId, string? typed, IQueryable<AppUser> people, CancellationToken cancellationToken)
    {
        if (!db.Scope!.Tenants.Contains(tenantId))
        {
            return [];
        }

        foreach (var word in SearchWords.Of(typed))
        {
            people = people.Where(u => EF.Functions.ILike(u.FullName, SearchWords.Anywhere(word)));
        }

        return await people.OrderBy(u => u.FullName).Take(Most).Select(u => new Choice(u.Id, u.FullName, null)).ToListAsync(cancellationToken);
    }
}
