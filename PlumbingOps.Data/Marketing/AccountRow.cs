namespace PlumbingOps.Data.Marketing;

/// <summary>A channel account in a list.</summary>
/// <param name="Connection">Null: never connected, or nothing to connect.</param>
public sealed record AccountRow(
    Guid Id, string TenantId, Guid ChannelId, string Channel, Provider Provider, string Name, string? ProfileUrl, int PostsPerWeek, List<DayOfWeek> Weekdays,
    List<TimeOnly> Times, bool IsActive, ConnectionState? Connection);

/// <summary>What a list of accounts is narrowed to; every member also stands in the page's address.</summary>
public sealed record AccountFilter
{
    public string? Search { get; init; }
    public Guid? ChannelId { get; init; }
    /// <summary>Those switched off instead of the others.</summary>
    public bool Inactive { get; init; }
}

/// <summary>What the page of one account shows.</summary>
/// <param name="Input">As the form opens; what a save calls "seen".</param>
/// <param name="ComingPosts">Placements that still lie ahead.</param>
public sealed record AccountDetails(AccountRow Row, AccountInput Input, AccountConnection? Connection, int ComingPosts)
{
    public Guid Id => Row.Id;
    public string TenantId => Row.TenantId;
}
