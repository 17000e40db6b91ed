namespace PlumbingOps.Simulator.Instagram;

public sealed class InstagramProfile
{
    public required string Id { get; init; }

    public required string UserName { get; init; }

    public required string Name { get; init; }

    public bool IsProfessional { get; init; } = true;

    /// <summary>The Page it is linked to, if it is.</summary>
    public string? Page { get; init; }

    public int Followers { get; init; } = 412;

    public List<InstagramMedium> Media { get; } = [];

    public List<DateTimeOffset> Published { get; } = [];

    public List<DateTimeOffset> ContainersMade { get; } = [];

    /// <summary>How the next containers will fare, if somebody said so.</summary>
    public Queue<ContainerPlan> Plans { get; } = new();

    public HashSet<string> SubscribedFields { get; } = [];
}

public enum ContainerStatus { InProgress, Finished, Error, Expired, Published }

/// <summary>How a container fares: so many polls in progress, then the end.</summary>
public sealed record ContainerPlan(int Polls, ContainerStatus End = ContainerStatus.Finished, int Subcode = 2207053);

public sealed class InstagramContainer
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public required string Id { get; init; }

    public required InstagramProfile Profile { get; init; }

    public required string MediaType { get; init; }

    public bool IsCarouselItem { get; init; }

    public string? Source { get; init; }

    public string Caption { get; init; } = "";

    public IReadOnlyList<InstagramContainer> Children { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required ContainerPlan Plan { get; init; }

    public int PollsLeft { get; set; }

    public bool IsPublished { get; set; }

    public ContainerStatus StatusAt(DateTimeOffset now) =>
        IsPublished ? ContainerStatus.Published
        : now >= CreatedAt + Life ? ContainerStatus.Expired
        : PollsLeft > 0 ? ContainerStatus.InProgress
        : Plan.End;
}

public sealed class InstagramMedium
{
    public required string Id { get; init; }

    public required InstagramProfile Profile { get; init; }

    public required string MediaType { get; init; }

    public required string Caption { get; init; }

    public IReadOnlyList<string> Sources { get; init; } = [];

    public required DateTimeOffset PublishedAt { get; init; }

    public required string App { get; init; }

    public bool IsDeleted { get; set; }

    public List<string> Comments { get; } = [];

    public string Shortcode => "C" + Id[^10..];

    public string Permalink => $"https://www.instagram.com/p/{Shortcode}/";
}
