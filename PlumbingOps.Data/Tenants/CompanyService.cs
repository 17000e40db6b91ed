using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Tenants;

/// <summary>Everything the Companies page may ask.</summary>
public sealed partial class CompanyService(Db database, TenantDirectory directory)
{
    public async Task<IReadOnlyList<CompanyRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var managed = await ManagedPeople.OfAsync(db, by, cancellationToken);
        return await Managed(db, managed).OrderBy(t => t.Name)
            .Select(t => new CompanyRow(
                t.Id, t.Name, t.ShortName, t.Color, t.Zone, t.Features, t.IsActive,
                db.Users.Count(u => u.IsActive && (u.TenantId == null || u.TenantId == t.Id)), db.Technicians.Count(x => x.TenantId == t.Id && x.IsActive)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>False for an administrator of one company, who adds and closes none.</summary>
    public async Task<bool> ManagesAllAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        return (await ManagedPeople.OfAsync(db, by, cancellationToken)).Only is null;
    }

    public async Task<CompanyDetails> GetAsync(string id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        var company = await FindAsync(db, id, by, cancellationToken);
        return new CompanyDetails(company.Id, CompanyInput.Of(company), company.IsActive);
    }

    /// <returns>The new company's id, made of its name; it never changes.</returns>
    public async Task<string> CreateAsync(CompanyInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
        (await ManagedPeople.OfAsync(db, by, cancellationToken)).RequireAll();
        var company = new Tenant { Id = await FreeIdAsync(db, input.Name, cancellationToken), Name = "", ShortName = "", Color = "" };
        await CheckAsync(db, input, company.Id, cancellationToken);
        input.FillIn(company);
        db.Tenants.Add(company);
        await db.DescribeAsync($"Added the company {company.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(JustTaken, cancellationToken);
        directory.Forget();
        return company.Id;
    }

    /// <summary>Stores what the administrator changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public async Task SaveAsync(string id, CompanyInput seen, CompanyInput mine, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(mine);
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
            var company = await FindAsync(db, id, by, cancellationToken);
            var merged = FieldMerge.Merge(seen, mine, CompanyInput.Of(company));
            await CheckAsync(db, merged, id, cancellationToken);
            merged.FillIn(company);
            await db.DescribeAsync($"Changed the company {company.Name}", cancellationToken);
            await db.SaveOrRefuseAsync(JustTaken, cancellationToken);
        });
        directory.Forget();
    }

    /// <summary>Nobody works in a closed company; its records are kept and come back when it is opened again.</summary>
    public Task CloseAsync(string id, Actor by, CancellationToken cancellationToken = default) => SwitchAsync(id, false, by, cancellationToken);

    public Task OpenAgainAsync(string id, Actor by, CancellationToken cancellationToken = default) => SwitchAsync(id, true, by, cancellationToken);

    private async Task SwitchAsync(string id, bool active, Actor by, CancellationToken cancellationToken)
    {
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.ManageCompanies, cancellationToken);
            (await ManagedPeople.OfAsync(db, by, cancellationToken)).RequireAll();
            var company = await FindAsync(db, id, by, cancellationToken);
            if (!active && !await db.Tenants.AnyAsync(t => t.IsActive && t.Id != id, cancellationToken))
            {
                throw new RuleException("This is the only open company. Without one nobody can work.");
            }

            company.IsActive = active;
            await db.DescribeAsync($"{(active ? "Opened" : "Closed")} the company {company.Name}", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        });
        directory.Forget();
    }

    private static async Task CheckAsync(AppDbContext db, CompanyInput input, string id, CancellationToken cancellationToken)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(input.Zone, out var zone) || !zone.HasIanaId)
        {
            throw new RuleException("This is not a time zone. One looks like America/Los_Angeles.", nameof(input.Zone));
        }

        if (!input.Features.TrueForAll(Enum.IsDefined))
        {
            throw new RuleException("There is no such room.", nameof(input.Features));
        }

        if (input.WorkEnds <= input.WorkBegins)
        {
            throw new RuleException("The working day ends after it begins.", nameof(input.WorkEnds));
        }

        if (!input.WorkDays.TrueForAll(Enum.IsDefined))
        {
            throw new RuleException("There is no such day.", nameof(input.WorkDays));
        }

        var others = await db.Tenants.Where(t => t.Id != id).Select(t => new { t.Name, t.ShortName, t.Color, t.IsActive }).ToListAsync(cancellationToken);
        if (others.Exists(t => string.Equals(t.Name, Typed.Line(input.Name), StringComparison.OrdinalIgnoreCase)))
        {
            throw NameTaken();
        }

        if (others.Exists(t => string.Equals(t.ShortName, Typed.Line(input.ShortName), StringComparison.OrdinalIgnoreCase)))
        {
            throw ShortNameTaken();
        }

        if (CompanyColors.Fault(input.Color, others.Where(t => t.IsActive).Select(t => t.Color)) is { } fault)
        {
            throw new RuleException(fault, nameof(input.Color));
        }
    }

    private static async Task<string> FreeIdAsync(AppDbContext db, string name, CancellationToken cancellationToken)
    {
        const int RoomForNumber = 4;
        var words = NotInAnId().Replace(name.ToLowerInvariant(), "_").Trim('_').TrimStart("0123456789_".ToCharArray());
        var wanted = words.Length == 0 ? "company" : words[..Math.Min(words.Length, Tenant.IdMaxLength - RoomForNumber)].TrimEnd('_');
        var taken = await db.Tenants.Where(t => t.Id.StartsWith(wanted)).Select(t => t.Id).ToListAsync(cancellationToken);
        // One more than is taken, and one for a reserved word.
        return Enumerable.Range(1, taken.Count + 2).Select(n => n == 1 ? wanted : $"{wanted}_{n}").First(id => !taken.Contains(id) && !CompanyIds.Reserved.Contains(id));
    }

    private static async Task<Tenant> FindAsync(AppDbContext db, string id, Actor by, CancellationToken cancellationToken) =>
        await Managed(db, await ManagedPeople.OfAsync(db, by, cancellationToken)).SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The company");

    private static IQueryable<Tenant> Managed(AppDbContext db, ManagedPeople managed) => managed.Only is null ? db.Tenants : db.Tenants.Where(t => t.Id == managed.Only);

    private static RuleException? JustTaken(string? index) => index switch
    {
        "ux_tenants_name" => NameTaken(),
        "ux_tenants_short_name" => ShortNameTaken(),
        "pk_tenants" => NameTaken(),
        _ => null,
    };

    private static RuleException NameTaken() => new("Another company has this name.", nameof(CompanyInput.Name));

    private static RuleException ShortNameTaken() => new("Another company has this short name.", nameof(CompanyInput.ShortName));

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInAnId();
}
