namespace PlumbingOps.Data.ServiceCalls;

/// <summary>A call in a list. Never holds an access code, nor who is on site.</summary>
/// <param name="Problem">Its beginning.</param>
/// <param name="Street">The call's own, else the lot's, else the customer's.</param>
/// <param name="Technicians">Who is in charge first.</param>
/// <param name="WriteUpBy">Who writes the bill.</param>
public sealed record ServiceCallRow(
    Guid Id, string TenantId, int Number, ServiceCallKind Kind, ServiceCallStatus Status, CallPriority Priority,
    Guid? CustomerId, string? Customer, Guid? LotId, string? LotNumber, string? Community, string? ProjectName, string? Street, string? City, string Problem,
    DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, bool AllDay, DateTimeOffset? CompletedAt,
    PaymentStatus? PaymentStatus, WriteUpStatus? WriteUp, bool PaperworkTurnedIn, IReadOnlyList<string> Technicians, string? WriteUpBy)
{
    public const int ProblemShown = 140;

    public string ShortNumber => $"C-{Number}";

    /// <summary>For whom or where, the best name there is.</summary>
    public string Title => Customer ?? Lot ?? ProjectName ?? Street ?? ShortNumber;

    public string? Lot => Community is null ? null : LotNumber is null ? Community : $"{Community} #{LotNumber}";

    public bool IsOpen => ServiceCallVerb.Complete.From().Contains(Status);

    public bool IsOverdue(DateTimeOffset now) => EndsAt < now && IsOpen && Status != ServiceCallStatus.OnHold;

    /// <summary>Done, and the signed sheet is still in the truck.</summary>
    public bool PaperworkMissing => Status == ServiceCallStatus.Completed && !PaperworkTurnedIn;
}

/// <summary>What a list of calls is narrowed to; every member also stands in the page's address.</summary>
public sealed record ServiceCallFilter
{
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public ServiceCallStatus? Status { get; init; }
    /// <summary>Neither completed, cancelled nor a no-show.</summary>
    public bool Open { get; init; }
    public ServiceCallKind? Kind { get; init; }
    public CallPriority? Priority { get; init; }
    public Guid? TechnicianId { get; init; }
    public Guid? CustomerId { get; init; }
    public Guid? LotId { get; init; }
    public Guid? BuilderId { get; init; }
    /// <summary>Made or changed by this import.</summary>
    public Guid? ImportId { get; init; }
    /// <summary>Calls that begin on these days of the company, ends included.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    /// <summary>Calls that were completed on these days of the company, ends included.</summary>
    public DateOnly? CompletedFrom { get; init; }
    public DateOnly? CompletedTo { get; init; }
    /// <summary>Calls that came in on these days of the company, ends included.</summary>
    public DateOnly? TakenFrom { get; init; }
    public DateOnly? TakenTo { get; init; }
    /// <summary>Open and not on hold.</summary>
    public bool Awaited { get; init; }
    /// <summary>A review was asked for, whatever came of it.</summary>
    public bool Asked { get; init; }
    /// <summary>Open, past its end, not on hold.</summary>
    public bool Overdue { get; init; }
    /// <summary>Somebody is to go there, and no time is set.</summary>
    public bool Unscheduled { get; init; }
    /// <summary>Completed a while ago, with a mail address, and nobody was asked for a review, though everybody is.</summary>
    public bool NotAsked { get; init; }
    /// <summary>Open and no technician.</summary>
    public bool Unassigned { get; init; }
    /// <summary>Neither written up nor without a need: to be begun, or begun.</summary>
    public bool NeedsWriteUp { get; init; }
    /// <summary>Whose write-up it is.</summary>
    public Guid? WriteUpById { get; init; }
    /// <summary>Nobody was given the write-up.</summary>
    public bool WriteUpByNobody { get; init; }
    /// <summary>Completed and the paperwork is not turned in.</summary>
    public bool PaperworkMissing { get; init; }
    /// <summary>Money is still expected: unpaid, pending or partly paid.</summary>
    public bool Unpaid { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}
