using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>One visit: service, warranty, go-back and the like; for a customer, a lot, or both. Who occupies the place is not who pays.</summary>
public class ServiceCall
{
    public const int TextMaxLength = 12000;
    public const int ReasonMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>C-2231: counted by the database, per company.</summary>
    public int Number { get; private set; }
    public required ServiceCallKind Kind { get; set; }
    public ServiceCallStatus Status { get; set; } = ServiceCallStatus.New;
    public CallPriority Priority { get; set; } = CallPriority.Normal;

    public Guid? CustomerId { get; set; }
    public Customer? Customer { get; init; }
    public Guid? LotId { get; set; }
    public Lot? Lot { get; init; }
    public Guid? BuilderId { get; set; }
    /// <summary>Visits booked together (one entry for several lots) share it.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>What is wrong, or what is to be done.</summary>
    public required string Problem { get; set; }
    public string? Notes { get; set; }

    /// <summary>Who is on site; restricted to those who work with the call.</summary>
    public string? ContactName { get; set; }
    public string? ContactPhone { get; set; }
    public string? ContactPhoneDigits { get; private set; }
    public string? ContactEmail { get; set; }

    /// <summary>Where, when it is not the lot's or the customer's own address.</summary>
    public string? ProjectName { get; set; }
    public string? Street { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? Zip { get; set; }
    public string? Building { get; set; }
    public string? Unit { get; set; }

    /// <summary>Who pays, when it is not the customer: a builder or another customer.</summary>
    public Guid? BillToCustomerId { get; set; }
    public Guid? BillToBuilderId { get; set; }

    public DateTimeOffset? StartsAt { get; set; }
    public DateTimeOffset? EndsAt { get; set; }
    /// <summary>The calendar gave a day without a time of day.</summary>
    public bool AllDay { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    /// <summary>Why the call is on hold, cancelled or a no-show.</summary>
    public string? StatusReason { get; set; }

    public PaymentStatus? PaymentStatus { get; set; }
    public WriteUpStatus? WriteUp { get; set; }
    public Guid? WriteUpAssigneeId { get; set; }
    public bool PaperworkTurnedIn { get; set; }

    /// <summary>The service office's code for the customer (surname letters and initial) and the running estimate number.</summary>
    public string? CustomerCode { get; set; }
    public int? EstimateNumber { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    /// <summary>The start, or the end of time when there is none: what lists sort by.</summary>
    public DateTimeOffset StartSort { get; private set; }
    /// <summary>Contact, address, problem in lower case; kept by the database for the search box.</summary>
    public string Search { get; private set; } = "";

    public List<CallTechnician> Technicians { get; } = [];
    public List<CallTask> Tasks { get; } = [];
    public List<CallPayment> Payments { get; } = [];
    public List<CallAccessCode> AccessCodes { get; } = [];

    public bool IsOpen => Status is not (ServiceCallStatus.Completed or ServiceCallStatus.Cancelled or ServiceCallStatus.NoShow);
    public string ShortNumber => $"C-{Number}";
}

public enum ServiceCallKind { Service, Warranty, PayCall, PunchList, GoBack, Estimate, Repipe, Other }

public enum ServiceCallStatus { New, Scheduled, Dispatched, InProgress, OnHold, Completed, Cancelled, NoShow }

public enum CallPriority { Low, Normal, High, Emergency }

public enum PaymentStatus { Unpaid, Pending, Partial, Paid }

public enum WriteUpStatus { NeedsWriteUp, InProgress, WrittenUp }

/// <summary>A technician on a call: one primary, any number of helpers.</summary>
public class CallTechnician
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    public Guid TechnicianId { get; init; }
    public bool IsPrimary { get; set; }
}

/// <summary>An office to-do hanging on a call.</summary>
public class CallTask
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    public CallTaskType Type { get; set; } = CallTaskType.Other;
    public required string Title { get; set; }
    public string? Description { get; set; }
    public OfficeTaskStatus Status { get; set; } = OfficeTaskStatus.Pending;
    public Guid? AssigneeId { get; set; }
    public DateOnly? DueDate { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public Guid? CompletedById { get; set; }
    public uint Version { get; private set; }
}

public enum CallTaskType { PullPermit, OrderParts, SendBid, CallBackToSchedule, WriteUpBilling, PriceApproval, Other }

/// <summary>Money received for a call.</summary>
public class CallPayment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
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
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid ServiceCallId { get; init; }
    /// <summary>Door, gate, lockbox.</summary>
    public string? Label { get; init; }
    public required string Code { get; init; }
}
