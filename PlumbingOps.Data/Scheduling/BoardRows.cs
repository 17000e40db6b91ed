using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Scheduling;

/// <summary>What of the schedule is looked at: days of the company's clock, both included, and what the filters leave.</summary>
public sealed record BoardQuery(DateOnly First, DateOnly Last, Guid? TechnicianId = null, ServiceCallKind? Kind = null, bool Jobs = true, bool Done = true)
{
    /// <summary>More is no board any more.</summary>
    public const int MostDays = 31;
}

/// <summary>A row of the board.</summary>
/// <param name="Skills">The kinds of call the person goes to; none means all.</param>
public sealed record BoardPerson(Guid Id, string TenantId, string Name, bool IsActive, IReadOnlyList<ServiceCallKind> Skills);

/// <param name="OverlapReason">Why the person may be booked twice then.</param>
public sealed record BoardAssignment(Guid TechnicianId, bool IsPrimary, string? OverlapReason);

/// <summary>A call as the board draws it. Never who is on site, nor a code.</summary>
/// <param name="Name">For whom or where.</param>
/// <param name="Problem">Its beginning.</param>
public sealed record BoardVisit(
    Guid Id, string TenantId, int Number, ServiceCallKind Kind, ServiceCallStatus Status, CallPriority Priority, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, bool AllDay,
    string? Name, string? Street, string? City, string Problem, IReadOnlyList<BoardAssignment> Assignments)
{
    public const int ProblemShown = 120;

    public string ShortNumber => $"C-{Number}";
    public string Title => Name ?? Street ?? ShortNumber;
    public bool IsMovable => ServiceCallVerb.Schedule.From().Contains(Status);
    public bool TakesTime => !AllDay && StartsAt is not null && Status is ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched or ServiceCallStatus.InProgress;
    /// <summary>Of a call that has a time.</summary>
    public DateTimeOffset End => EndsAt > StartsAt ? EndsAt.Value : StartsAt.GetValueOrDefault() + CallWindow.UsualLength;
    public Guid? PrimaryId => Assignments.FirstOrDefault(a => a.IsPrimary)?.TechnicianId;
    public string? Where => Street is null ? City : City is null ? Street : $"{Street}, {City}";

    /// <summary>How the call stands; who moves it says what they saw.</summary>
    public VisitSeen Seen => VisitSeen.Of(StartsAt, EndsAt, AllDay, Assignments.Select(a => (a.TechnicianId, a.IsPrimary)));

    public bool IsOf(Guid? technician) => technician is { } id ? Assignments.Any(a => a.TechnicianId == id) : Assignments.Count == 0;
}

/// <summary>Time and people of a call as a person saw them. Another move meanwhile is told and not overwritten.</summary>
public sealed record VisitSeen(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, bool AllDay, string People)
{
    public static VisitSeen Of(DateTimeOffset? startsAt, DateTimeOffset? endsAt, bool allDay, IEnumerable<(Guid Id, bool IsPrimary)> people) =>
        new(startsAt, endsAt, allDay, string.Join(' ', people.OrderBy(p => p.Id).Select(p => p.IsPrimary ? $"{p.Id}*" : $"{p.Id}")));
}

/// <summary>A job on the board: whole days, a bar.</summary>
public sealed record BoardJob(Guid Id, string TenantId, int Number, JobPhase Phase, JobStatus Status, DateOnly Start, DateOnly End, string Place, IReadOnlyList<Guid> Crew)
{
    public string ShortNumber => $"J-{Number}";
    public bool IsOpen => Status is JobStatus.Scheduled or JobStatus.InProgress or JobStatus.New;
}

/// <param name="TechnicianId">Null: everybody of the company.</param>
public sealed record BoardAbsence(Guid Id, string TenantId, Guid? TechnicianId, string Title, AbsenceKind Kind, DateOnly Start, DateOnly End)
{
    /// <summary>A meeting takes an hour or two of the day, everything else all of it.</summary>
    public bool IsAllDay => Kind != AbsenceKind.Meeting;

    public bool Concerns(BoardPerson person, DateOnly day) => Start <= day && day <= End && TenantId == person.TenantId && (TechnicianId is null || TechnicianId == person.Id);
}

/// <summary>Everything the board shows of some days.</summary>
/// <param name="Tray">Open calls without a time, the most urgent first.</param>
/// <param name="More">There are more visits than are shown.</param>
public sealed record BoardView(
    IReadOnlyList<BoardPerson> People, IReadOnlyList<BoardVisit> Visits, IReadOnlyList<BoardVisit> Tray, IReadOnlyList<BoardJob> Jobs, IReadOnlyList<BoardAbsence> Absences, bool More)
{
    private readonly ILookup<Guid, BoardVisit> byPerson = Visits.SelectMany(v => v.Assignments.Select(a => (a.TechnicianId, v))).ToLookup(p => p.TechnicianId, p => p.v);
    private readonly ILookup<Guid, BoardJob> jobsByPerson = Jobs.SelectMany(j => j.Crew.Select(t => (t, j))).ToLookup(p => p.t, p => p.j);

    /// <summary>Null: nobody is assigned.</summary>
    public IEnumerable<BoardVisit> Of(Guid? person) => person is { } id ? byPerson[id] : Visits.Where(v => v.Assignments.Count == 0);

    public IEnumerable<BoardJob> JobsOf(Guid? person) => person is { } id ? jobsByPerson[id] : Jobs.Where(j => j.Crew.Count == 0 && j.IsOpen);
}
