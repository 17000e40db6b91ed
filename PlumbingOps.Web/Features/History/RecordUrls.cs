using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.History;

/// <summary>Where a record of the log is shown.</summary>
public static class RecordUrls
{
    /// <param name="entity">The record's table, as the log names it.</param>
    /// <returns>Null when such records have no page of their own.</returns>
    public static string? Of(string entity, Guid id) => entity switch
    {
        "jobs" => Urls.Job(id),
        "service_calls" => Urls.ServiceCall(id),
        "bids" => Urls.Bid(id),
        "customers" => Urls.Customer(id),
        "builders" => Urls.Builder(id),
        "communities" => Urls.Community(id),
        "lots" => Urls.Lot(id),
        "import_batches" => Urls.Import(id),
        "review_requests" => Urls.ReviewRequest(id),
        "users" => Urls.User(id),
        _ => null,
    };
}
