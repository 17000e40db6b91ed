namespace PlumbingOps.Simulator.Tokens;

public enum TokenKind { FacebookUser, FacebookPage, Instagram, GoogleAccess, GoogleRefresh }

/// <summary>Why a token died before its time; the numbers are Graph's error_subcode under code 190.</summary>
public enum TokenDeath
{
    AppRemoved = 458,
    Checkpoint = 459,
    PasswordChanged = 460,
    Expired = 463,
    UnconfirmedUser = 464,
    Invalid = 467,
    PageRoleLost = 492,
}

public sealed class Token
{
    public required string Value { get; init; }

    public required TokenKind Kind { get; init; }

    public required string App { get; init; }

    public required string Person { get; init; }

    /// <summary>The Page or the Instagram profile it speaks for.</summary>
    public string? Account { get; init; }

    public required HashSet<string> Scopes { get; init; }

    /// <summary>The Pages and Instagram profiles the person ticked.</summary>
    public HashSet<string> Targets { get; init; } = [];

    public bool LongLived { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>A clock of its own: after it calls fail although the token lives.</summary>
    public DateTimeOffset? DataAccessUntil { get; set; }

    /// <summary>The refresh token or user token it came from.</summary>
    public string? From { get; init; }

    public TokenDeath? Death { get; set; }

    public TokenDeath? DeathAt(DateTimeOffset now) => Death ?? (ExpiresAt <= now ? TokenDeath.Expired : null);

    public bool IsAlive(DateTimeOffset now) => DeathAt(now) is null;
}
