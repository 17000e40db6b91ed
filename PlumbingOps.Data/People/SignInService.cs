using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>Name and password, and the code of whoever has an authenticator app, against the database; the web makes a cookie of the answer.</summary>
public sealed class SignInService(
    Db database, RightsDirectory rights, SignInAttempts attempts, Passwords passwords, SecondFactorCheck secondFactor, ILookupNormalizer names, TimeProvider clock)
{
    internal const string WrongNameOrPassword = "The name or the password is wrong.";
    internal const string WrongCode = "The code is wrong.";

    /// <param name="name">User name or e-mail, as typed.</param>
    /// <param name="address">Where the try comes from.</param>
    /// <exception cref="RuleException">Wrong, locked or deactivated; which of them an outsider cannot tell.</exception>
    /// <exception cref="CodeNeededException">Right, and the person has an authenticator app: <see cref="ContinueAsync"/>.</exception>
    public async Task<SignedIn> SignInAsync(string name, string password, string address, CancellationToken cancellationToken = default)
    {
        await CountAddressAsync(address, cancellationToken);
        var typed = names.NormalizeName(name.Trim());
        await using var db = await database.OpenForPeopleAsync(Nobody("Sign-in"), cancellationToken);
        var person = await db.Users.Where(u => u.NormalizedUserName == typed || u.NormalizedEmail == typed)
            .OrderBy(u => u.NormalizedUserName == typed ? 0 : 1).FirstOrDefaultAsync(cancellationToken);
        var account = person?.Id.ToString() ?? typed;
        await CountAccountAsync(account, "passwords", cancellationToken);
        if (!passwords.Fits(person, password) || person is not { IsActive: true } || await rights.FindAsync(person.Id, fresh: true, cancellationToken) is not { } granted)
        {
            throw new RuleException(WrongNameOrPassword);
        }

        if (person.TwoFactorEnabled)
        {
            // The failures stay: else whoever has the password could guess codes for ever, with the password in between.
            await attempts.GiveBackAsync(account, address, cancellationToken);
            throw new CodeNeededException(new HalfSignedIn(person.Id, person.SecurityStamp ?? ""));
        }

        return await LetInAsync(db, person, granted, address, cancellationToken);
    }

    /// <summary>The second step of whoever has an authenticator app.</summary>
    /// <param name="code">Of the app, or a recovery code; each works once.</param>
    /// <exception cref="RuleException">Wrong (its field is the input's Code), locked, or the first step does not hold any more.</exception>
    public async Task<SignedIn> ContinueAsync(HalfSignedIn who, CodeInput code, string address, CancellationToken cancellationToken = default)
    {
        await CountAddressAsync(address, cancellationToken);
        await using var db = await database.OpenForPeopleAsync(Nobody("Sign-in"), cancellationToken);
        await CountAccountAsync(who.UserId.ToString(), "codes", cancellationToken);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == who.UserId && u.IsActive && u.SecurityStamp == who.Stamp, cancellationToken) is not { } person
            || await rights.FindAsync(person.Id, fresh: true, cancellationToken) is not { } granted)
        {
            throw new RuleException("This sign-in has ended. Begin again with your password.");
        }

        return await secondFactor.TakeAsync(db, person, code, cancellationToken)
            ? await LetInAsync(db, person, granted, address, cancellationToken)
            : throw new RuleException(WrongCode, nameof(code.Code));
    }

    /// <summary>Somebody whose passkey was just proven: the device asked for their finger, face or PIN, so no code is asked.</summary>
    /// <param name="used">The passkey as its use left it; its counter shows a copied one.</param>
    public async Task<SignedIn> SignInWithPasskeyAsync(Guid userId, UserPasskeyInfo used, string address, CancellationToken cancellationToken = default)
    {
        await CountAddressAsync(address, cancellationToken);
        await using var db = await database.OpenForPeopleAsync(Nobody("Sign-in"), cancellationToken);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == userId && u.IsActive, cancellationToken) is not { } person
            || await rights.FindAsync(userId, fresh: true, cancellationToken) is not { } granted
            || await db.UserPasskeys.SingleOrDefaultAsync(p => p.CredentialId == used.CredentialId && p.UserId == userId, cancellationToken) is not { } passkey)
        {
            throw new RuleException(PasskeyService.NotAccepted);
        }

        (passkey.Data.SignCount, passkey.Data.IsBackedUp, passkey.LastUsedAt) = (used.SignCount, used.IsBackedUp, clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return await LetInAsync(db, person, granted, address, cancellationToken);
    }

    /// <summary>Ends all sessions of the person: a cookie somebody copied is worth nothing any more.</summary>
    public async Task SignOutAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenForPeopleAsync(by, cancellationToken);
        await db.Users.Where(u => u.Id == by.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.SecurityStamp, Passwords.NewStamp()), cancellationToken);
    }

    private async Task<SignedIn> LetInAsync(AppDbContext db, AppUser person, PersonRights granted, string address, CancellationToken cancellationToken)
    {
        await attempts.SucceededAsync(person.Id.ToString(), address, cancellationToken);
        await db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, clock.GetUtcNow()), cancellationToken);
        return new SignedIn(granted, person.Theme);
    }

    private async Task CountAddressAsync(string address, CancellationToken cancellationToken)
    {
        if (await attempts.TryAddressAsync(address, cancellationToken) is { } pause)
        {
            throw TooMany("Too many tries from this place.", pause);
        }
    }

    private async Task CountAccountAsync(string account, string what, CancellationToken cancellationToken)
    {
        if (await attempts.TryAccountAsync(account, cancellationToken) is { } locked)
        {
            throw TooMany($"Too many wrong {what}: this account is locked.", locked);
        }
    }

    /// <summary>Somebody who has not signed in (yet).</summary>
    internal static Actor Nobody(string what) => new(null, what, "", [], []);

    private RuleException TooMany(string what, DateTimeOffset until)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((until - clock.GetUtcNow()).TotalMinutes));
        return new RuleException($"{what} Try again in {minutes} minute{(minutes == 1 ? "" : "s")}.");
    }
}

/// <summary>Who signed in, and how their pages look.</summary>
public sealed record SignedIn(PersonRights Rights, string Theme);

/// <summary>Whose password was right, and who still owes a code.</summary>
/// <param name="Stamp">Of the session that will begin; another password meanwhile ends this sign-in.</param>
public sealed record HalfSignedIn(Guid UserId, string Stamp);

/// <summary>Not an answer but an exception, because an answer can be taken for a sign-in by mistake.</summary>
public sealed class CodeNeededException(HalfSignedIn who) : Exception("The person's second factor is needed.")
{
    public HalfSignedIn Who => who;
}
