namespace PlumbingOps.Data.Publishing.Metrics;

/// <summary>What a network said on one day about a post or, without one, about an account. The last answer of a day counts.</summary>
public class MetricReading
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid AccountId { get; init; }
    /// <summary>Null: of the whole account.</summary>
    public Guid? PostId { get; init; }
    /// <summary>The company's; of an account's figures the day they are about.</summary>
    public required DateOnly Day { get; init; }
    public required DateTimeOffset ReadAt { get; set; }
    /// <summary>As it came, JSON; without tokens.</summary>
    public string? Raw { get; set; }
    public List<MetricValue> Values { get; } = [];
}

/// <summary>One figure. No value is "not available": the network did not say, which is not nothing.</summary>
public class MetricValue
{
    public required Guid ReadingId { get; init; }
    public required string TenantId { get; init; }
    public required Metric Metric { get; init; }
    public long? Value { get; set; }
}

/// <summary>What is counted, in words that all networks share.</summary>
public enum Metric { Views, Reach, Reactions, Comments, Shares, Clicks, Engagements, Follows, WebsiteClicks, Calls, Directions }

/// <summary>A figure that a network no longer knows. One such name fails the whole question, so it is not asked for any more.</summary>
public class DeadMetric
{
    public const int NameMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Marketing.Provider Provider { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}
