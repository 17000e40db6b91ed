using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PlumbingOps.Data.Database;

/// <summary>Two people press Create in the same moment: the database lets one pass, the other reads a sentence instead of a failure.</summary>
public static class Taken
{
    /// <param name="refusal">What to say when the named unique index is violated; null lets the failure through.</param>
    /// <exception cref="RuleException">The refusal.</exception>
    public static async Task SaveOrRefuseAsync(this AppDbContext db, Func<string?, RuleException?> refusal, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken && refusal(taken.ConstraintName) is { } said)
        {
            throw said;
        }
    }
}
