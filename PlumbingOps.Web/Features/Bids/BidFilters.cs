using PlumbingOps.Data.Bids;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

/// <summary>The filters of the bids list as they stand in an address: of the page, the pipeline and the file alike.</summary>
public static class BidFilters
{
    /// <summary>In the place of a state: all of them.</summary>
    public const string AnyStatus = "all";

    /// <summary>Whoever asks for nothing in particular wants those that are still undecided.</summary>
    public static bool OnlyOpen(Func<string, string?> value) =>
        value("status") is null && value("q") is null && value("archived") is null && value("call") is null && value("customer") is null && value("builder") is null
        && value("decided") is null && value("decidedto") is null && value("sentfrom") is null && value("sentto") is null && value("technician") is null;

    /// <param name="value">Of a key in the address; null when absent.</param>
    public static BidFilter Read(Func<string, string?> value) => new()
    {
        Search = value("q"),
        Status = Enum.TryParse<BidStatus>(value("status"), out var status) && Enum.IsDefined(status) ? status : null,
        Open = OnlyOpen(value),
        ToChase = value("chase") is not null,
        BuilderId = Id(value("builder")),
        CustomerId = Id(value("customer")),
        OwnerId = Id(value("owner")),
        ServiceCallId = Id(value("call")),
        From = AddressQuery.Day(value("from")),
        To = AddressQuery.Day(value("to")),
        DecidedFrom = AddressQuery.Day(value("decided")),
        DecidedTo = AddressQuery.Day(value("decidedto")),
        SentFrom = AddressQuery.Day(value("sentfrom")),
        SentTo = AddressQuery.Day(value("sentto")),
        TechnicianId = Id(value("technician")),
        Archived = value("archived") is not null,
    };

    internal static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
