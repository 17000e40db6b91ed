using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>What the queue of the publisher is narrowed to.</summary>
/// <param name="States">Empty: what is not settled yet.</param>
public sealed record PublishFilter(IReadOnlyList<PublicationState>? States = null, Guid? AccountId = null);

/// <summary>A publication in the queue.</summary>
/// <param name="Verbs">What may be done with it now; the person also needs the right.</param>
public sealed record PublishRow(
    Guid Id, Guid PostId, string PostNumber, string Title, string TenantId, Guid AccountId, string AccountName, Provider Provider, int Occurrence, PublicationState State, DateTimeOffset DueAt,
    DateTimeOffset SendBefore, DateTimeOffset? LookAt, bool IsWorkedOn, int Tries, string? Cause, string? NextStep, string? Url, DateTimeOffset? SentAt, Moderation? Moderation, IReadOnlyList<PublishVerb> Verbs);

/// <summary>One call that mattered, with what was seen.</summary>
public sealed record AttemptRow(int Number, PublishStep Step, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, PublishOutcome? Outcome, string Instance, string? Code, string? Trace, string? Message, string? Evidence);

/// <summary>How publishing fares for the companies a person sees.</summary>
/// <param name="Findings">Posts of the coming days that would not go out, as the nightly look found.</param>
/// <param name="OldestDue">Since when the oldest due item waits: the health of the publisher, not whether a process is alive.</param>
public sealed record PublishHealth(
    int Waiting, int UnderWay, int Unknown, int Parked, int ManualDue, DateTimeOffset? OldestDue, IReadOnlyList<PauseRow> Pauses, IReadOnlyList<CircuitRow> Circuits, IReadOnlyList<AllowanceRow> Accounts,
    bool IsSimulated, int Findings);

public sealed record PauseRow(string TenantId, DateTimeOffset PausedAt, string? By, string Reason);

/// <param name="UsageUntil">Until when the share of the app's allowance holds something up; null when it does not.</param>
public sealed record CircuitRow(Provider Provider, int Failures, DateTimeOffset? OpenUntil, string? Why, int? UsagePercent, DateTimeOffset? UsageUntil);

/// <summary>What one account has used, and until when it rests.</summary>
/// <param name="IsNearlyUsedUp">Only what would be too late afterwards is begun; otherwise a high use makes it slower.</param>
public sealed record AllowanceRow(
    Guid AccountId, string Name, Provider Provider, int SentToday, int DailyQuota, int? UsagePercent, DateTimeOffset? UsageUntil, bool IsNearlyUsedUp, DateTimeOffset? BlockedUntil, string? BlockedWhy, DateTimeOffset? OpenUntil, int Failures, DateTimeOffset? LastCommitAt);

/// <summary>What happened in one hour.</summary>
public sealed record PublishHour(DateTimeOffset Hour, int Sent, int Failed, int Unknown);

/// <summary>What a person may do with a publication.</summary>
public enum PublishVerb { Retry, ItIsThere, SendAgain, Discard }

public static class PublishVerbs
{
    public static IReadOnlyList<PublishVerb> Of(PublicationState state) => state switch
    {
        PublicationState.Waiting or PublicationState.Preparing => [PublishVerb.Retry, PublishVerb.Discard],
        PublicationState.Rejected => [PublishVerb.Retry, PublishVerb.Discard],
        PublicationState.Parked => [PublishVerb.ItIsThere, PublishVerb.SendAgain, PublishVerb.Discard],
        PublicationState.Unknown => [PublishVerb.ItIsThere],
        PublicationState.Due => [PublishVerb.Discard],
        _ => [],
    };
}
