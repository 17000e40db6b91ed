using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Portals;

/// <summary>Which builders' work goes through which logins: those are proposed first.</summary>
public sealed class BuilderPortalService(Db database)
{
    /// <summary>The active logins of a builder, of the companies the reader may see.</summary>
    public async Task<IReadOnlyList<PortalAccountRow>> ListAsync(Guid builderId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        return await db.PortalAccounts.Where(a => a.ArchivedAt == null && a.Builders.Any(l => l.BuilderId == builderId))
            .OrderBy(a => a.Definition!.Name).ThenBy(a => a.TenantId).ThenBy(a => a.Id).Select(PortalAccountService.AsRow(db)).ToListAsync(cancellationToken);
    }

    /// <summary>Two who link the same at once leave one link.</summary>
    public Task LinkAsync(Guid builderId, Guid accountId, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        var account = await PortalAccountService.FindAsync(db, accountId, cancellationToken);
        var builder = await BuilderService.FindAsync(db, builderId, cancellationToken);
        if (builder.ArchivedAt is not null || account.ArchivedAt is not null)
        {
            throw new RuleException($"{(builder.ArchivedAt is not null ? builder.Name : "The login")} is archived: restore it first.");
        }

        if (await db.BuilderPortalAccounts.AnyAsync(l => l.BuilderId == builderId && l.AccountId == accountId, cancellationToken))
        {
            return;
        }

        db.BuilderPortalAccounts.Add(new BuilderPortalAccount { TenantId = account.TenantId, AccountId = accountId, BuilderId = builderId });
        await db.DescribeAsync($"Linked the login for {account.Definition!.Name} to {builder.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(PortalConfiguration.OneLink));

    public async Task UnlinkAsync(Guid builderId, Guid accountId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditPortals, cancellationToken);
        var account = await PortalAccountService.FindAsync(db, accountId, cancellationToken);
        var link = await db.BuilderPortalAccounts.SingleOrDefaultAsync(l => l.BuilderId == builderId && l.AccountId == accountId, cancellationToken) ?? throw new NotFoundException("The link");
        var builder = await db.Builders.Where(b => b.Id == builderId).Select(b => b.Name).SingleAsync(cancellationToken);
        db.Remove(link);
        await db.DescribeAsync($"The login for {account.Definition!.Name} is no longer linked to {builder}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
