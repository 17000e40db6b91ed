namespace PlumbingOps.Simulator.Facebook;

public sealed class FacebookPage
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string UserName { get; init; }

    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The professional profile linked to it.</summary>
    public string? Instagram { get; init; }

    /// <summary>Held in a portfolio, and reached without a token.</summary>
    public bool WithoutToken { get; init; }

    public string? Portfolio { get; init; }

    /// <summary>In the order they were made.</summary>
    public List<FacebookPost> Posts { get; } = [];

    public HashSet<string> SubscribedFields { get; } = [];

    public bool MayPublish => Tasks.Contains("CREATE_CONTENT") || Tasks.Contains("MANAGE");
}

public sealed class FacebookPost
{
    public required string Id { get; init; }

    public required FacebookPage Page { get; init; }

    public string Message { get; set; } = "";

    public string? Link { get; init; }

    public IReadOnlyList<string> Photos { get; init; } = [];

    public required string App { get; init; }

    public required DateTimeOffset CreatedAt { get; set; }

    public bool IsPublished { get; set; }

    public DateTimeOffset? PublishAt { get; set; }

    public bool IsDeleted { get; set; }

    public List<FacebookComment> Comments { get; } = [];

    public bool IsVisible => IsPublished && !IsDeleted;

    public string Permalink => $"https://www.facebook.com/{Id}";
}

public sealed record FacebookComment(string Id, string Message, DateTimeOffset CreatedAt);

public sealed class FacebookPhoto
{
    public required string Id { get; init; }

    public required FacebookPage Page { get; init; }

    public string? AltText { get; init; }

    /// <summary>Where it was taken from; null for uploaded bytes.</summary>
    public string? Source { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public FacebookPost? UsedBy { get; set; }
}
