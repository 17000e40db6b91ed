namespace PlumbingOps.Simulator.World;

/// <summary>How strict and how quick the providers are. Changed at run time through /__sim/settings.</summary>
public sealed class WorldSettings
{
    /// <summary>Graph calls without appsecret_proof are refused.</summary>
    public bool RequireAppSecretProof { get; set; } = true;

    /// <summary>Small on purpose: whoever reads the first page only misses something at once.</summary>
    public int AccountsPerPage { get; set; } = 2;

    /// <summary>A new post shows up in published_posts this much later.</summary>
    public double PublishedPostsLagSeconds { get; set; }

    /// <summary>The same text twice in a row is refused with 506.</summary>
    public bool RefuseIdenticalPosts { get; set; } = true;

    /// <summary>Closer posts on one Page are blocked with 368; 0 lets all pass.</summary>
    public double FacebookSpacingSeconds { get; set; }

    /// <summary>Percent of a pool that is used up, by account id or "app"; 100 refuses.</summary>
    public Dictionary<string, int> Usage { get; set; } = [];

    public int RegainMinutes { get; set; } = 19;

    /// <summary>How often a container answers IN_PROGRESS first.</summary>
    public int InstagramPolls { get; set; } = 2;

    /// <summary>A bad picture is refused when the container is made; otherwise the container ends in ERROR.</summary>
    public bool InstagramRefusesAtOnce { get; set; } = true;

    public int InstagramDailyQuota { get; set; } = 100;

    public int InstagramDailyContainers { get; set; } = 400;

    /// <summary>
    /// What happens on publishing a container twice is documented nowhere. The harsher guess makes a second post, so that nobody leans on the kinder one.
    /// </summary>
    public bool InstagramPublishesTwice { get; set; } = true;

    /// <summary>PROCESSING lasts this long.</summary>
    public double GoogleModerationSeconds { get; set; } = 20;

    /// <summary>Requests a minute and API; 0 is no limit.</summary>
    public int GoogleRequestsPerMinute { get; set; } = 300;

    /// <summary>Edits a minute and location; 0 is no limit.</summary>
    public int GoogleEditsPerMinute { get; set; } = 10;

    /// <summary>APIs (hosts) that are not switched on in the project.</summary>
    public HashSet<string> GoogleDisabledApis { get; set; } = [];

    /// <summary>The project has not been approved: every quota is 0.</summary>
    public bool GoogleQuotaZero { get; set; }

    /// <summary>The consent screen is still "Testing": refresh tokens live 7 days.</summary>
    public bool GoogleTestingMode { get; set; }

    /// <summary>Metrics of Meta's that are no longer known: one of them fails a whole call.</summary>
    public HashSet<string> DeadMetrics { get; set; } = [];

    /// <summary>Insights have no data yet.</summary>
    public bool InsightsAreEmpty { get; set; }

    public WebhookOrder WebhookOrder { get; set; }

    /// <summary>Every change on a Page is told to the callback by itself.</summary>
    public bool WebhooksByThemselves { get; set; }
}

public enum WebhookOrder { InOrder, Reversed, Doubled }
