using System.Text.Json.Nodes;

namespace PlumbingOps.Simulator.GoogleBusiness;

public sealed record GoogleAccount(string Id, string Name, string Type, string Role);

public sealed class GoogleLocation
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Title { get; init; }

    public required string Phone { get; init; }

    public required string Street { get; init; }

    /// <summary>Why it may not post: waitForVoiceOfMerchant, verify, resolveOwnershipConflict or complyWithGuidelines.</summary>
    public string? Obstacle { get; set; }

    public List<LocalPost> Posts { get; } = [];

    public List<GoogleReview> Reviews { get; } = [];

    /// <summary>When it was edited lately: ten a minute is all Google allows.</summary>
    public List<DateTimeOffset> Edits { get; } = [];

    /// <summary>How moderation will decide on the next posts, if somebody said so.</summary>
    public Queue<ModerationPlan> Plans { get; } = new();

    public bool CanPost => Obstacle is null;

    public string LongName => $"accounts/{Account}/locations/{Id}";
}

/// <summary>What moderation does with a post: the verdict after a while, and perhaps a change of mind.</summary>
public sealed record ModerationPlan(bool Reject = false, double? AfterSeconds = null, double? LateRejectAfterSeconds = null);

public enum PhotoFetch { None, Pending, Good, Bad }

public sealed class LocalPost
{
    public required string Id { get; init; }

    public required GoogleLocation Location { get; init; }

    /// <summary>What the client sent and edited since.</summary>
    public required JsonObject Content { get; init; }

    public required string State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public PhotoFetch Photo { get; set; }

    /// <summary>Moderation was done before the photo had arrived.</summary>
    public bool AwaitsPhoto { get; set; }

    public bool IsDeleted { get; set; }

    public string SearchUrl => $"https://local.example.com/place?id={Location.Id}&lpsid={Id}";

    public string Name => $"{Location.LongName}/localPosts/{Id}";

    public string Summary => (string?)Content["summary"] ?? "";

    public bool IsVisible => State == LocalPostStates.Live && !IsDeleted;
}

public static class LocalPostStates
{
    public const string Processing = "PROCESSING";
    public const string Live = "LIVE";
    public const string Rejected = "REJECTED";
    public const string Scheduled = "SCHEDULED";
}

public sealed class GoogleReview
{
    public required string Id { get; init; }

    /// <summary>Null for somebody who stays anonymous.</summary>
    public string? Reviewer { get; init; }

    public required string Stars { get; init; }

    public string? Comment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public GoogleReply? Reply { get; set; }
}

public sealed class GoogleReply
{
    public required string Comment { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public string State { get; set; } = "PENDING";

    public string? PolicyViolation { get; set; }
}
