using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Portals;

/// <summary>Everything a page may ask about the portals themselves, which all companies share.</summary>
public sealed class PortalDefinitionService(Db database, TimeProvider clock)
{
    public async Task<ListPage<PortalDefinitionRow>> ListAsync(PortalDefinitionFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        var portals = Search(db.PortalDefinitions.AsNoTracking().Where(p => (p.ArchivedAt != null) == filter.Archived), filter.Search);
        if (filter.Category is { } category)
        {
            portals = portals.Where(p => p.Category == category);
        }

        return await portals.ToPageAsync(request, p => p.Name, p => p.Id, AsRow(db), cancellationToken);
    }

    /// <summary>The portals a form offers to choose from.</summary>
    public async Task<IReadOnlyList<Choice>> FindAsync(string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        return await Search(db.PortalDefinitions.Where(p => p.ArchivedAt == null), typed).OrderBy(p => p.Name).Take(most).Select(p => new Choice(p.Id, p.Name, p.Jurisdiction)).ToListAsync(cancellationToken);
    }

    public async Task<PortalDefinitionDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        var portal = await db.PortalDefinitions.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) ?? throw new NotFoundException("The portal");
        var accounts = await db.PortalAccounts.Where(a => a.DefinitionId == id).OrderBy(a => a.ArchivedAt != null).ThenBy(a => a.TenantId).ThenBy(a => a.LoginIdentifier)
            .Select(PortalAccountService.AsRow(db)).ToListAsync(cancellationToken);
        return new PortalDefinitionDetails(id, PortalDefinitionInput.Of(portal), portal.ArchivedAt, accounts);
    }

    /// <returns>The new portal's id.</returns>
    public async Task<Guid> CreateAsync(PortalDefinitionInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        Typed.Check(input);
        var portal = new PortalDefinition { Name = input.Name, Category = input.Category, BaseUrl = input.BaseUrl };
        input.FillIn(portal);
        RequireWord(portal);
        db.PortalDefinitions.Add(portal);
        await db.DescribeAsync($"Added the portal {portal.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(NameIsTaken(portal), cancellationToken);
        return portal.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, PortalDefinitionInput seen, PortalDefinitionInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        Typed.Check(mine);
        var portal = await FindAsync(db, id, cancellationToken);
        FieldMerge.Merge(seen, mine, PortalDefinitionInput.Of(portal)).FillIn(portal);
        RequireWord(portal);
        await db.DescribeAsync($"Changed the portal {portal.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(NameIsTaken(portal), cancellationToken);
    });

    /// <summary>Hides the portal from lists and choices. Refused while any company has a login there.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever adds a login there holds the portal for share: one of the two waits, and sees what the other did.
        await db.Database.ExecuteSqlAsync($"select from app.portal_definitions where id = {id} for update", cancellationToken);
        var portal = await FindAsync(db, id, cancellationToken);
        var logins = await db.Database.SqlQuery<int>($"select app.active_portal_accounts({id}) as \"Value\"").SingleAsync(cancellationToken);
        if (logins > 0)
        {
            throw new RuleException($"{portal.Name} still has {(logins == 1 ? "1 login" : $"{logins:N0} logins")} (all companies counted). Archive {(logins == 1 ? "it" : "them")} first.");
        }

        portal.ArchivedAt ??= clock.GetUtcNow();
        await db.DescribeAsync($"Archived the portal {portal.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    });

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        var portal = await FindAsync(db, id, cancellationToken);
        portal.ArchivedAt = null;
        await db.DescribeAsync($"Restored the portal {portal.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(NameIsTaken(portal), cancellationToken);
    });

    private static async Task<PortalDefinition> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.PortalDefinitions.SingleOrDefaultAsync(p => p.Id == id, cancellationToken) ?? throw new NotFoundException("The portal");

    /// <summary>Names are compared by letters and digits: one without any would be the same as every other such.</summary>
    private static void RequireWord(PortalDefinition portal)
    {
        if (!portal.Name.Any(char.IsAsciiLetterOrDigit))
        {
            throw new RuleException("Give a name with letters or digits.", nameof(PortalDefinitionInput.Name));
        }
    }

    private static Func<string?, RuleException?> NameIsTaken(PortalDefinition portal) => index =>
        index == PortalConfiguration.OneName ? new RuleException($"There is a portal “{portal.Name}” already.", nameof(PortalDefinitionInput.Name)) : null;

    private static IQueryable<PortalDefinition> Search(IQueryable<PortalDefinition> portals, string? typed)
    {
        foreach (var word in SearchWords.Of(typed))
        {
            var anywhere = SearchWords.Anywhere(word);
            portals = portals.Where(p => EF.Functions.ILike(p.Name, anywhere) || EF.Functions.ILike(p.Jurisdiction!, anywhere));
        }

        return portals;
    }

    private static Expression<Func<PortalDefinition, PortalDefinitionRow>> AsRow(AppDbContext db) => p => new PortalDefinitionRow(
        p.Id, p.Name, p.Category, p.Jurisdiction, p.BaseUrl, p.SupportPhone, db.PortalAccounts.Count(a => a.DefinitionId == p.Id && a.ArchivedAt == null), p.ArchivedAt);
}
