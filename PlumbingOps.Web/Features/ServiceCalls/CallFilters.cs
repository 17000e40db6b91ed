using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Features.Jobs;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>The filters of the calls list as they stand in an address: of the page and of the file alike.</summary>
public static class CallFilters
{
    /// <summary>In the place of a person: those that are nobody's.</summary>
    public const string Nobody = "nobody";

    /// <summary>What the office does after the visits, each a view of the list by its key in the address.</summary>
    public static readonly IReadOnlyList<(string Key, string Title)> Queues = [("writeup", "Needs write-up"), ("unpaid", "Unpaid"), ("paperwork", "Paperwork missing")];

    /// <summary>Whoever asks for nothing in particular wants the visits that are still to be made.</summary>
    public static bool OnlyOpen(Func<string, string?> value) => JobFilters.OnlyOpen(value)
        && value("customer") is null && value("unasked") is null && value("awaited") is null && value("takenfrom") is null && value("takento") is null && Queue(value) is null;

    /// <summary>The key of the view that is open; null for none.</summary>
    public static string? Queue(Func<string, string?> value) => Queues.FirstOrDefault(queue => value(queue.Key) is not null).Key;

    /// <param name="value">Of a key in the address; null when absent.</param>
    public static ServiceCallFilter Read(Func<string, string?> value) => new()
    {
        Search = value("q"),
        Status = JobFilters.Name<ServiceCallStatus>(value("status")),
        Open = OnlyOpen(value),
        Kind = JobFilters.Name<ServiceCallKind>(value("kind")),
        Priority = JobFilters.Name<CallPriority>(value("priority")),
        TechnicianId = JobFilters.Id(value("technician")),
        CustomerId = JobFilters.Id(value("customer")),
        LotId = JobFilters.Id(value("lot")),
        ImportId = JobFilters.Id(value("import")),
        BuilderId = JobFilters.Id(value("builder")),
        From = JobFilters.Day(value("from")),
        To = JobFilters.Day(value("to")),
        CompletedFrom = JobFilters.Day(value("donefrom")),
        CompletedTo = JobFilters.Day(value("doneto")),
        TakenFrom = JobFilters.Day(value("takenfrom")),
        TakenTo = JobFilters.Day(value("takento")),
        Awaited = value("awaited") is not null,
        Asked = value("asked") is not null,
        Overdue = value("overdue") is not null,
        Unscheduled = value("unscheduled") is not null,
        NotAsked = value("unasked") is not null,
        Unassigned = value("unassigned") is not null,
        NeedsWriteUp = value("writeup") is not null,
        WriteUpById = JobFilters.Id(value("by")),
        WriteUpByNobody = value("by") == Nobody,
        PaperworkMissing = value("paperwork") is not null,
        Unpaid = value("unpaid") is not null,
        Archived = value("archived") is not null,
    };
}
