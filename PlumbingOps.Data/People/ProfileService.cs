using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>What people may see and change of themselves.</summary>
public sealed class ProfileService(Db database, Passwords passwords, OwnPassword ownPassword, ILookupNormalizer names)
{
    public async Task<ProfileRow> GetAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        return await db.Users.Where(u => u.Id == by.UserId)
            .Select(u => new ProfileRow(u.UserName!, u.FullName, u.Email!, by.Role, db.Tenants.Where(t => t.Id == u.TenantId).Select(t => t.Name).FirstOrDefault(), u.Theme, u.LastSignInAt,
                u.TwoFactorEnabled, db.UserPasskeys.Count(p => p.UserId == u.Id)))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Your profile");
    }

    public async Task SaveAsync(ProfileInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindAsync(db, by, cancellationToken);
        NewPeople.Name(me, input.FullName, me.UserName!, input.Email, names);
        me.Theme = Themes.All.Contains(input.Theme) ? input.Theme : Themes.System;
        await db.DescribeAsync("Changed the own profile", cancellationToken);
        await db.SavePersonAsync(cancellationToken, me);
    }

    /// <summary>The person stays signed in here with the new rights' stamp, and nowhere else.</summary>
    public async Task ChangePasswordAsync(string current, string wanted, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindAsync(db, by, cancellationToken);
        await ownPassword.RequireAsync(me, current, "Current", cancellationToken);
        passwords.Set(me, wanted);
        await db.DescribeAsync("Changed the own password", cancellationToken);
        await db.SavePersonAsync(cancellationToken, me);
    }

    private static async Task<AppUser> FindAsync(AppDbContext db, Actor by, CancellationToken cancellationToken) =>
        await db.Users.SingleOrDefaultAsync(u => u.Id == by.UserId, cancellationToken) ?? throw new NotFoundException("Your profile");
}

/// <param name="Company">The only company; null for all.</param>
/// <param name="HasApp">Sign-in asks for a code of an authenticator app.</param>
public sealed record ProfileRow(
    string UserName, string FullName, string Email, string Role, string? Company, string Theme, DateTimeOffset? LastSignInAt, bool HasApp, int Passkeys);

/// <summary>What the profile page fills in.</summary>
public class ProfileInput
{
    [Display(Name = "Full name"), Required, MaxLength(AppUser.FullNameMaxLength)]
    public string FullName { get; set; } = "";

    [Display(Name = "E-mail"), Required, EmailAddress, MaxLength(AppUser.EmailMaxLength)]
    public string Email { get; set; } = "";

    [Display(Name = "Appearance")]
    public string Theme { get; set; } = Themes.System;
}
