using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>Everything the page of a lot shows, as the reader's companies know it.</summary>
public sealed record LotDetails(
    Guid Id, LotInput Facts, Guid CommunityId, string Community, Guid BuilderId, string Builder, int BuilderWarrantyMonths, DateTimeOffset? ArchivedAt,
    IReadOnlyList<LotJobRow> Jobs, IReadOnlyList<LotCallRow> Calls, IReadOnlyList<LotWarrantyRow> Warranties, IReadOnlyList<LotOwnerRow> Owners,
    IReadOnlyList<LotEvent> Timeline)
{
    public string Title => LotWords.Title(Facts.Number, Facts.Street);
}

/// <summary>A job on a lot, or in a cell of the board.</summary>
public sealed record LotJobRow(
    Guid Id, string TenantId, int Number, JobPhase Phase, JobStatus Status, string? StatusReason, DateOnly? StartDate, DateOnly? EndDate, DateOnly? CompletedOn, IReadOnlyList<CrewName> Crew)
{
    public string ShortNumber => $"J-{Number}";

    public bool IsOpen => Status is not (JobStatus.Completed or JobStatus.Cancelled);

    /// <summary>Past its last day and neither finished nor on hold.</summary>
    public bool IsOverdue(DateOnly today) => EndDate < today && Status is JobStatus.New or JobStatus.Scheduled or JobStatus.InProgress;
}

/// <summary>Somebody on a crew.</summary>
public sealed record CrewName(Guid Id, string Name)
{
    /// <summary>"Theo Park" → "TP"; a single name gives its first two letters: "Bo".</summary>
    public string Initials
    {
        get
        {
            var words = Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words switch
            {
                [] => "?",
                [var only] => only[..Math.Min(2, only.Length)],
                [var first, .., var last] => $"{char.ToUpperInvariant(first[0])}{char.ToUpperInvariant(last[0])}",
            };
        }
    }
}

public sealed record LotCallRow(
    Guid Id, string TenantId, int Number, ServiceCallKind Kind, ServiceCallStatus Status, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, bool AllDay, string Problem, string? Technician)
{
    public string ShortNumber => $"C-{Number}";
}

/// <param name="Today">The company's today, which decides what is covered.</param>
public sealed record LotWarrantyRow(
    string TenantId, DateOnly StartsOn, DateOnly EndsOn, Guid? JobId, int? JobNumber, JobPhase? JobPhase, string? Notes, DateOnly Today)
{
    public WarrantyStatus Status => WarrantyStatus.Of(StartsOn, EndsOn, Today);
}

public sealed record LotOwnerRow(Guid Id, string TenantId, Guid CustomerId, string Customer, string? Phone, DateOnly Since);

public enum LotEventKind { JobPlanned, JobCompleted, Call, WarrantyStarts, WarrantyEnds, Closing, Turnover }

/// <summary>One thing that happened or will happen on a lot, on a day of its company's calendar.</summary>
/// <param name="RecordId">The job, call or customer it leads to.</param>
public sealed record LotEvent(DateOnly Day, LotEventKind Kind, string What, string? TenantId, Guid? RecordId)
{
    /// <summary>In the order of days; on one day, in the order of a house's life.</summary>
    public static IReadOnlyList<LotEvent> InOrder(
        DateOnly? closing, IEnumerable<LotJobRow> jobs, IEnumerable<LotCallRow> calls, IEnumerable<LotWarrantyRow> warranties, IEnumerable<LotOwnerRow> owners, IReadOnlyDictionary<string, TenantRow> companies)
    {
        var events = new List<LotEvent>();
        foreach (var job in jobs.Where(j => j.Status != JobStatus.Cancelled))
        {
            if (job.CompletedOn is { } done)
            {
                events.Add(new(done, LotEventKind.JobCompleted, $"{job.Phase.InWords()} completed", job.TenantId, job.Id));
            }
            else if (job.StartDate is { } start)
            {
                events.Add(new(start, LotEventKind.JobPlanned, $"{job.Phase.InWords()}, {job.Status.InWords()}", job.TenantId, job.Id));
            }
        }

        foreach (var call in calls.Where(c => c.StartsAt is not null && c.Status != ServiceCallStatus.Cancelled))
        {
            var visited = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(call.StartsAt!.Value, companies[call.TenantId].TimeZone).DateTime);
            events.Add(new(visited, LotEventKind.Call, $"{Capital(People.Permissions.InWords(call.Kind))} {call.ShortNumber}: {call.Problem}", call.TenantId, call.Id));
        }

        foreach (var warranty in warranties)
        {
            events.Add(new(warranty.StartsOn, LotEventKind.WarrantyStarts, "Warranty starts", warranty.TenantId, warranty.JobId));
            events.Add(new(warranty.EndsOn, LotEventKind.WarrantyEnds, "Last day of the warranty", warranty.TenantId, warranty.JobId));
        }

        events.AddRange(owners.Select(o => new LotEvent(o.Since, LotEventKind.Turnover, $"Turned over to {o.Customer}", o.TenantId, o.CustomerId)));
        if (closing is { } day)
        {
            events.Add(new(day, LotEventKind.Closing, "Closing date", null, null));
        }

        return [.. events.OrderBy(e => e.Day).ThenBy(e => e.Kind)];
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
