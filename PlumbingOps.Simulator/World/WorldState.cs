using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.GoogleBusiness;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Tokens;

namespace PlumbingOps.Simulator.World;

/// <summary>Everything the simulated providers know. Only touched inside <see cref="SimulatedWorld.Do{T}"/>.</summary>
public sealed class WorldState(long firstId = WorldState.UsualFirstId)
{
    /// <summary>Above 2^53 like the providers' own: whoever reads ids as numbers finds out here.</summary>
    public const long UsualFirstId = 122_100_000_000_000_000;

    public WorldSettings Settings { get; set; } = new();

    public Dictionary<string, AppRegistration> Apps { get; } = [];

    public List<Person> People { get; } = [];

    public Dictionary<string, Token> Tokens { get; } = [];

    public Dictionary<string, AuthorizationCode> Codes { get; } = [];

    public Dictionary<string, FacebookPage> Pages { get; } = [];

    public Dictionary<string, FacebookPost> Posts { get; } = [];

    public Dictionary<string, FacebookPhoto> Photos { get; } = [];

    public Dictionary<string, InstagramProfile> Profiles { get; } = [];

    public Dictionary<string, InstagramContainer> Containers { get; } = [];

    public Dictionary<string, InstagramMedium> Media { get; } = [];

    public List<GoogleAccount> GoogleAccounts { get; } = [];

    public Dictionary<string, GoogleLocation> Locations { get; } = [];

    /// <summary>What happens by itself, the earliest first.</summary>
    public PriorityQueue<Action, DateTimeOffset> Agenda { get; } = new();

    private long lastId = firstId;

    public string NextId() => (++lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A client of a provider's OAuth.</summary>
/// <param name="RedirectUri">The one registered; null takes any address of this machine.</param>
public sealed record AppRegistration(string Id, string Secret, string Host, string? RedirectUri);

/// <summary>Somebody who can sign in on a consent page.</summary>
public sealed record Person(string Id, string Name)
{
    /// <summary>Where this person works: Pages and Instagram profiles.</summary>
    public HashSet<string> Roles { get; init; } = [];

    public HashSet<string> GoogleAccounts { get; init; } = [];

    /// <summary>Scopes once declined stay declined until asked again.</summary>
    public HashSet<string> Declined { get; } = [];
}
