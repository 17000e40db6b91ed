using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.People;

/// <summary>What people do with their own authenticator app and recovery codes.</summary>
public sealed class SecondFactorService(Db database, OwnPassword ownPassword, SecretBox secrets, TimeProvider clock)
{
    public async Task<SecondFactorRow> GetAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindMeAsync(db, by, cancellationToken);
        var factor = await FindAsync(db, by, cancellationToken);
        return me.TwoFactorEnabled ? new SecondFactorRow(true, factor?.RecoveryHashes.Count ?? 0, null)
            : factor is null || factor.CreatedAt <= clock.GetUtcNow() - SecondFactor.OfferLife ? new SecondFactorRow(false, 0, null)
            : new SecondFactorRow(false, 0, Offer(me, factor));
    }

    /// <summary>Makes a key for the app; nothing changes until a code of it is typed.</summary>
    public async Task OfferAsync(PasswordAgain input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindMeAsync(db, by, cancellationToken);
        await ownPassword.RequireAsync(me, input.Password, nameof(input.Password), cancellationToken);
        if (me.TwoFactorEnabled)
        {
            throw new RuleException("The authenticator app is set up already. Switch it off first.");
        }

        await db.DescribeAsync("Began to set up an authenticator app", cancellationToken);
        await db.SecondFactors.Where(f => f.UserId == me.Id).ExecuteDeleteAsync(cancellationToken);
        var factor = new SecondFactor { UserId = me.Id, CreatedAt = clock.GetUtcNow() };
        factor.SealedKey = secrets.Seal(Totp.NewKey(), factor.Place);
        db.SecondFactors.Add(factor);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>From now on a sign-in asks for a code. Everywhere else the person is signed out.</summary>
    /// <returns>The recovery codes; nobody can show them again.</returns>
    public async Task<IReadOnlyList<string>> ConfirmAsync(CodeInput input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindMeAsync(db, by, cancellationToken);
        var factor = await FindAsync(db, by, cancellationToken);
        if (me.TwoFactorEnabled || factor is null || factor.CreatedAt <= clock.GetUtcNow() - SecondFactor.OfferLife)
        {
            throw new RuleException("This offer has ended. Begin again.");
        }

        factor.LastStep = Totp.FindStep(secrets.Open(factor.SealedKey, factor.Place), input.Plain, clock.GetUtcNow(), factor.LastStep)
            ?? throw new RuleException("This code is not right. Check the clock of the phone and type the code the app shows now.", nameof(input.Code));
        var codes = RecoveryCodes.New();
        factor.RecoveryHashes = RecoveryCodes.Hashes(me.Id, codes);
        (me.TwoFactorEnabled, me.SecurityStamp) = (true, Passwords.NewStamp());
        await db.DescribeAsync("Switched the authenticator app on", cancellationToken);
        await db.SavePersonAsync(cancellationToken, me);
        return codes;
    }

    /// <summary>The old ones end.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(PasswordAgain input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindMeAsync(db, by, cancellationToken);
        await ownPassword.RequireAsync(me, input.Password, nameof(input.Password), cancellationToken);
        var factor = await FindAsync(db, by, cancellationToken);
        if (!me.TwoFactorEnabled || factor is null)
        {
            throw new RuleException("The authenticator app is switched off.");
        }

        var codes = RecoveryCodes.New();
        factor.RecoveryHashes = RecoveryCodes.Hashes(me.Id, codes);
        await db.DescribeAsync("Made new recovery codes", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return codes;
    }

    public async Task SwitchOffAsync(PasswordAgain input, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditOwnProfile, cancellationToken);
        var me = await FindMeAsync(db, by, cancellationToken);
        await ownPassword.RequireAsync(me, input.Password, nameof(input.Password), cancellationToken);
        (me.TwoFactorEnabled, me.SecurityStamp) = (false, Passwords.NewStamp());
        await db.DescribeAsync("Switched the authenticator app off", cancellationToken);
        await db.InOneGoAsync(async () =>
        {
            await db.SecondFactors.Where(f => f.UserId == me.Id).ExecuteDeleteAsync(cancellationToken);
            await db.SavePersonAsync(cancellationToken, me);
        }, cancellationToken);
    }

    private AppOffer Offer(AppUser me, SecondFactor factor)
    {
        const string Issuer = "PlumbingOps";
        var key = Totp.InLetters(secrets.Open(factor.SealedKey, factor.Place));
        return new AppOffer(key, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(me.UserName!)}?secret={key}&issuer={Issuer}&digits={Totp.Digits}");
    }

    private static async Task<AppUser> FindMeAsync(AppDbContext db, Actor by, CancellationToken cancellationToken) =>
        await db.Users.SingleOrDefaultAsync(u => u.Id == by.UserId, cancellationToken) ?? throw new NotFoundException("Your profile");

    private static Task<SecondFactor?> FindAsync(AppDbContext db, Actor by, CancellationToken cancellationToken) =>
        db.SecondFactors.SingleOrDefaultAsync(f => f.UserId == by.UserId, cancellationToken);
}

/// <param name="Offer">A key that waits for its first code.</param>
public sealed record SecondFactorRow(bool IsOn, int RecoveryCodesLeft, AppOffer? Offer);

/// <summary>What an authenticator app is given, once.</summary>
/// <param name="Key">To be typed.</param>
/// <param name="Address">For the QR code.</param>
public sealed record AppOffer(string Key, string Address)
{
    /// <summary>A secret is not printed.</summary>
    public override string ToString() => nameof(AppOffer);
}

/// <summary>A form that asks for the person's password once more.</summary>
public class PasswordAgain
{
    [Required(ErrorMessage = "Type your current password."), MaxLength(Passwords.MaxLength)]
    public string Password { get; set; } = "";
}

/// <summary>A code of the app, or a recovery code.</summary>
public class CodeInput
{
    private const int LongestTyped = 40;

    [Required(ErrorMessage = "Type the code."), MaxLength(LongestTyped)]
    public string Code { get; set; } = "";

    /// <summary>Apps show "123 456".</summary>
    internal string Plain => string.Concat(Code.Where(char.IsAsciiDigit));
}
