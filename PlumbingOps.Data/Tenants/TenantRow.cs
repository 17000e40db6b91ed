namespace PlumbingOps.Data.Tenants;

/// <summary>What every page knows of a company.</summary>
public sealed record TenantRow(string Id, string Name, string ShortName, string Color, string Zone, IReadOnlySet<Feature> Features)
{
    public WorkWeek Work { get; init; } = WorkWeek.Usual;

    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The company's today.</summary>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZone).DateTime);

    /// <summary>The instant the company's day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day) => TimeZone.StartOf(day);
}
