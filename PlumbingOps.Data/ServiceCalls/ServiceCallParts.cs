using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls.Completion;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>A technician on a call: one primary, any number of helpers.</summary>
public class CallTechnician
{
    public const int ReasonMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    public Guid TechnicianId { get; init; }
    public bool IsPrimary { get; init; }

    /// <summary>Why the person may be booked twice at that time; null for almost everybody. Set through the database (double_booking.sql), which knows whether it is needed.</summary>
    public string? OverlapReason { get; private set; }
    /// <summary>Who it is in all companies, and when the visit takes the person's time; null when it takes none. Kept by the database alone.</summary>
    public Guid? PersonId { get; private set; }
    public DateTimeOffset? BusyFrom { get; private set; }
    public DateTimeOffset? BusyTo { get; private set; }
}

/// <summary>
/// A call that may have no technician: none that has none is missing here, so nobody assigned is found without looking at every open call. Written by
/// the database alone (unassigned.sql); one that lost a helper stays until it gets another technician, so who asks looks at the technicians too.
/// </summary>
public class UnassignedCall
{
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
}

/// <summary>An office to-do hanging on a call.</summary>
public class CallTask : OfficeTask
{
    public Guid ServiceCallId { get; init; }
    public CallTaskType Type { get; set; } = CallTaskType.Other;
    /// <summary>The completion step whose "yes" made it: "no" takes it back.</summary>
    public CompletionStep? Step { get; init; }
}

public enum CallTaskType { PullPermit, OrderParts, SendBid, CallBackToSchedule, WriteUpBilling, PriceApproval, Other }

/// <summary>Money received for a call.</summary>
public class CallPayment
{
    public const int NoteMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    /// <summary>Negative: paid back.</summary>
    public long AmountCents { get; init; }
    public PaymentMethod Method { get; init; }
    /// <summary>In the company's zone.</summary>
    public DateOnly PaidOn { get; init; }
    public string? Note { get; init; }
    public Guid? RecordedById { get; init; }
}

public enum PaymentMethod { Cash, Check, Card, Invoice, Other }

/// <summary>A door, gate or lockbox code. Shown only to those with <see cref="People.Permission.SeeAccessCodes"/>; masked in the history.</summary>
public class CallAccessCode
{
    public const int LabelMaxLength = JobAccessCode.LabelMaxLength;
    public const int CodeMaxLength = JobAccessCode.CodeMaxLength;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    /// <summary>Door, gate, lockbox.</summary>
    public string? Label { get; init; }
    public required string Code { get; init; }
}
