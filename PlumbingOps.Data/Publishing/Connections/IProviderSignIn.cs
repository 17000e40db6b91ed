using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Connections;

/// <summary>How a person hands us the right to publish: the network's consent page, and what comes back from it.</summary>
public interface IProviderSignIn
{
    Provider Provider { get; }

    /// <summary>False: nobody has registered this house with the network.</summary>
    bool IsRegistered { get; }

    /// <summary>Where the person's browser goes.</summary>
    /// <param name="verifier">PKCE's; only its hash leaves.</param>
    Uri Dialog(string state, string verifier, Uri redirect);

    Task<SignInAnswer> ExchangeAsync(string code, string verifier, Uri redirect, CancellationToken cancellationToken = default);

    /// <summary>A newer token for a connection whose token ends; null when there is nothing to renew yet.</summary>
    Task<RenewedTokens?> RenewAsync(AccountConnection connection, SecretText access, SecretText? user, CancellationToken cancellationToken = default);

    /// <summary>Asks the network to tell us what happens on the account; where it tells nothing there is nothing to ask for.</summary>
    Task<ProviderAnswer> ListenAsync(string externalId, SecretText access, CancellationToken cancellationToken = default) => Task.FromResult(ProviderAnswer.Ok);

    /// <summary>Gives the right back, as far as the network offers it.</summary>
    Task RevokeAsync(SecretText access, SecretText? user, SecretText? refresh, CancellationToken cancellationToken = default);
}

/// <summary>What a consent brought.</summary>
/// <param name="Answer">Why it is worth nothing, when it is.</param>
/// <param name="Access">The token of each Page, profile or location, by its id.</param>
/// <param name="User">What Meta's Page tokens are derived from.</param>
/// <param name="Refresh">Google's.</param>
public sealed record SignInAnswer(ProviderAnswer Answer, IReadOnlyList<ConnectionChoice> Choices, IReadOnlyDictionary<string, string> Access, string? User, string? Refresh)
{
    public IReadOnlyList<string> Scopes { get; init; } = [];
    public DateTimeOffset? ExpiresAt { get; init; }

    public static SignInAnswer Refused(ProviderAnswer answer) => new(answer, [], new Dictionary<string, string>(), null, null);
}

public sealed record RenewedTokens(ProviderAnswer Answer, SecretText? Access, SecretText? User, DateTimeOffset? ExpiresAt);

/// <summary>A token with the end its network named: "unix seconds|token", sealed as one.</summary>
internal static class EndingToken
{
    private const char Separator = '|';

    public static SecretText Write(SecretText token, DateTimeOffset end) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{end.ToUnixTimeSeconds()}{Separator}{token.Reveal()}"));

    public static (SecretText Token, DateTimeOffset End)? Read(SecretText? stored)
    {
        var text = stored?.Reveal();
        return text?.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var at && long.TryParse(text.AsSpan(0, at), System.Globalization.CultureInfo.InvariantCulture, out var end)
            ? (new SecretText(text[(at + 1)..]), DateTimeOffset.FromUnixTimeSeconds(end))
            : null;
    }
}
