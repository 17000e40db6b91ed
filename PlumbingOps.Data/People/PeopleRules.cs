using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>The database's refusals about people, in words.</summary>
internal static class PeopleRules
{
    /// <summary>Saves in one transaction; the last rules are checked at its end, after whoever was faster.</summary>
    public static async Task SavePersonAsync(this AppDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
            await db.SaveChangesAsync(cancellationToken);
            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception e) when (InWords(e) is { } refusal)
        {
            throw refusal;
        }
    }

    public static RuleException? InWords(Exception exception) => Cause(exception)?.ConstraintName switch
    {
        "last_administrator" => new RuleException("This is the last active administrator of all companies. Make somebody else administrator first."),
        "own_rights" => new RuleException("Nobody changes their own role, company or activity. Ask another administrator."),
        "ux_users_normalized_user_name" => new RuleException("This user name is taken.", nameof(AppUser.UserName)),
        "ux_users_normalized_email" => new RuleException("Somebody with this e-mail exists already.", nameof(AppUser.Email)),
        "ux_technicians_user_id_tenant" => new RuleException("The person is linked to another technician of that company already."),
        _ => null,
    };

    private static PostgresException? Cause(Exception exception) =>
        exception as PostgresException ?? (exception as DbUpdateException)?.InnerException as PostgresException;
}
