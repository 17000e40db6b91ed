using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Features.Jobs;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>The filters of the calls list as they stand in an address: of the page and of the file alike.</summary>
public static class CallFilters
{
    /// <summary>Whoever asks for nothing in particular wants the visits that are still to be made.</summary>
    public static bool OnlyOpen(Func<string, string?> value) => JobFilters.OnlyOpen(value)
        && value("customer") is null && value("writeup") is null && value("paperwork") is null && value("unpaid") is null;

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
        Overdue = value("overdue") is not null,
        Unassigned = value("unassigned") is not null,
        NeedsWriteUp = value("writeup") is not null,
        PaperworkMissing = value("paperwork") is not null,
        Unpaid = value("unpaid") is not null,
        Archived = value("archived") is not null,
    };
}
