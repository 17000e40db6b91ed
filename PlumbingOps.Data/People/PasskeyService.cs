using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>People's own passkeys. The web proves them; here they are kept.</summary>
public sealed class PasskeyService(Db database, OwnPassword ownPassword, TimeProvider clock)
{
    /// <summary>Whatever is wrong with a passkey, an outsider reads this.</summary>
    public const string NotAccepted = "This passkey was not accepted. Sign in with your password.";

    public async Task<IReadOnlyList<PasskeyRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == by.UserId).ToListAsync(cancellationToken);
        return [.. passkeys.OrderBy(p => p.Data.CreatedAt).ThenBy(p => p.Id).Select(p => new PasskeyRow(p.Id, p.Name, p.Data.CreatedAt, p.LastUsedAt, p.Data.IsBackedUp))];
    }

    /// <summary>Before the device is asked: whether a passkey may be added, and for whom.</summary>
    public async Task<PasskeyOwner> RequireRoomAsync(PasskeyInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        return await RequireRoomAsync(db, input, by, cancellationToken);
    }

    /// <param name="proven">What the device answered, checked by Identity.</param>
    public async Task AddAsync(UserPasskeyInfo proven, PasskeyInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await RequireRoomAsync(db, input, by, cancellationToken);
        var name = input.Name.Trim();
        db.UserPasskeys.Add(new Passkey
        {
            UserId = me.Id,
            CredentialId = proven.CredentialId,
            Name = name,
            Data = new IdentityPasskeyData
            {
                PublicKey = proven.PublicKey,
                Name = name,
                CreatedAt = clock.GetUtcNow(),
                SignCount = proven.SignCount,
                Transports = proven.Transports,
                IsUserVerified = proven.IsUserVerified,
                IsBackupEligible = proven.IsBackupEligible,
                IsBackedUp = proven.IsBackedUp,
                AttestationObject = proven.AttestationObject,
                ClientDataJson = proven.ClientDataJson,
            },
        });
        await db.DescribeAsync($"Added the passkey “{name}”", cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new RuleException("This passkey is known already.");
        }
    }

    public async Task RemoveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var passkey = await db.UserPasskeys.SingleOrDefaultAsync(p => p.Id == id && p.UserId == by.UserId, cancellationToken) ?? throw new NotFoundException("The passkey");
        db.UserPasskeys.Remove(passkey);
        await db.DescribeAsync($"Removed the passkey “{passkey.Name}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<PasskeyOwner> RequireRoomAsync(AppDbContext db, PasskeyInput input, Actor by, CancellationToken cancellationToken)
    {
        var me = await db.Users.SingleOrDefaultAsync(u => u.Id == by.UserId, cancellationToken) ?? throw new NotFoundException("Your profile");
        await ownPassword.RequireAsync(me, input.Password, nameof(input.Password), cancellationToken);
        return await db.UserPasskeys.CountAsync(p => p.UserId == me.Id, cancellationToken) < Passkey.MostPerPerson
            ? new PasskeyOwner(me.Id, me.UserName!, me.FullName)
            : throw new RuleException($"A person has at most {Passkey.MostPerPerson} passkeys. Remove one first.");
    }
}

/// <param name="IsBackedUp">A password manager carries it to the person's other devices.</param>
public sealed record PasskeyRow(Guid Id, string Name, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt, bool IsBackedUp);

/// <summary>Whom a device makes a passkey for.</summary>
public sealed record PasskeyOwner(Guid Id, string UserName, string FullName);

/// <summary>What the form of a new passkey fills in.</summary>
public class PasskeyInput : PasswordAgain
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give it a name, such as the device's."), MaxLength(Passkey.NameMaxLength)]
    public string Name { get; set; } = "";
}
