using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What the page of one call shows.</summary>
/// <param name="Input">As the form opens; what a save calls "seen".</param>
/// <param name="Payments">Null for those who may not see prices.</param>
/// <param name="AccessCodeCount">How many there are; null for those who may not see them now.</param>
/// <param name="MayRecordPayment">The person may, for this call, today.</param>
public sealed record ServiceCallDetails(
    ServiceCallRow Row, ServiceCallInput Input, string? StatusReason, bool IsArchived, DateTimeOffset CreatedAt,
    CallCustomer? Customer, CallLot? Lot, string? Builder, string? BillToCustomer, string? BillToBuilder, string? WriteUpAssignee,
    IReadOnlyList<CallTechnicianRow> Technicians, IReadOnlyList<CallTaskRow> Tasks, IReadOnlyList<CallPaymentRow>? Payments,
    int? AccessCodeCount, bool MayRecordPayment)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
    public ServiceCallStatus Status => Row.Status;

    public string? State => Input.State ?? (Input.Street is null ? Lot?.State ?? Customer?.State : null);
    public string? Zip => Input.Zip ?? (Input.Street is null ? Lot?.Zip ?? Customer?.Zip : null);

    /// <summary>Whether the state allows the verb; <see cref="ServiceCallVerbs.Needs"/> says who may.</summary>
    public bool Allows(ServiceCallVerb verb) => !IsArchived && verb.From().Contains(Status);
}

/// <summary>The customer of a call, as the call's page needs them.</summary>
/// <param name="DoNotService">The office decided to serve them no more.</param>
public sealed record CallCustomer(
    Guid Id, string Name, string? Phone, string? OtherPhone, string? Email, string? Street, string? City, string? State, string? Zip, bool DoNotService, bool IsArchived);

/// <summary>The lot of a call and whether its warranty covers the visit.</summary>
/// <param name="Owner">The present homeowner, as the company knows them.</param>
/// <param name="CoveredOn">The day that was asked about: the visit's, or today.</param>
public sealed record CallLot(
    Guid Id, string Place, Guid BuilderId, string Builder, string? Street, string? City, string? State, string? Zip,
    Guid? OwnerId, string? Owner, WarrantyRow? Warranty, DateOnly CoveredOn)
{
    public bool IsCovered => Warranty?.Covers(CoveredOn) == true;
}

public sealed record CallTechnicianRow(Guid TechnicianId, string Name, bool IsPrimary, bool IsActive);

/// <summary>An office to-do of a call.</summary>
public sealed record CallTaskRow(CallTaskType Type, OfficeTaskRow Task);

public sealed record CallPaymentRow(Guid Id, long AmountCents, PaymentMethod Method, DateOnly PaidOn, string? Note, string? RecordedBy);
