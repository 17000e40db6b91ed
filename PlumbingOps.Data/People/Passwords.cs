using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;

namespace PlumbingOps.Data.People;

/// <summary>What a password must be, and how it is kept.</summary>
public sealed class Passwords(IPasswordHasher<AppUser> hasher)
{
    public const int MinLength = 12;
    public const int MaxLength = 128;
    /// <summary>Of PBKDF2 with SHA-512.</summary>
    public const int Iterations = 210_000;
    private const int FewestDifferentCharacters = 5;

    private static readonly FrozenSet<string> Common = ReadCommon();

    /// <summary>Somebody's hash that fits no password: checking it takes as long as checking a real one.</summary>
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, OneTimeLink.NewToken()));

    /// <exception cref="RuleException">With what is wrong; its field is the input's Password.</exception>
    public void Set(AppUser person, string password)
    {
        Check(password, person);
        person.PasswordHash = hasher.HashPassword(person, password);
        person.SecurityStamp = NewStamp();
    }

    /// <summary>Takes the same time whether the person exists, has a password, or not.</summary>
    public bool Fits(AppUser? person, string password) =>
        hasher.VerifyHashedPassword(person!, person?.PasswordHash ?? nobodys.Value, password) != PasswordVerificationResult.Failed
        && person?.PasswordHash is not null;

    /// <summary>Whoever signed in with the old stamp is signed out.</summary>
    public static string NewStamp() => Guid.CreateVersion7().ToString("N");

    private static void Check(string password, AppUser person)
    {
        if (password.Length is < MinLength or > MaxLength)
        {
            throw Refused($"The password needs {MinLength} to {MaxLength} characters. A sentence is easy to remember.");
        }

        var plain = new string(password.Where(char.IsLetterOrDigit).ToArray()).ToLowerInvariant();
        if (Common.Contains(plain) || Common.Contains(plain.TrimEnd("0123456789".ToCharArray())))
        {
            throw Refused("This password is among those everybody tries first. Choose another.");
        }

        if (plain.Distinct().Count() < FewestDifferentCharacters)
        {
            throw Refused("The password repeats the same few characters. Choose another.");
        }

        var own = new[] { person.UserName, person.FullName, person.Email?.Split('@')[0] };
        if (own.Any(name => name is not null && plain.StartsWith(new string(name.Where(char.IsLetterOrDigit).ToArray()).ToLowerInvariant(), StringComparison.Ordinal)))
        {
            throw Refused("The password starts with the person's own name. Choose another.");
        }
    }

    private static RuleException Refused(string why) => new(why, "Password");

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(Passwords).Assembly.GetManifestResourceStream(typeof(Passwords), "CommonPasswords.txt")
            ?? throw new InvalidOperationException("CommonPasswords.txt is not part of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    }
}
