using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Publishing;

/// <summary>What last night's look found, for the pages.</summary>
public sealed class PreflightService(Db database)
{
    public async Task<IReadOnlyList<PreflightRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeMarketing, cancellationToken);
        return await db.PreflightFindings.OrderBy(f => f.Post!.ScheduledFor).ThenBy(f => f.Kind)
            .Select(f => new PreflightRow(f.PostId, "P-" + f.Post!.Number, f.Post.ScheduledFor, f.AccountId, f.Post.Account!.Name, f.Kind, f.Cause, f.NextStep, f.FoundAt)).ToListAsync(cancellationToken);
    }
}

public sealed record PreflightRow(Guid PostId, string PostNumber, DateTimeOffset? ScheduledFor, Guid AccountId, string AccountName, PreflightCheck Check, string Cause, string NextStep, DateTimeOffset FoundAt);
