using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.ServiceCalls.Intake;

/// <summary>Somebody, or a house, that the caller may be calling about.</summary>
/// <param name="CustomerId">Null: a lot.</param>
/// <param name="OpenCalls">Not completed and not cancelled.</param>
/// <param name="CoveredUntil">The last day of the warranty, when it is running.</param>
public sealed record IntakeMatch(
    Guid Id, Guid? CustomerId, Guid? LotId, string TenantId, string Name, string? Phone, string? Address, int OpenCalls, bool DoNotService, DateOnly? CoveredUntil);

/// <summary>What the desk should know before it books.</summary>
/// <param name="Open">The caller's open calls, the next first.</param>
/// <param name="Last">When somebody of ours was there last.</param>
/// <param name="Homes">Lots they live in, with the warranty of each.</param>
public sealed record IntakeFacts(CallCustomer Customer, string? Notes, IReadOnlyList<IntakeCall> Open, DateTimeOffset? Last, int Total, IReadOnlyList<IntakeHome> Homes);

public sealed record IntakeCall(Guid Id, int Number, ServiceCallKind Kind, ServiceCallStatus Status, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, bool AllDay, string Problem);

public sealed record IntakeHome(Guid LotId, string Place, WarrantyRow? Warranty);

/// <summary>A lot that stands at a typed address, with the warranty that counts there.</summary>
/// <param name="Months">What the builder's agreement gives.</param>
/// <param name="StartedBy">The phase whose completion started it: "Final".</param>
public sealed record IntakeLot(string TenantId, CallLot Lot, int Months, string? StartedBy);

/// <summary>A time that can be offered.</summary>
/// <param name="Free">How many technicians have nothing else then.</param>
public sealed record FreeWindow(CallWindow Window, int Free);
