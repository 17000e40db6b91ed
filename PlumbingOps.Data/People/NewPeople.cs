using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.People;

/// <summary>How a person comes into the database: names in order, exactly one role.</summary>
internal static partial class NewPeople
{
    public static AppUser Create(string fullName, string userName, string email, string role, ILookupNormalizer names, TimeProvider clock)
    {
        if (!Roles.All.Contains(role))
        {
            throw new RuleException("Choose a role.", "Role");
        }

        var person = new AppUser { FullName = "", CreatedAt = clock.GetUtcNow(), SecurityStamp = Passwords.NewStamp() };
        Name(person, fullName, userName, email, names);
        return person;
    }

    public static void Name(AppUser person, string fullName, string userName, string email, ILookupNormalizer names)
    {
        person.FullName = fullName.Trim();
        person.UserName = userName.Trim();
        person.Email = email.Trim().ToLowerInvariant();
        if (person.FullName.Length is 0 or > AppUser.FullNameMaxLength)
        {
            throw new RuleException("Give the full name.", nameof(AppUser.FullName));
        }

        if (!UserNameShape().IsMatch(person.UserName))
        {
            throw new RuleException("A user name has 2 to 40 letters, digits, dots, dashes or underscores.", nameof(AppUser.UserName));
        }

        if (!EmailShape().IsMatch(person.Email) || person.Email.Length > AppUser.EmailMaxLength)
        {
            throw new RuleException("This is not an e-mail address.", nameof(AppUser.Email));
        }

        person.NormalizedUserName = names.NormalizeName(person.UserName);
        person.NormalizedEmail = names.NormalizeEmail(person.Email);
    }

    public static async Task AddAsync(AppDbContext db, AppUser person, string role, CancellationToken cancellationToken)
    {
        db.Users.Add(person);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.Id, RoleId = await RoleIdAsync(db, role, cancellationToken) });
    }

    public static Task<Guid> RoleIdAsync(AppDbContext db, string role, CancellationToken cancellationToken) =>
        db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken);

    [GeneratedRegex(@"\A[\p{L}0-9][\p{L}0-9._-]{1,39}\z")]
    private static partial Regex UserNameShape();

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\.[^@\s]+\z")]
    private static partial Regex EmailShape();
}
