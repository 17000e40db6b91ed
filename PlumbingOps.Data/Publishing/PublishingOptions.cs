namespace PlumbingOps.Data.Publishing;

/// <summary>The publisher's rhythm. Everything here can be set; what is given are the values of a house.</summary>
public sealed record PublishingOptions
{
    /// <summary>Whoever works on a publication holds it this long, and says so again every <see cref="Heartbeat"/>.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a process sleeps when nobody wakes it.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many publications one process works on at once. Most of them wait for a network's answer and hold nothing of ours meanwhile: no connection, no lock.
    /// </summary>
    public int InFlight { get; init; } = 256;

    /// <summary>How many of them write to the ledger at once.</summary>
    public int Writers { get; init; } = 8;

    /// <summary>When the outcome of a call is looked for, counted from the call.</summary>
    public IReadOnlyList<TimeSpan> LookBack { get; init; } =
        [TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    /// <summary>Between tries of what may be repeated. Each wait is anything up to this.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];

    /// <summary>When many go out at once, the address of each at its network is asked for after this.</summary>
    public TimeSpan AddressLater { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After Google took a post: when its decision is asked for.</summary>
    public IReadOnlyList<TimeSpan> ModerationLooks { get; init; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    /// <summary>After the last of them hourly, until this is over.</summary>
    public TimeSpan ModerationEnds { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The same words on the same account are refused within this time: a read-back could not tell one from the other.</summary>
    public TimeSpan SameWordsApart { get; init; } = TimeSpan.FromHours(24);

    /// <summary>So many failures in a row, and an account, or a whole network, is left alone for <see cref="CircuitRest"/>.</summary>
    public int AccountFailures { get; init; } = 5;

    public int ProviderFailures { get; init; } = 20;

    public TimeSpan CircuitRest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>So many accounts of a network fail one after the other, and none gets through: it is the network, or we, and not each of them.</summary>
    public int AlikeAccounts { get; init; } = 3;

    /// <summary>The connections of so many companies end alike: it is our app at the network, and nobody is sent to connect anew.</summary>
    public int AlikeCompanies { get; init; } = 3;

    /// <summary>What happens within this time happens at once.</summary>
    public TimeSpan AlikeWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>From this share of a network's allowance on, an account's posts keep <see cref="SlowApart"/>; percent.</summary>
    public int UsageSlow { get; init; } = 75;

    public TimeSpan SlowApart { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From this share on, reads that can wait and posts not begun wait until the network counts anew. What would be too late by then goes out from the reserve.</summary>
    public int UsageStop { get; init; } = 90;

    /// <summary>A rate limit that names no end.</summary>
    public TimeSpan UnknownLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Somebody has to do something at the network: looked at again after this, or when a person says it is done.</summary>
    public TimeSpan ActionLook { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The key that is wrong and why; nothing when all is well.</summary>
    public string? Fault() =>
        Lease <= Heartbeat * 2 ? $"{nameof(Lease)} must be longer than two heartbeats"
        : Heartbeat <= TimeSpan.Zero ? $"{nameof(Heartbeat)} must be longer than nothing"
        : Rest <= TimeSpan.Zero ? $"{nameof(Rest)} must be longer than nothing"
        : InFlight is < 1 or > 400 ? $"{nameof(InFlight)} must be 1 to 400"
        : Writers is < 1 or > 200 ? $"{nameof(Writers)} must be 1 to 200"
        : LookBack.Count == 0 ? $"{nameof(LookBack)} must have at least one time"
        : Retries.Count == 0 ? $"{nameof(Retries)} must have at least one time"
        : UsageSlow is < 1 or > 100 || UsageStop < UsageSlow || UsageStop > 100 ? $"{nameof(UsageSlow)} and {nameof(UsageStop)} must be percent, the first not above the second"
        : AlikeAccounts < 2 || AlikeCompanies < 2 ? $"{nameof(AlikeAccounts)} and {nameof(AlikeCompanies)} must be at least 2"
        : AccountFailures < 1 || ProviderFailures < 1 ? $"{nameof(AccountFailures)} and {nameof(ProviderFailures)} must be at least 1"
        : null;
}
