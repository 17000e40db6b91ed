using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls.Completion;

namespace PlumbingOps.Data.ServiceCalls.Days;

/// <summary>What somebody has to do today, in each company's own day.</summary>
/// <param name="Visits">In the order they are driven to: what has begun, then by time; what is over comes last.</param>
/// <param name="Jobs">Work of whole days.</param>
public sealed record OwnDay(DateOnly Day, IReadOnlyList<OwnVisit> Visits, IReadOnlyList<OwnJob> Jobs)
{
    public OwnVisit? Next => Visits.FirstOrDefault(visit => visit.IsAhead);
}

/// <summary>A stop of the day.</summary>
/// <param name="Title">For whom or where.</param>
/// <param name="Who">Who is there, and the number to call.</param>
/// <param name="Leads">Whether the person is in charge or helps.</param>
/// <param name="Others">Who else comes.</param>
/// <param name="Codes">How many door codes there are, for who may see them today.</param>
/// <param name="Answered">Of the completion's steps.</param>
public sealed record OwnVisit(
    Guid Id, string TenantId, int Number, ServiceCallKind Kind, ServiceCallStatus Status, CallPriority Priority, string Title, string Problem, string? Notes,
    string? Street, string? City, string? State, string? Zip, string? Unit, string? Who, string? Phone, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, bool AllDay,
    bool Leads, IReadOnlyList<string> Others, int Codes, int Answered, int Photos)
{
    public string ShortNumber => $"C-{Number}";

    /// <summary>Somebody is still to go there, or is there.</summary>
    public bool IsAhead => Status is ServiceCallStatus.New or ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched or ServiceCallStatus.InProgress;

    public bool AllAnswered => Answered == CompletionSteps.All.Count;

    public string Address => string.Join(", ", new[] { Street, City, $"{State} {Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    public bool Allows(ServiceCallVerb verb) => verb.From().Contains(Status);
}

public sealed record OwnJob(Guid Id, string TenantId, int Number, string Place, JobPhase Phase, JobStatus Status, string? Street, string? City);
