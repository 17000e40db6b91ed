using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>Name and password against the database; the web makes a cookie of the answer.</summary>
public sealed class SignInService(Db database, RightsDirectory rights, SignInAttempts attempts, Passwords passwords, ILookupNormalizer names, TimeProvider clock)
{
    internal const string WrongNameOrPassword = "The name or the password is wrong.";

    /// <param name="name">User name or e-mail, as typed.</param>
    /// <param name="address">Where the try comes from.</param>
    /// <exception cref="RuleException">Wrong, locked or deactivated; which of them an outsider cannot tell.</exception>
    public async Task<SignedIn> SignInAsync(string name, string password, string address, CancellationToken cancellationToken = default)
    {
        if (await attempts.TryAddressAsync(address, cancellationToken) is { } pause)
        {
            throw TooMany("Too many tries from this place.", pause);
        }

        var typed = names.NormalizeName(name.Trim());
        await using var db = await database.OpenForPeopleAsync(Nobody("Sign-in"), cancellationToken);
        var person = await db.Users.Where(u => u.NormalizedUserName == typed || u.NormalizedEmail == typed)
            .OrderBy(u => u.NormalizedUserName == typed ? 0 : 1).FirstOrDefaultAsync(cancellationToken);
        var account = person?.Id.ToString() ?? typed;
        if (await attempts.TryAccountAsync(account, cancellationToken) is { } locked)
        {
            throw TooMany("Too many wrong passwords: this account is locked.", locked);
        }

        if (!passwords.Fits(person, password) || person is not { IsActive: true } || await rights.FindAsync(person.Id, fresh: true, cancellationToken) is not { } granted)
        {
            throw new RuleException(WrongNameOrPassword);
        }

        await attempts.SucceededAsync(account, address, cancellationToken);
        await db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSignInAt, clock.GetUtcNow()), cancellationToken);
        return new SignedIn(granted, person.Theme);
    }

    /// <summary>Ends all sessions of the person: a cookie somebody copied is worth nothing any more.</summary>
    public async Task SignOutAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenForPeopleAsync(by, cancellationToken);
        await db.Users.Where(u => u.Id == by.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.SecurityStamp, Passwords.NewStamp()), cancellationToken);
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
