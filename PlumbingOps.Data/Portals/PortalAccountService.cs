using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Portals;

/// <summary>Everything a page may ask about the companies' logins at portals. What a reader may not use never leaves the database.</summary>
public sealed class PortalAccountService(Db database, TimeProvider clock)
{
    public async Task<ListPage<PortalAccountRow>> ListAsync(PortalAccountFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        var accounts = Search(db.PortalAccounts.AsNoTracking().Where(a => (a.ArchivedAt != null) == filter.Archived), filter.Search, by);
        if (filter.TenantId is { } tenant) { accounts = accounts.Where(a => a.TenantId == tenant); }
        if (filter.Category is { } category) { accounts = accounts.Where(a => a.Definition!.Category == category); }
        if (filter.OwnerId is { } owner) { accounts = accounts.Where(a => a.OwnerId == owner); }
        if (filter.Stale)
        {
            var before = PortalAccount.StaleBefore(clock.GetUtcNow());
            accounts = accounts.Where(a => a.LastVerifiedAt == null || a.LastVerifiedAt < before);
        }

        var never = DateTimeOffset.UnixEpoch;
        return request.Sort == "verified"
            ? await accounts.ToPageAsync(request, a => a.LastVerifiedAt ?? never, a => a.Id, AsRow(db), cancellationToken)
            : await accounts.ToPageAsync(request, a => a.Definition!.Name, a => a.Id, AsRow(db), cancellationToken);
    }

    /// <summary>The active logins that a form or quick jump offers; of one company, or of all.</summary>
    public async Task<IReadOnlyList<PortalAccountRow>> FindAsync(string? companyId, string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        return await Search(db.PortalAccounts.Where(a => a.ArchivedAt == null && (companyId == null || a.TenantId == companyId)), typed, by)
            .OrderBy(a => a.Definition!.Name).ThenBy(a => a.Id).Take(most).Select(AsRow(db)).ToListAsync(cancellationToken);
    }

    public async Task<PortalAccountDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        var row = await db.PortalAccounts.Where(a => a.Id == id).Select(AsRow(db)).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The login");
        var builders = await db.BuilderPortalAccounts.Where(l => l.TenantId == row.TenantId && l.AccountId == id)
            .Join(db.Builders, l => l.BuilderId, b => b.Id, (l, b) => new PortalBuilderRow(b.Id, b.Name, b.ArchivedAt != null)).ToListAsync(cancellationToken);
        var input = by.May(Permission.VerifyPortals) ? PortalAccountInput.Of(await db.PortalAccounts.AsNoTracking().SingleAsync(a => a.Id == id, cancellationToken)) : null;
        return new PortalAccountDetails(row, input, [.. builders.OrderBy(b => b.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <returns>The new login's id.</returns>
    public async Task<Guid> CreateAsync(string tenantId, Guid definitionId, PortalAccountInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "portals", cancellationToken);
        Typed.Check(input);
        await Assignable.RequireOfficeAsync(db, tenantId, input.OwnerId, nameof(input.OwnerId), cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var portal = await HoldAsync(db, definitionId, cancellationToken);
        var account = new PortalAccount { TenantId = tenantId, DefinitionId = definitionId, LoginIdentifier = input.LoginIdentifier };
        input.FillIn(account);
        db.PortalAccounts.Add(account);
        await db.DescribeAsync($"Added a login for {portal}", cancellationToken);
        await db.SaveOrRefuseAsync(LoginIsTaken(account), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, PortalAccountInput seen, PortalAccountInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        Typed.Check(mine);
        var account = await FindAsync(db, id, cancellationToken);
        var merged = FieldMerge.Merge(seen, mine, PortalAccountInput.Of(account));
        if (merged.OwnerId != account.OwnerId)
        {
            await Assignable.RequireOfficeAsync(db, account.TenantId, merged.OwnerId, nameof(mine.OwnerId), cancellationToken);
        }

        merged.FillIn(account);
        await db.DescribeAsync($"Changed the login for {account.Definition!.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(LoginIsTaken(account), cancellationToken);
    });

    /// <summary>Proposed no more; its links, rules and history stay.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        var account = await FindAsync(db, id, cancellationToken);
        account.ArchivedAt ??= clock.GetUtcNow();
        await db.DescribeAsync($"Archived the login for {account.Definition!.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await FindAsync(db, id, cancellationToken);
        await HoldAsync(db, account.DefinitionId, cancellationToken);
        account.ArchivedAt = null;
        await db.DescribeAsync($"Restored the login for {account.Definition!.Name}", cancellationToken);
        await db.SaveOrRefuseAsync(LoginIsTaken(account), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    });

    internal static async Task<PortalAccount> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.PortalAccounts.Include(a => a.Definition).SingleOrDefaultAsync(a => a.Id == id, cancellationToken) ?? throw new NotFoundException("The login");

    /// <param name="db">Knows who reads: only those who may use logins are given them.</param>
    internal static Expression<Func<PortalAccount, PortalAccountRow>> AsRow(AppDbContext db)
    {
        var uses = db.Scope!.Actor.May(Permission.VerifyPortals);
        return a => new PortalAccountRow(
            a.Id, a.TenantId, a.DefinitionId, a.Definition!.Name, a.Definition.Category, a.Definition.Jurisdiction, a.Definition.BaseUrl, a.Definition.SupportPhone,
            uses ? a.LoginIdentifier : null, uses ? a.AccountNumber : null, a.OwnerId, db.Users.Where(u => u.Id == a.OwnerId).Select(u => u.FullName).FirstOrDefault(),
            a.LastVerifiedAt, db.Users.Where(u => u.Id == a.LastVerifiedById).Select(u => u.FullName).FirstOrDefault(), a.ArchivedAt);
    }

    /// <summary>By the portal; by login and number only for those who may read them.</summary>
    private static IQueryable<PortalAccount> Search(IQueryable<PortalAccount> accounts, string? typed, Actor by)
    {
        var uses = by.May(Permission.VerifyPortals);
        foreach (var word in SearchWords.Of(typed))
        {
            var anywhere = SearchWords.Anywhere(word);
            accounts = uses
                ? accounts.Where(a => EF.Functions.ILike(a.Definition!.Name, anywhere) || EF.Functions.ILike(a.Definition.Jurisdiction!, anywhere)
                    || EF.Functions.ILike(a.LoginIdentifier, anywhere) || EF.Functions.ILike(a.AccountNumber!, anywhere))
                : accounts.Where(a => EF.Functions.ILike(a.Definition!.Name, anywhere) || EF.Functions.ILike(a.Definition.Jurisdiction!, anywhere));
        }

        return accounts;
    }

    /// <summary>An active login has an active portal: nobody archives it until this transaction is through.</summary>
    /// <returns>Its name.</returns>
    private static async Task<string> HoldAsync(AppDbContext db, Guid definitionId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select from app.portal_definitions where id = {definitionId} for share", cancellationToken);
        var portal = await db.PortalDefinitions.Where(p => p.Id == definitionId).Select(p => new { p.Name, p.ArchivedAt }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The portal");
        return portal.ArchivedAt is null ? portal.Name : throw new RuleException($"{portal.Name} is archived: restore it first.");
    }

    private static Func<string?, RuleException?> LoginIsTaken(PortalAccount account) => index =>
        index == PortalConfiguration.OneLogin
            ? new RuleException($"The company has “{account.LoginIdentifier}” at this portal already{(account.AccountNumber is null ? "" : " under this account number")}.", nameof(PortalAccountInput.LoginIdentifier))
            : null;
}
