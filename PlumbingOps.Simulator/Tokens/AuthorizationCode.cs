namespace PlumbingOps.Simulator.Tokens;

/// <summary>What a person agreed to on a consent page, good for one exchange.</summary>
public sealed class AuthorizationCode
{
    public required string Value { get; init; }

    public required string Host { get; init; }

    public required string App { get; init; }

    public required string RedirectUri { get; init; }

    public required string Person { get; init; }

    public required HashSet<string> Scopes { get; init; }

    public HashSet<string> Targets { get; init; } = [];

    public string? Challenge { get; init; }

    /// <summary>Google gives a refresh token only for access_type=offline with prompt=consent.</summary>
    public bool WantsRefreshToken { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool Used { get; set; }
}
