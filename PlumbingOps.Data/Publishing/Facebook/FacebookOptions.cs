using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.Facebook;

/// <summary>Facebook's Graph, and the app that is ours there.</summary>
public sealed record FacebookOptions : CallOptions
{
    public FacebookOptions() => Spacing = TimeSpan.FromSeconds(60);

    public Uri Graph { get; init; } = new("https://graph.facebook.com/");
    public Uri Dialog { get; init; } = new("https://www.facebook.com/");
    /// <summary>Pinned: a call to an ended version silently runs on another.</summary>
    public string Version { get; init; } = "v25.0";
    public string? AppId { get; init; }
    public SecretText? AppSecret { get; init; }
    /// <summary>What Meta says when it asks for the first time whether our webhook is ours.</summary>
    public SecretText? VerifyToken { get; init; }

    public bool IsRegistered => AppId is not null && AppSecret is not null;

    public string? Fault() =>
        CallFault("Publishing:Facebook", (nameof(Graph), Graph), (nameof(Dialog), Dialog))
        ?? (AppId is null != AppSecret is null ? "Publishing:Facebook:AppId and Publishing:Facebook:AppSecret go together" : null)
        ?? (!Version.StartsWith('v') ? "Publishing:Facebook:Version looks like v25.0" : null);
}
