using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.People;

/// <summary>Whether a code is the person's, and uses it up: of two who type the same code at once, one gets in.</summary>
public sealed class SecondFactorCheck(SecretBox secrets, TimeProvider clock, ILogger<SecondFactorCheck> logger)
{
    internal async Task<bool> TakeAsync(AppDbContext db, AppUser person, CodeInput typed, CancellationToken cancellationToken)
    {
        if (await db.SecondFactors.AsNoTracking().SingleOrDefaultAsync(f => f.UserId == person.Id, cancellationToken) is not { } factor)
        {
            return false;
        }

        return typed.Plain.Length == Totp.Digits && typed.Code.All(c => !char.IsLetter(c))
            ? await TakeCodeAsync(db, factor, typed.Plain, cancellationToken)
            : await TakeRecoveryCodeAsync(db, person, typed.Code, cancellationToken);
    }

    private async Task<bool> TakeCodeAsync(AppDbContext db, SecondFactor factor, string code, CancellationToken cancellationToken) =>
        Totp.FindStep(Open(factor), code, clock.GetUtcNow(), factor.LastStep) is { } step
        && await db.SecondFactors.Where(f => f.Id == factor.Id && f.LastStep < step).ExecuteUpdateAsync(f => f.SetProperty(x => x.LastStep, step), cancellationToken) == 1;

    /// <summary>The update locks the row, so a code is taken out of the list once.</summary>
    private static async Task<bool> TakeRecoveryCodeAsync(AppDbContext db, AppUser person, string code, CancellationToken cancellationToken)
    {
        var hash = RecoveryCodes.Hash(person.Id, code);
        await db.DescribeAsync($"{person.FullName} signed in with a recovery code", cancellationToken);
        return await db.Database.ExecuteSqlAsync(
            $"update identity.second_factors set recovery_hashes = array_remove(recovery_hashes, {hash}) where user_id = {person.Id} and {hash} = any (recovery_hashes)", cancellationToken) == 1;
    }

    private byte[] Open(SecondFactor factor)
    {
        try
        {
            return secrets.Open(factor.SealedKey, factor.Place);
        }
        catch (SecretLostException lost)
        {
            logger.LogError(lost, "The authenticator key of {UserId} cannot be opened", factor.UserId);
            throw new RuleException("Codes of the app cannot be checked here at the moment. Use a recovery code, or ask an administrator to reset your second factor.");
        }
    }
}
