using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Home;

/// <summary>One day of the office: who is where, what nobody has, and what needs attention.</summary>
/// <param name="Today">The companies' today, in their zone.</param>
/// <param name="People">Who has work that day, by name; whoever is only away comes last.</param>
/// <param name="Unassigned">Work of the day that nobody has.</param>
/// <param name="Everybody">Holidays and meetings that concern the whole office.</param>
public sealed record HomeDay(
    DateOnly Day, DateOnly Today, IReadOnlyList<PersonDay> People, IReadOnlyList<Visit> Unassigned, IReadOnlyList<string> Everybody,
    IReadOnlyList<Attention> Attentions, IReadOnlyList<DueTask> Tasks)
{
    public int Visits => People.SelectMany(p => p.Visits).Concat(Unassigned).Select(v => v.Id).Distinct().Count();
}

/// <param name="Away">Why the person is not at work, when so.</param>
public sealed record PersonDay(string Name, IReadOnlyList<Visit> Visits, string? Away);

/// <summary>A job or a call on somebody's day; exactly one of the two.</summary>
public sealed record Visit(JobRow? Job, ServiceCallRow? Call)
{
    public Guid Id => Job?.Id ?? Call!.Id;
    public string TenantId => Job?.TenantId ?? Call!.TenantId;

    /// <summary>Calls by their time; work that lasts the day stands before them.</summary>
    public DateTimeOffset At => Call is { AllDay: false, StartsAt: { } at } ? at : DateTimeOffset.MinValue;

    public IReadOnlyList<string> Who => Job?.Crew ?? Call!.Technicians;
}

/// <summary>Something that needs attention, with a number that is exactly what its list shows.</summary>
public sealed record Attention(AttentionKind Kind, int Count, bool IsCapped);

public enum AttentionKind { OverdueJobs, OverdueCalls, UnassignedJobs, UnassignedCalls, PaperworkMissing, NeedsWriteUp, ImportRows }

/// <summary>An office task that is due: of a job, or of a call.</summary>
public sealed record DueTask(Guid Id, string TenantId, string Title, DateOnly DueDate, string? Assignee, Guid? JobId, int? JobNumber, Guid? CallId, int? CallNumber);
