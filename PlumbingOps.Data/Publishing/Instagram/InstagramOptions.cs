using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Instagram;

/// <summary>Instagram's own login and its Graph; accounts that came with a Facebook Page are called through Facebook's.</summary>
public sealed record InstagramOptions : CallOptions
{
    /// <summary>Instagram names the true number per account; this holds until it has.</summary>
    private const int UsualQuota = 50;

    public InstagramOptions() => (Spacing, DailyQuota) = (TimeSpan.FromSeconds(60), UsualQuota);

    public Uri Graph { get; init; } = new("https://graph.instagram.com/");
    public Uri Dialog { get; init; } = new("https://www.instagram.com/");
    public Uri SignIn { get; init; } = new("https://api.instagram.com/");
    public string Version { get; init; } = "v25.0";
    public string? AppId { get; init; }
    public SecretText? AppSecret { get; init; }

    /// <summary>How long after each look at a container the next one comes; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Polls { get; init; } =
        [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    /// <summary>A container that is not ready by then is given up for a fresh one; nothing of it is visible.</summary>
    public TimeSpan ContainerPatience { get; init; } = TimeSpan.FromMinutes(15);

    public bool IsRegistered => AppId is not null && AppSecret is not null;

    public string? Fault() =>
        CallFault("Publishing:Instagram", (nameof(Graph), Graph), (nameof(Dialog), Dialog), (nameof(SignIn), SignIn))
        ?? (AppId is null != AppSecret is null ? "Publishing:Instagram:AppId and Publishing:Instagram:AppSecret go together" : null)
        ?? (Polls.Count == 0 ? "Publishing:Instagram:Polls must have at least one time" : null);
}
