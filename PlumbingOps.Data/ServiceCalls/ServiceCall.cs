using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>One visit: service, warranty, go-back and the like; for a customer, a lot, or both. Who occupies the place is not who pays.</summary>
public partial class ServiceCall
{
    public const int TextMaxLength = 12000;
    public const int ReasonMaxLength = 300;
    public const int NameMaxLength = 120;
    public const int PhoneMaxLength = 40;
    public const int CityMaxLength = 60;
    public const int StateMaxLength = 2;
    public const int ZipMaxLength = 10;
    public const int UnitMaxLength = 30;
    public const int CodeMaxLength = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>C-2231: counted by the database, per company.</summary>
    public int Number { get; private set; }
    public required ServiceCallKind Kind { get; set; }
    public ServiceCallStatus Status { get; private set; } = ServiceCallStatus.New;
    /// <summary>What the call was before it was put on hold, so that it goes back there.</summary>
    public ServiceCallStatus? HeldFrom { get; private set; }
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

    public DateTimeOffset? StartsAt { get; private set; }
    public DateTimeOffset? EndsAt { get; private set; }
    /// <summary>The whole day: from its midnight to the midnight after the last day.</summary>
    public bool AllDay { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    /// <summary>Why the call is on hold, cancelled or a no-show.</summary>
    public string? StatusReason { get; private set; }

    public PaymentStatus? PaymentStatus { get; private set; }
    public WriteUpStatus? WriteUp { get; set; }
    public Guid? WriteUpAssigneeId { get; set; }
    public bool PaperworkTurnedIn { get; set; }

    /// <summary>The service office's code for the customer (surname letters and initial) and the running estimate number.</summary>
    public string? CustomerCode { get; set; }
    public int? EstimateNumber { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ArchivedAt { get; private set; }
    public uint Version { get; private set; }

    /// <summary>The start, or the end of time when there is none: what lists sort by.</summary>
    public DateTimeOffset StartSort { get; private set; }
    /// <summary>Contact, address, problem in lower case; kept by the database for the search box.</summary>
    public string Search { get; private set; } = "";

    public List<CallTechnician> Technicians { get; } = [];
    public List<CallTask> Tasks { get; } = [];
    public List<CallPayment> Payments { get; } = [];
    public List<CallAccessCode> AccessCodes { get; } = [];

    public bool IsOpen => ServiceCallVerb.Complete.From().Contains(Status);
    public string ShortNumber => $"C-{Number}";

    /// <summary>Whether the visit touches the company's day.</summary>
    public bool IsOn(DateOnly day, TimeZoneInfo zone)
    {
        var (first, next) = (zone.StartOf(day), zone.StartOf(day.AddDays(1)));
        return StartsAt < next && (StartsAt >= first || EndsAt > first);
    }

    /// <summary>Sets, moves or takes away the time. A new call becomes scheduled; without a time it is new again.</summary>
    public void Schedule(DateTimeOffset? startsAt, DateTimeOffset? endsAt, bool allDay)
    {
        if (startsAt == StartsAt && endsAt == EndsAt && allDay == AllDay)
        {
            return;
        }

        Require(ServiceCallVerb.Schedule);
        if (startsAt is null && Status == ServiceCallStatus.Dispatched)
        {
            throw new RuleException("The technician was sent already: move the call, put it on hold or cancel it.", nameof(ServiceCallInput.When));
        }

        (StartsAt, EndsAt, AllDay) = (startsAt, endsAt, allDay);
        Status = WithTime(Status);
        HeldFrom = HeldFrom is { } before ? WithTime(before) : null;
    }

    /// <summary>The technician is told to go.</summary>
    public void Dispatch()
    {
        Require(ServiceCallVerb.Dispatch);
        if (Technicians.Count == 0)
        {
            throw new RuleException("Nobody is assigned: choose a technician first.", nameof(ServiceCallInput.PrimaryTechnicianId));
        }

        Status = ServiceCallStatus.Dispatched;
    }

    public void Start()
    {
        Require(ServiceCallVerb.Start);
        Status = ServiceCallStatus.InProgress;
    }

    public void Hold(string? reason)
    {
        Require(ServiceCallVerb.Hold);
        (StatusReason, HeldFrom, Status) = (Reason(reason), Status, ServiceCallStatus.OnHold);
    }

    public void Resume()
    {
        Require(ServiceCallVerb.Resume);
        (StatusReason, Status, HeldFrom) = (null, WithTime(HeldFrom ?? ServiceCallStatus.New), null);
    }

    /// <param name="completedAt">When the work ended; null for now.</param>
    public void Complete(DateTimeOffset now, DateTimeOffset? completedAt = null)
    {
        Require(ServiceCallVerb.Complete);
        if (completedAt > now)
        {
            throw new RuleException("The completion is in the future.", nameof(CompletedAt));
        }

        (CompletedAt, StatusReason, HeldFrom, Status) = (completedAt ?? now, null, null, ServiceCallStatus.Completed);
        WriteUp ??= WriteUpStatus.NeedsWriteUp;
    }

    public void Cancel(string? reason)
    {
        Require(ServiceCallVerb.Cancel);
        (StatusReason, HeldFrom, Status) = (Reason(reason), null, ServiceCallStatus.Cancelled);
    }

    /// <summary>We came and nobody was there.</summary>
    public void NoShow(string? reason)
    {
        Require(ServiceCallVerb.NoShow);
        (StatusReason, Status) = (string.IsNullOrWhiteSpace(reason) ? null : Reason(reason), ServiceCallStatus.NoShow);
    }

    /// <summary>A completed call goes on; a cancelled or missed one is to be visited after all.</summary>
    public void Reopen()
    {
        Require(ServiceCallVerb.Reopen);
        // Completing asks for the write-up; a visit that goes on is not ready for one.
        WriteUp = WriteUp == WriteUpStatus.NeedsWriteUp ? null : WriteUp;
        Status = Status == ServiceCallStatus.Completed ? ServiceCallStatus.InProgress : WithTime(ServiceCallStatus.New);
        (CompletedAt, StatusReason) = (null, null);
    }

    /// <summary>Takes the call out of every list; it can be restored.</summary>
    public void Archive(DateTimeOffset at)
    {
        RefuseArchived();
        ArchivedAt = at;
    }

    public void Restore()
    {
        if (ArchivedAt is null)
        {
            throw new RuleException("The call is not archived.");
        }

        ArchivedAt = null;
    }

    public void RefuseArchived()
    {
        if (ArchivedAt is not null)
        {
            throw new RuleException("The call is archived: restore it first.");
        }
    }

    /// <summary>One is primary, the others help. The primary's row is a new one, for the database allows one primary at any moment.</summary>
    public void SetTechnicians(Guid? primary, IReadOnlyCollection<Guid> helpers)
    {
        if (primary is null && helpers.Count > 0)
        {
            throw new RuleException("Helpers need somebody to help: choose the technician in charge.", nameof(ServiceCallInput.PrimaryTechnicianId));
        }

        var wanted = helpers.Where(h => h != primary).Distinct().Select(h => (Id: h, IsPrimary: false)).ToList();
        if (primary is { } first)
        {
            wanted.Insert(0, (first, true));
        }

        Technicians.RemoveAll(t => !wanted.Contains((t.TechnicianId, t.IsPrimary)));
        foreach (var (id, isPrimary) in wanted.Where(w => !Technicians.Any(t => t.TechnicianId == w.Id)).ToList())
        {
            Technicians.Add(new CallTechnician { TenantId = TenantId, TechnicianId = id, IsPrimary = isPrimary });
        }
    }

    private void Require(ServiceCallVerb verb)
    {
        RefuseArchived();
        if (!verb.From().Contains(Status))
        {
            throw new RuleException($"The call is {Status.InWords()}: it cannot be {verb.InWords()}.");
        }
    }

    private ServiceCallStatus WithTime(ServiceCallStatus status) => (status, StartsAt) switch
    {
        (ServiceCallStatus.New, not null) => ServiceCallStatus.Scheduled,
        (ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched, null) => ServiceCallStatus.New,
        _ => status,
    };

    private static string Reason(string? reason)
    {
        var why = reason?.Trim();
        return string.IsNullOrEmpty(why) ? throw new RuleException("Say why.", nameof(StatusReason))
            : why.Length <= ReasonMaxLength ? why
            : throw new RuleException($"Say why in at most {ReasonMaxLength} characters.", nameof(StatusReason));
    }
}
