using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Builders;

/// <summary>The people at a builder. A contact is seen by all companies or by one; the database hides it from the others.</summary>
public sealed class BuilderContactService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>The words the office uses; any other may be typed.</summary>
    public static readonly IReadOnlyList<string> UsualRoles = ["Superintendent", "Project manager", "Warranty", "Purchasing", "Accounts payable", "Sales"];

    public async Task<Guid> AddAsync(Guid builderId, BuilderContactInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var builder = await BuilderService.FindAsync(db, builderId, cancellationToken);
        var contact = new BuilderContact { BuilderId = builderId, Name = input.Name };
        input.FillIn(contact);
        RequireOwnCompany(db, contact.TenantId);
        db.BuilderContacts.Add(contact);
        await db.DescribeAsync($"Added {contact.Name} to {builder.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return contact.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, BuilderContactInput seen, BuilderContactInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var contact = await FindAsync(db, id, cancellationToken);
        var before = contact.TenantId;
        FieldMerge.Merge(seen, mine, BuilderContactInput.Of(AsRow(contact))).FillIn(contact);
        RequireOwnCompany(db, contact.TenantId);
        if (before is null && contact.TenantId is not null && (await tenants.ListAsync(cancellationToken)).Any(t => !by.MaySee(t.Id)))
        {
            throw new RuleException("Other companies use this contact too. Only somebody who sees all companies may take it from them.", nameof(mine.TenantId));
        }

        await db.DescribeAsync($"Changed the contact {contact.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Hides the person from choices; jobs that name them keep them.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, clock.GetUtcNow(), "Archived", by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, null, "Restored", by, cancellationToken);

    internal static BuilderContactRow AsRow(BuilderContact c) =>
        new(c.Id, c.TenantId, c.Name, c.Role, c.Phone, c.Email, c.PreferredContact, c.Notes, c.ArchivedAt);

    private Task SetArchivedAsync(Guid id, DateTimeOffset? at, string verb, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditBuilders, cancellationToken);
        var contact = await FindAsync(db, id, cancellationToken);
        contact.ArchivedAt = at is null ? null : contact.ArchivedAt ?? at;
        await db.DescribeAsync($"{verb} the contact {contact.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static void RequireOwnCompany(AppDbContext db, string? tenantId)
    {
        if (tenantId is not null && !db.Scope!.Tenants.Contains(tenantId))
        {
            throw new RuleException("You do not belong to that company.", nameof(BuilderContactInput.TenantId));
        }
    }

    private static async Task<BuilderContact> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.BuilderContacts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The contact");
}
