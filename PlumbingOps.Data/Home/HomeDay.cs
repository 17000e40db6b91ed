using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Home;

/// <summary>One day of the office, or of one technician.</summary>
/// <param name="Day">Of the companies' own calendar.</param>
/// <param name="IsToday">In the zone of the first of them.</param>
/// <param name="People">Who is where, the busiest company's order: by name.</param>
/// <param name="Unassigned">Work of the day that nobody goes to.</param>
/// <param name="Free">At work, and nowhere booked.</param>
/// <param name="Everybody">Holidays and meetings of all.</param>
public sealed record HomeDay(
    DateOnly Day, bool IsToday, IReadOnlyList<HomePerson> People, IReadOnlyList<HomeVisit> Unassigned, IReadOnlyList<HomeTechnician> Free, IReadOnlyList<HomeAbsence> Everybody,
    HomeWork Work);

/// <param name="Name">A person who works for both companies stands here once.</param>
public sealed record HomePerson(string Name, IReadOnlyList<HomeAbsence> Absences, IReadOnlyList<HomeVisit> Visits);

public sealed record HomeTechnician(Guid Id, string TenantId, string Name);

public sealed record HomeAbsence(string TenantId, string Title, AbsenceKind Kind, DateOnly StartDate, DateOnly EndDate);

/// <summary>A job that is worked on that day, or a call.</summary>
/// <param name="StartsAt">Null for a whole day.</param>
/// <param name="DayNumber">Which day of a work of several days.</param>
/// <param name="Phone">For those who work with calls.</param>
public sealed record HomeVisit(
    Guid Id, string TenantId, bool IsJob, int Number, string Title, string What, string? Street, string? City, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, int DayNumber, int DayCount,
    JobStatus? JobStatus, ServiceCallStatus? CallStatus, CallPriority? Priority, string? Phone, bool IsOverdue, bool Leads)
{
    public string ShortNumber => IsJob ? $"J-{Number}" : $"C-{Number}";

    public bool IsDone => JobStatus is Jobs.JobStatus.Completed or Jobs.JobStatus.Cancelled
        || CallStatus is ServiceCallStatus.Completed or ServiceCallStatus.Cancelled or ServiceCallStatus.NoShow;
}

/// <summary>How much there is on the day. The lists of jobs and calls, narrowed to it, hold exactly so many rows. Null: not for this person.</summary>
public sealed record HomeWork(int? Jobs, int? Calls);
