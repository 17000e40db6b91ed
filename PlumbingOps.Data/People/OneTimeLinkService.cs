using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>What may be done with a one-time link: make the first administrator, set a password.</summary>
public sealed class OneTimeLinkService(Db database, Passwords passwords, ILookupNormalizer names, TimeProvider clock)
{
    /// <summary>Long enough for the person at the console.</summary>
    public static readonly TimeSpan SetUpLife = TimeSpan.FromHours(24);
    /// <summary>Over a weekend.</summary>
    public static readonly TimeSpan PasswordLife = TimeSpan.FromDays(4);

    public async Task<bool> IsAnybodyThereAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync("Set-up", cancellationToken);
        return await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>A fresh set-up link; older ones end. Null when somebody exists already.</summary>
    public async Task<string?> CreateSetUpTokenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync("Set-up", cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
        {
            return null;
        }

        await db.OneTimeLinks.Where(l => l.Kind == OneTimeLinkKind.SetUp && l.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
        return await AddAsync(db, OneTimeLinkKind.SetUp, null, SetUpLife, clock, cancellationToken);
    }

    /// <summary>Whether the set-up link can still be used.</summary>
    public async Task<bool> IsSetUpOpenAsync(string token, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync("Set-up", cancellationToken);
        return await Usable(db, OneTimeLinkKind.SetUp, token).AnyAsync(cancellationToken) && !await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Makes the first administrator, and uses the link up.</summary>
    /// <exception cref="RuleException">The link is not valid, or the input is not.</exception>
    public async Task SetUpAsync(string token, FirstAdministratorInput input, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync("Set-up", cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await UseAsync(db, OneTimeLinkKind.SetUp, token, cancellationToken);
        if (await db.Users.AnyAsync(cancellationToken))
        {
            throw Ended();
        }

        var person = NewPeople.Create(input.FullName, input.UserName, input.Email, Roles.Admin, names, clock);
        passwords.Set(person, input.Password);
        await NewPeople.AddAsync(db, person, Roles.Admin, cancellationToken);
        await db.DescribeAsync("Set up the first administrator", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whose password the link sets; null when it cannot be used (any more).</summary>
    public async Task<string?> FindPasswordOwnerAsync(string token, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync("Password link", cancellationToken);
        return await Usable(db, OneTimeLinkKind.Password, token).Join(db.Users, l => l.UserId, u => u.Id, (_, u) => u).Where(u => u.IsActive)
            .Select(u => u.FullName).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Sets the password, uses the link up and signs the person out everywhere.</summary>
    /// <exception cref="RuleException">The link is not valid, or the password is not.</exception>
    public async Task SetPasswordAsync(string token, string password, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync("Password link", cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var userId = await UseAsync(db, OneTimeLinkKind.Password, token, cancellationToken);
        var person = await db.Users.SingleOrDefaultAsync(u => u.Id == userId && u.IsActive, cancellationToken) ?? throw Ended();
        passwords.Set(person, password);
        await db.DescribeAsync($"{person.FullName} set a password over a one-time link", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Older links of the person end.</summary>
    internal static async Task<string> AddPasswordLinkAsync(AppDbContext db, Guid userId, TimeProvider clock, CancellationToken cancellationToken)
    {
        await db.OneTimeLinks.Where(l => l.UserId == userId && l.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
        return await AddAsync(db, OneTimeLinkKind.Password, userId, PasswordLife, clock, cancellationToken);
    }

    private static async Task<string> AddAsync(
        AppDbContext db, OneTimeLinkKind kind, Guid? userId, TimeSpan life, TimeProvider clock, CancellationToken cancellationToken)
    {
        var token = OneTimeLink.NewToken();
        var now = clock.GetUtcNow();
        db.OneTimeLinks.Add(new OneTimeLink { Kind = kind, UserId = userId, TokenHash = OneTimeLink.Hash(token), CreatedAt = now, ExpiresAt = now + life });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>The update locks the row, so of two who use the link at once one finds it used.</summary>
    private async Task<Guid?> UseAsync(AppDbContext db, OneTimeLinkKind kind, string token, CancellationToken cancellationToken)
    {
        var link = await Usable(db, kind, token).Select(l => new { l.Id, l.UserId }).FirstOrDefaultAsync(cancellationToken) ?? throw Ended();
        var used = await db.OneTimeLinks.Where(l => l.Id == link.Id && l.UsedAt == null)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, clock.GetUtcNow()), cancellationToken);
        return used == 1 ? link.UserId : throw Ended();
    }

    private IQueryable<OneTimeLink> Usable(AppDbContext db, OneTimeLinkKind kind, string token)
    {
        var (hash, now) = (OneTimeLink.Hash(token), clock.GetUtcNow());
        return db.OneTimeLinks.Where(l => l.Kind == kind && l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now);
    }

    private Task<AppDbContext> OpenAsync(string what, CancellationToken cancellationToken) =>
        database.OpenForPeopleAsync(SignInService.Nobody(what) with { Source = ChangeSource.Setup }, cancellationToken);

    private static RuleException Ended() => new("This link was used already, has expired, or was replaced by a newer one. Ask an administrator for a new one.");
}

/// <summary>What the set-up page fills in.</summary>
public class FirstAdministratorInput
{
    [Display(Name = "Full name"), Required, MaxLength(AppUser.FullNameMaxLength)]
    public string FullName { get; set; } = "";

    [Display(Name = "User name"), Required, MaxLength(AppUser.UserNameMaxLength)]
    public string UserName { get; set; } = "";

    [Display(Name = "E-mail"), Required, EmailAddress, MaxLength(AppUser.EmailMaxLength)]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Choose a password."), MaxLength(Passwords.MaxLength)]
    public string Password { get; set; } = "";
}
