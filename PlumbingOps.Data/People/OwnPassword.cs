namespace PlumbingOps.Data.People;

/// <summary>
/// Whatever changes how a person signs in asks for their password once more: whoever sits down at an open page must not make themselves a way in.
/// Wrong ones count as wrong sign-ins.
/// </summary>
public sealed class OwnPassword(Passwords passwords, SignInAttempts attempts)
{
    /// <param name="field">Where the form says that it is wrong.</param>
    /// <exception cref="RuleException">Wrong, or too many wrong ones.</exception>
    public async Task RequireAsync(AppUser me, string typed, string field, CancellationToken cancellationToken)
    {
        if (await attempts.TryAccountAsync(me.Id.ToString(), cancellationToken) is not null || !passwords.Fits(me, typed))
        {
            throw new RuleException("The current password is wrong.", field);
        }

        await attempts.ForgetAsync(me.Id.ToString(), cancellationToken);
    }
}
