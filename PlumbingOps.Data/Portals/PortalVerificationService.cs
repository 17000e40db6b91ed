using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Portals;

/// <summary>Saying that logins still work, and taking that back.</summary>
public sealed class PortalVerificationService(Db database, TimeProvider clock)
{
    /// <summary>All or none, in one change set.</summary>
    /// <returns>What <see cref="TakeBackAsync"/> takes back.</returns>
    public async Task<Guid> VerifyAsync(IReadOnlyList<Guid> accountIds, Actor by, CancellationToken cancellationToken = default)
    {
        var set = Guid.Empty;
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.VerifyPortals, cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var ids = accountIds.Distinct().ToList();
            var accounts = await db.PortalAccounts.Include(a => a.Definition).Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancellationToken);
            if (ids.Count == 0 || accounts.Count < ids.Count)
            {
                throw new NotFoundException("The login");
            }

            // The log keeps microseconds, and taking it back compares.
            var now = clock.GetUtcNow();
            var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
            accounts.ForEach(account => account.Verify(by, at));
            await db.DescribeAsync(accounts.Count == 1 ? $"Verified the login for {accounts[0].Definition!.Name}" : $"Verified {accounts.Count} portal logins", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            set = await Merging.ChangeSetAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
        return set;
    }

    /// <summary>It was said by mistake: what was known before stands again, except where somebody verified since.</summary>
    public Task TakeBackAsync(Guid changeSetId, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.VerifyPortals, cancellationToken);
        var changes = await db.Changes.AsNoTracking().Where(c => c.ChangeSetId == changeSetId && c.Entity == "portal_accounts" && c.Action == "update").ToListAsync(cancellationToken);
        var verified = changes.ConvertAll(c => new { c.EntityId, Said = At(c.After), Before = At(c.Before), BeforeBy = By(c.Before), KnowsBy = Holds(c.Before) }).FindAll(c => c.Said is not null);
        if (verified.Count == 0)
        {
            throw new NotFoundException("The change");
        }

        var ids = verified.ConvertAll(v => v.EntityId);
        var accounts = await db.PortalAccounts.Include(a => a.Definition).Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var standing = verified.FindAll(v => accounts.TryGetValue(v.EntityId, out var account) && account.LastVerifiedAt == v.Said);
        if (standing.Count == 0)
        {
            throw new RuleException("Somebody verified it again meanwhile.");
        }

        foreach (var said in standing)
        {
            // Whoever verifies twice in a row is not in the log's second "before": only what changed is.
            accounts[said.EntityId].TakeBackVerification(said.Before, said.KnowsBy ? said.BeforeBy : accounts[said.EntityId].LastVerifiedById);
        }

        await db.DescribeAsync(standing.Count == 1 ? $"Not verified after all: the login for {accounts[standing[0].EntityId].Definition!.Name}" : $"Not verified after all: {standing.Count} portal logins", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static DateTimeOffset? At(string? row) => Cell(row, "last_verified_at") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset().ToUniversalTime() : null;

    private static Guid? By(string? row) => Cell(row, "last_verified_by_id") is { ValueKind: JsonValueKind.String } by ? by.GetGuid() : null;

    private static bool Holds(string? row) => Cell(row, "last_verified_by_id") is not null;

    private static JsonElement? Cell(string? row, string column)
    {
        if (row is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(row);
        return json.RootElement.TryGetProperty(column, out var value) ? value.Clone() : null;
    }
}
