namespace PlumbingOps.Data.Marketing;

/// <summary>One company's presence on one channel, with its rhythm: how many posts a week, on which days, at which times, of which mix.</summary>
public class ChannelAccount
{
    public const int NameMaxLength = 100;
    public const int UrlMaxLength = 500;
    public const int NotesMaxLength = 2000;
    public const int MostPostsAWeek = 21;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid ChannelId { get; init; }
    public Channel? Channel { get; init; }
    public required string Name { get; set; }
    public string? ProfileUrl { get; set; }
    public string? LoginEmail { get; set; }
    /// <summary>Where the password manager keeps the login; never the password.</summary>
    public string? VaultReference { get; set; }
    public string? Notes { get; set; }
    public bool IsActive { get; set; } = true;

    public int PostsPerWeek { get; set; } = 3;
    /// <summary>Days on which slots may lie; none means every day.</summary>
    public List<DayOfWeek> Weekdays { get; set; } = [];
    /// <summary>Wall clock of <see cref="Zone"/>; a week's slots take them in turn.</summary>
    public List<TimeOnly> Times { get; set; } = [];
    public string Zone { get; set; } = "America/Los_Angeles";
    /// <summary>How late a due post may still go out, minutes; later it is skipped and said so.</summary>
    public int LateMinutes { get; set; } = 120;
    public List<AccountShare> Mix { get; } = [];
    public uint Version { get; private set; }
}

/// <summary>The share of one kind of content in an account's posts. The shares of an account add up to 100.</summary>
public class AccountShare
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid AccountId { get; init; }
    public required ContentCategory Category { get; init; }
    public required int Percent { get; set; }
}

/// <summary>What a piece of content is for (DOMAIN 6.3, 6.9).</summary>
public enum ContentCategory { AdContent, TeamPost, Coupon, Diy, BlogPost, Authority, LocalRelevance }
