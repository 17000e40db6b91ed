using PlumbingOps.Data.Publishing.Facebook;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Publishing.Instagram;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing;

/// <summary>Where the networks are and who we are to them.</summary>
public sealed record ProviderOptions
{
    private const string SimulatorPage = "/__sim";

    public FacebookOptions Facebook { get; init; } = new();
    public InstagramOptions Instagram { get; init; } = new();
    public GoogleBusinessOptions GoogleBusiness { get; init; } = new();

    /// <summary>True: all of them are the simulator, and every screen of publishing says so.</summary>
    public bool IsSimulated => Simulator is not null;

    /// <summary>Where it is; null when the networks are the true ones.</summary>
    public Uri? Simulator { get; init; }

    /// <summary>Its page, on which people see what the public would see.</summary>
    public Uri? PublicPage => Simulator is null ? null : new Uri(Simulator, SimulatorPage);

    /// <summary>Where a post can be seen: at its network, or at the simulator, whose posts carry addresses of the true networks that lead to nothing.</summary>
    public Uri? AddressOf(string url) => !Uri.TryCreate(url, UriKind.Absolute, out var address) ? null : Simulator is null ? address : new Uri(Simulator, $"{SimulatorPage}/open?url={Uri.EscapeDataString(url)}");

    /// <summary>The simulator answers at <c>/{provider's host}/{provider's path}</c>, for apps whose secrets everybody may know.</summary>
    public static ProviderOptions AtSimulator(Uri simulator)
    {
        Uri At(Uri host) => new(simulator, $"/{host.Host}/");
        var (facebook, instagram, google) = (new FacebookOptions(), new InstagramOptions(), new GoogleBusinessOptions());
        return new ProviderOptions
        {
            Simulator = simulator,
            Facebook = facebook with
            {
                Graph = At(facebook.Graph),
                Dialog = At(facebook.Dialog),
                AppId = "580000000000000001",
                AppSecret = new SecretText("fake-app-secret"),
                VerifyToken = new SecretText("fake-verify-token"),
            },
            Instagram = instagram with
            {
                Graph = At(instagram.Graph),
                Dialog = At(instagram.Dialog),
                SignIn = At(instagram.SignIn),
                AppId = "590000000000000001",
                AppSecret = new SecretText("fake-instagram-secret"),
            },
            GoogleBusiness = google with
            {
                Dialog = At(google.Dialog),
                OAuth = At(google.OAuth),
                Posts = At(google.Posts),
                Accounts = At(google.Accounts),
                Information = At(google.Information),
                Verifications = At(google.Verifications),
                Performance = At(google.Performance),
                ClientId = "simulated.apps.example.com",
                ClientSecret = new SecretText("fake-google-secret"),
            },
        };
    }

    /// <summary>The key that is wrong and why; nothing when all is well. A network nobody has registered with is no fault: its accounts cannot be connected.</summary>
    public string? Fault() => Facebook.Fault() ?? Instagram.Fault() ?? GoogleBusiness.Fault();
}

/// <summary>What every network's client needs to know, and how long it waits.</summary>
public abstract record CallOptions
{
    private static readonly TimeSpan LeastCommit = TimeSpan.FromSeconds(60);

    /// <summary>Reads and preparations; they may be repeated.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The one call that makes a post public. Giving up early turns a slow success into an open question.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Between two posts of one account.</summary>
    public TimeSpan Spacing { get; init; }

    /// <summary>Posts a day and account, ours; 0 is no limit.</summary>
    public int DailyQuota { get; init; }

    protected string? CallFault(string section, params ReadOnlySpan<(string Key, Uri Address)> addresses)
    {
        foreach (var (key, address) in addresses)
        {
            if (!address.IsAbsoluteUri || !address.AbsolutePath.EndsWith('/') || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback))
            {
                return $"{section}:{key} must be an https address that ends with a slash";
            }
        }

        return CommitTimeout < LeastCommit ? $"{section}:{nameof(CommitTimeout)} must be at least {LeastCommit}"
            : Timeout <= TimeSpan.Zero ? $"{section}:{nameof(Timeout)} must be longer than nothing"
            : Spacing < TimeSpan.Zero ? $"{section}:{nameof(Spacing)} cannot be negative"
            : DailyQuota < 0 ? $"{section}:{nameof(DailyQuota)} cannot be negative"
            : null;
    }
}
