using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Portals;

/// <summary>Which login is proposed when. A rule is its login's company's.</summary>
public sealed class PortalRuleService(Db database, TimeProvider clock)
{
    /// <summary>In the order in which they are proposed.</summary>
    public async Task<ListPage<PortalRuleRow>> ListAsync(PortalRuleFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        var rules = db.PortalRules.AsNoTracking().Where(r => (r.ArchivedAt != null) == filter.Archived);
        if (filter.TenantId is { } tenant) { rules = rules.Where(r => r.TenantId == tenant); }
        if (filter.AppliesTo is { } target) { rules = rules.Where(r => r.AppliesTo == target); }
        if (filter.AccountId is { } account) { rules = rules.Where(r => r.AccountId == account); }
        if (filter.BuilderId is { } builder) { rules = rules.Where(r => r.BuilderId == builder); }
        foreach (var word in SearchWords.Of(filter.Search))
        {
            var anywhere = SearchWords.Anywhere(word);
            rules = rules.Where(r => EF.Functions.ILike(r.Account!.Definition!.Name, anywhere) || EF.Functions.ILike(r.City!, anywhere) || EF.Functions.ILike(r.County!, anywhere)
                || db.Builders.Any(b => b.Id == r.BuilderId && EF.Functions.ILike(b.Name, anywhere)));
        }

        return request.Sort == "portal"
            ? await rules.ToPageAsync(request, r => r.Account!.Definition!.Name, r => r.Id, AsRow(db), cancellationToken)
            : await rules.ToPageAsync(request, r => r.Priority, r => r.Id, AsRow(db), cancellationToken);
    }

    /// <returns>The new rule's id.</returns>
    public async Task<Guid> CreateAsync(Guid accountId, PortalRuleInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        Typed.Check(input);
        var account = await PortalAccountService.FindAsync(db, accountId, cancellationToken);
        RefuseArchived(account);
        var rule = new PortalRule { TenantId = account.TenantId, AccountId = accountId, AppliesTo = input.AppliesTo };
        input.FillIn(rule);
        await RequireBuilderAsync(db, rule.BuilderId, cancellationToken);
        db.PortalRules.Add(rule);
        await db.DescribeAsync($"Added a rule for {account.Definition!.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return rule.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, PortalRuleInput seen, PortalRuleInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        Typed.Check(mine);
        var rule = await FindAsync(db, id, cancellationToken);
        var before = rule.BuilderId;
        FieldMerge.Merge(seen, mine, PortalRuleInput.Of(rule)).FillIn(rule);
        if (rule.BuilderId != before)
        {
            await RequireBuilderAsync(db, rule.BuilderId, cancellationToken);
        }

        await db.DescribeAsync($"Changed a rule for {rule.Account!.Definition!.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>It proposes nothing any more.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, clock.GetUtcNow(), by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, null, by, cancellationToken);

    private Task SetArchivedAsync(Guid id, DateTimeOffset? at, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        var rule = await FindAsync(db, id, cancellationToken);
        if (at is null)
        {
            RefuseArchived(rule.Account!);
        }

        rule.ArchivedAt = at is null ? null : rule.ArchivedAt ?? at;
        await db.DescribeAsync($"{(at is null ? "Restored" : "Archived")} a rule for {rule.Account!.Definition!.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static void RefuseArchived(PortalAccount account)
    {
        if (account.ArchivedAt is not null)
        {
            throw new RuleException($"The login for {account.Definition!.Name} is archived: restore it first.");
        }
    }

    private static async Task RequireBuilderAsync(AppDbContext db, Guid? builderId, CancellationToken cancellationToken)
    {
        if (builderId is { } id && !await db.Builders.AnyAsync(b => b.Id == id && b.ArchivedAt == null, cancellationToken))
        {
            throw new RuleException("Choose a builder the office works for.", nameof(PortalRuleInput.BuilderId));
        }
    }

    private static async Task<PortalRule> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.PortalRules.Include(r => r.Account!).ThenInclude(a => a.Definition).SingleOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new NotFoundException("The rule");

    internal static Expression<Func<PortalRule, PortalRuleRow>> AsRow(AppDbContext db)
    {
        var uses = db.Scope!.Actor.May(Permission.VerifyPortals);
        return r => new PortalRuleRow(
            r.Id, r.TenantId, r.AccountId, r.Account!.Definition!.Name, uses ? r.Account.LoginIdentifier : null, r.Account.ArchivedAt != null, r.AppliesTo, r.BuilderId,
            db.Builders.Where(b => b.Id == r.BuilderId).Select(b => b.Name).FirstOrDefault(), r.City, r.County, r.PermitRequired, r.Phase, r.Priority, r.ArchivedAt);
    }
}
