using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Signals;

/// <summary>Who looks after which signals: rules of each company.</summary>
public sealed class SignalOwnerService(Db database)
{
    public async Task<IReadOnlyList<OwnerRule>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageSignals, cancellationToken);
        return await RulesAsync(db, cancellationToken);
    }

    /// <summary>One person for each pattern of a company: a second rule of the same pattern replaces the first.</summary>
    public Task SetAsync(string tenantId, SignalOwnerInput input, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        by.Require(Permission.ManageSignals);
        Typed.Check(input);
        var pattern = input.Pattern!.Trim();
        if (!SignalKinds.All.Any(kind => Means(pattern, kind)))
        {
            throw new RuleException("No signal is called that, nor begins so.", nameof(input.Pattern));
        }

        await using var db = await database.OpenAsync(by, Permission.ManageSignals, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "signals", cancellationToken);
        await Assignable.RequireMarketingAsync(db, tenantId, input.UserId, nameof(input.UserId), cancellationToken);
        if (await db.SignalOwners.SingleOrDefaultAsync(o => o.TenantId == tenantId && o.Pattern == pattern, cancellationToken) is { } known)
        {
            known.UserId = input.UserId!.Value;
        }
        else
        {
            db.SignalOwners.Add(new SignalOwner { TenantId = tenantId, Pattern = pattern, UserId = input.UserId!.Value });
        }

        await db.SaveChangesAsync(cancellationToken);
    }, e => e.Violates(SignalOwnerConfiguration.OneEach));

    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageSignals, cancellationToken);
        db.Remove(await db.SignalOwners.SingleOrDefaultAsync(o => o.Id == id, cancellationToken) ?? throw new NotFoundException("The rule"));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Who can look after a company's signals.</summary>
    public async Task<IReadOnlyList<Choice>> FindPeopleAsync(string tenantId, string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageSignals, cancellationToken);
        return await StaffService.FindAsync(db, tenantId, typed, Assignable.Marketing(db, tenantId), cancellationToken);
    }

    internal static async Task<IReadOnlyList<OwnerRule>> RulesAsync(AppDbContext db, CancellationToken cancellationToken) => await db.SignalOwners.AsNoTracking()
        .Where(o => db.Scope!.Tenants.Contains(o.TenantId)).OrderBy(o => o.TenantId).ThenBy(o => o.Pattern)
        .Select(o => new OwnerRule(o.Id, o.TenantId, o.Pattern, o.UserId, db.Users.Where(u => u.Id == o.UserId).Select(u => u.FullName).First())).ToListAsync(cancellationToken);

    /// <summary>A kind that is told for each of several things has keys that go on after its own.</summary>
    private static bool Means(string pattern, SignalKind kind) =>
        pattern.EndsWith(SignalOwner.Anything) ? kind.Key.StartsWith(pattern[..^1], StringComparison.Ordinal) || pattern.StartsWith(kind.Key + "_", StringComparison.Ordinal)
        : kind.Key == pattern || pattern.StartsWith(kind.Key + "_", StringComparison.Ordinal) && (kind == SignalKinds.JobsStarting || kind == SignalKinds.ImportRows);
}
