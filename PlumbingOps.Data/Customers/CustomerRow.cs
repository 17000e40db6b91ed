using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Customers;

/// <summary>A customer in a list.</summary>
public sealed record CustomerRow(
    Guid Id, string TenantId, string Name, string? Phone, string? OtherPhone, string? Email, string? Street, string? City, string? State, string? Zip,
    IReadOnlyList<string> Tags, bool DoNotService, DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt)
{
    /// <summary>How many; null when the reader may not see calls.</summary>
    public int? Calls { get; init; }

    public string Address => string.Join(", ", new[] { Street, City, $"{State} {Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>What a list of customers is narrowed to; every member also stands in the page's address.</summary>
public sealed record CustomerFilter
{
    /// <summary>Words of the name, any part of a phone, mail or address.</summary>
    public string? Search { get; init; }
    public string? TenantId { get; init; }
    public string? Tag { get; init; }
    public bool DoNotService { get; init; }
    /// <summary>The archived ones instead of the others.</summary>
    public bool Archived { get; init; }
}

/// <summary>One customer with what belongs to it; the calls are a list of their own.</summary>
public sealed record CustomerDetails(
    Guid Id, string TenantId, CustomerInput Facts, DateTimeOffset CreatedAt, DateTimeOffset? ArchivedAt, IReadOnlyList<CustomerLotRow> Lots, CustomerCalls? Calls);

/// <param name="Until">When the next homeowner came; null while the customer lives there.</param>
public sealed record CustomerLotRow(Guid LotId, string? Number, string? Street, string Community, DateOnly Since, DateOnly? Until);

/// <summary>The calls of a customer in numbers.</summary>
/// <param name="First">When the first one began, or was made when it has no time.</param>
public sealed record CustomerCalls(int Total, int Open, DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyDictionary<ServiceCallStatus, int> ByStatus);

/// <summary>Somebody who may already be the customer that is being typed.</summary>
/// <param name="Why">"same phone", "same e-mail", "same name and street", "same name".</param>
public sealed record SimilarCustomer(Guid Id, string Name, string? Phone, string? Address, string Why);

/// <summary>What a merge would do, or did.</summary>
/// <param name="Fills">Labels of what the kept customer gets from the other.</param>
public sealed record CustomerMerge(Guid SourceId, string Source, Guid TargetId, string Target, int Calls, int Bills, int Lots, IReadOnlyList<string> Fills)
{
    /// <summary>What undoes it; null in a preview.</summary>
    public Guid? ChangeSetId { get; init; }
}
