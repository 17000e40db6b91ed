namespace PlumbingOps.Simulator.Records;

/// <summary>One thing that happened. Requests are written when they have arrived, effects before the answer is sent.</summary>
public sealed record LedgerRow
{
    public long N { get; init; }

    /// <summary>By the simulator's clock.</summary>
    public DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public string? Provider { get; init; }

    /// <summary>The number of the request this belongs to.</summary>
    public long? Request { get; init; }

    /// <summary>The Page, profile or location.</summary>
    public string? Account { get; init; }

    /// <summary>The post, medium, container, token's fingerprint…</summary>
    public string? Id { get; init; }

    public string? Text { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<string>? Attachments { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    /// <summary>Secrets are replaced by fingerprints.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public bool? HasBody { get; init; }

    public int? Status { get; init; }

    public string? Fault { get; init; }
}

/// <summary>The words in <see cref="LedgerRow.Kind"/>.</summary>
public static class LedgerKinds
{
    public const string Request = "request";
    public const string Answer = "answer";

    /// <summary>Made, and nobody outside can see it: a container, an unpublished photo, a post in moderation.</summary>
    public const string Prepared = "prepared";

    /// <summary>The public can see it from here on. Exactly one of these per post is what publishing promises.</summary>
    public const string Visible = "visible";

    public const string Changed = "changed";

    /// <summary>The public can no longer see it.</summary>
    public const string Hidden = "hidden";

    public const string Token = "token";
    public const string Webhook = "webhook";
    public const string Control = "control";
}

public static class Providers
{
    public const string Facebook = "facebook";
    public const string Instagram = "instagram";
    public const string Google = "google";
}
