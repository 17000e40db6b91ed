using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>Google's several APIs of Business Profile, and the client that is ours there.</summary>
public sealed record GoogleBusinessOptions : CallOptions
{
    public const string Scope = "https://www.googleapis.com/auth/business.manage";

    public GoogleBusinessOptions() => Spacing = TimeSpan.FromSeconds(10);

    public Uri Dialog { get; init; } = new("https://accounts.google.com/");
    public Uri OAuth { get; init; } = new("https://oauth2.googleapis.com/");
    /// <summary>The old API: posts and reviews.</summary>
    public Uri Posts { get; init; } = new("https://mybusiness.googleapis.com/");
    public Uri Accounts { get; init; } = new("https://mybusinessaccountmanagement.googleapis.com/");
    public Uri Information { get; init; } = new("https://mybusinessbusinessinformation.googleapis.com/");
    public Uri Verifications { get; init; } = new("https://mybusinessverifications.googleapis.com/");
    public Uri Performance { get; init; } = new("https://businessprofileperformance.googleapis.com/");
    public string? ClientId { get; init; }
    public SecretText? ClientSecret { get; init; }
    public string Language { get; init; } = "en-US";
    /// <summary>An access token is made anew when it has less than this left.</summary>
    public TimeSpan RefreshEarly { get; init; } = TimeSpan.FromMinutes(5);

    public bool IsRegistered => ClientId is not null && ClientSecret is not null;

    public string? Fault() =>
        CallFault(
            "Publishing:GoogleBusiness", (nameof(Dialog), Dialog), (nameof(OAuth), OAuth), (nameof(Posts), Posts), (nameof(Accounts), Accounts), (nameof(Information), Information),
            (nameof(Verifications), Verifications), (nameof(Performance), Performance))
        ?? (ClientId is null != ClientSecret is null ? "Publishing:GoogleBusiness:ClientId and Publishing:GoogleBusiness:ClientSecret go together" : null);
}
