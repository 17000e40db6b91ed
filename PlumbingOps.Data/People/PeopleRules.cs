using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>The database's refusals about people, in words.</summary>
internal static class PeopleRules
{
    public const string LastAdministrator = "This is the last active administrator of all companies. Make somebody else administrator first.";

    /// <summary>In one transaction; the last rules are checked at its end, after whoever was faster.</summary>
    public static async Task InOneGoAsync(this AppDbContext db, Func<Task> change, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
            await change();
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

    /// <param name="person">Whose row two administrators may be saving at once: the second one notices and merges.</param>
    public static Task SavePersonAsync(this AppDbContext db, CancellationToken cancellationToken, AppUser? person = null)
    {
        person?.ConcurrencyStamp = Passwords.NewStamp();
        return db.InOneGoAsync(() => db.SaveChangesAsync(cancellationToken), cancellationToken);
    }

    private static RuleException? InWords(Exception exception) => Cause(exception)?.ConstraintName switch
    {
        "last_administrator" => new RuleException(LastAdministrator),
        "own_rights" => new RuleException("Nobody changes their own role, company or activity. Ask another administrator."),
        "ux_users_normalized_user_name" => new RuleException("This user name is taken.", nameof(AppUser.UserName)),
        "ux_users_normalized_email" => new RuleException("Somebody with this e-mail exists already.", nameof(AppUser.Email)),
        "ux_technicians_user_id_tenant" => new RuleException("The person is linked to another technician of that company already.", nameof(UserInput.Technicians)),
        _ => null,
    };

    private static PostgresException? Cause(Exception exception) =>
        exception as PostgresException ?? (exception as DbUpdateException)?.InnerException as PostgresException;
}
