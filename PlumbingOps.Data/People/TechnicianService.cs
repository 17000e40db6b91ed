using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.People;

/// <summary>The technicians of a company and the spellings the calendars use for them.</summary>
public sealed class TechnicianService(Db database)
{
    public async Task<IReadOnlyList<TechnicianRow>> ListAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        RequireCompany(tenantId, by);
        return await db.Technicians.Where(t => t.TenantId == tenantId).OrderBy(t => !t.IsActive).ThenBy(t => t.Name)
            .Select(t => new TechnicianRow(
                t.Id, t.Name, t.IsActive, t.UserId, db.Users.Where(u => u.Id == t.UserId).Select(u => u.FullName).FirstOrDefault(),
                t.Aliases.OrderBy(a => a.Alias).Select(a => new SpellingRow(a.Id, a.Alias)).ToList(), t.Skills))
            .ToListAsync(cancellationToken);
    }

    public async Task<Guid> AddAsync(string tenantId, string name, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        RequireCompany(tenantId, by);
        var technician = new Technician { TenantId = tenantId, Name = Name(name) };
        await RequireFreeAsync(db, tenantId, technician.Name, null, cancellationToken);
        db.Technicians.Add(technician);
        await db.DescribeAsync($"Added the technician {technician.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(JustTaken, cancellationToken);
        return technician.Id;
    }

    public async Task RenameAsync(Guid id, string name, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var technician = await FindAsync(db, id, cancellationToken);
        var was = technician.Name;
        technician.Name = Name(name);
        await RequireFreeAsync(db, technician.TenantId, technician.Name, id, cancellationToken);
        await db.DescribeAsync($"Renamed the technician {was} to {technician.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(JustTaken, cancellationToken);
    }

    /// <summary>One who left keeps all work done; nobody can be given new work.</summary>
    public async Task SetActiveAsync(Guid id, bool active, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var technician = await FindAsync(db, id, cancellationToken);
        technician.IsActive = active;
        await db.DescribeAsync($"{technician.Name} {(active ? "works here again" : "no longer works here")}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The person who signs in as this technician; null for nobody.</summary>
    public async Task LinkAsync(Guid id, Guid? userId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        var technician = await FindAsync(db, id, cancellationToken);
        if (userId is { } person && !await Linkable(db, technician.TenantId).AnyAsync(u => u.Id == person, cancellationToken))
        {
            throw new RuleException("Choose an active person who may see this company.", nameof(Technician.UserId));
        }

        technician.UserId = userId;
        await db.DescribeAsync($"Changed who signs in as {technician.Name}", cancellationToken);
        await db.SavePersonAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Choice>> FindPeopleAsync(string tenantId, string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageUsers, cancellationToken);
        RequireCompany(tenantId, by);
        var people = Linkable(db, tenantId);
        foreach (var word in SearchWords.Of(typed).Select(SearchWords.Anywhere))
        {
            people = people.Where(u => EF.Functions.ILike(u.FullName, word) || EF.Functions.ILike(u.UserName!, word));
        }

        return await people.OrderBy(u => u.FullName).Take(most).Select(u => new Choice(u.Id, u.FullName, u.UserName)).ToListAsync(cancellationToken);
    }

    /// <summary>The kinds of call the technician goes to; none means all. Dispatch warns of others and forbids none.</summary>
    public async Task SetSkillsAsync(Guid id, IReadOnlyCollection<ServiceCallKind> kinds, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var technician = await FindAsync(db, id, cancellationToken);
        technician.Skills = [.. kinds.Distinct().Order()];
        await db.DescribeAsync($"Changed what {technician.Name} goes to", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Another spelling of the name, as a calendar writes it.</summary>
    public async Task AddSpellingAsync(Guid id, string spelling, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var technician = await FindAsync(db, id, cancellationToken);
        var alias = Name(spelling);
        await RequireFreeAsync(db, technician.TenantId, alias, null, cancellationToken);
        db.TechnicianAliases.Add(new TechnicianAlias { TenantId = technician.TenantId, TechnicianId = id, Alias = alias });
        await db.DescribeAsync($"“{alias}” means {technician.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(JustTaken, cancellationToken);
    }

    public async Task RemoveSpellingAsync(Guid spellingId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var alias = await db.TechnicianAliases.SingleOrDefaultAsync(a => a.Id == spellingId, cancellationToken) ?? throw new NotFoundException("The spelling");
        db.TechnicianAliases.Remove(alias);
        await db.DescribeAsync($"“{alias.Alias}” means nobody any more", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static IQueryable<AppUser> Linkable(AppDbContext db, string tenantId) => db.Users.Where(u => u.IsActive && (u.TenantId == null || u.TenantId == tenantId));

    private static async Task<Technician> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Technicians.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The technician");

    private static void RequireCompany(string tenantId, Actor by)
    {
        if (!by.MaySee(tenantId))
        {
            throw new NotFoundException("The company");
        }
    }

    private static string Name(string typed)
    {
        var name = Typed.Line(typed) ?? throw new RuleException("Give a name.", nameof(Technician.Name));
        return name.Length <= Technician.NameMaxLength ? name : throw new RuleException($"A name has at most {Technician.NameMaxLength} characters.", nameof(Technician.Name));
    }

    /// <summary>A name means one technician, be it a name or a spelling, however it is capitalised.</summary>
    private static async Task RequireFreeAsync(AppDbContext db, string tenantId, string name, Guid? except, CancellationToken cancellationToken)
    {
        var same = SearchWords.Exactly(name);
        var holder = await db.Technicians.Where(t => t.TenantId == tenantId && t.Id != except
            && (EF.Functions.ILike(t.Name, same) || t.Aliases.Any(a => EF.Functions.ILike(a.Alias, same)))).Select(t => t.Name).FirstOrDefaultAsync(cancellationToken);
        if (holder is not null)
        {
            throw new RuleException($"“{name}” means {holder} already.", nameof(Technician.Name));
        }
    }

    private static RuleException? JustTaken(string? index) => index is "ux_technicians_tenant_name" or "ux_technician_aliases_tenant_alias"
        ? new RuleException("Somebody has just given this name to another technician.", nameof(Technician.Name))
        : null;
}

/// <summary>A technician on the company's page.</summary>
/// <param name="User">The person who signs in as this technician.</param>
public sealed record TechnicianRow(Guid Id, string Name, bool IsActive, Guid? UserId, string? User, IReadOnlyList<SpellingRow> Spellings, IReadOnlyList<ServiceCallKind> Skills);

public sealed record SpellingRow(Guid Id, string Text);

/// <summary>What the form of a technician fills in.</summary>
public class TechnicianInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give a name."), MaxLength(Technician.NameMaxLength)]
    public string Name { get; set; } = "";
}
