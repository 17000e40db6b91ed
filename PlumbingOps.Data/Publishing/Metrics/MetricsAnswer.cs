namespace PlumbingOps.Data.Publishing.Metrics;

/// <summary>What a post brought, as its network says it. A figure that is not there, or is null, is unknown; it is never taken for zero.</summary>
public sealed record MetricsAnswer(ProviderAnswer Answer, IReadOnlyDictionary<Metric, long?> Values, string? Raw)
{
    /// <summary>Names that the network no longer knows: not to be asked for again.</summary>
    public IReadOnlyList<string> Dead { get; init; } = [];

    /// <summary>How many calls it took.</summary>
    public int Calls { get; init; } = 1;

    public static MetricsAnswer Failed(ProviderAnswer answer, int calls = 1) => new(answer, new Dictionary<Metric, long?>(), null) { Calls = calls };
}

/// <summary>An account's figures, day by day; a day that is missing is not known yet.</summary>
public sealed record AccountMetricsAnswer(ProviderAnswer Answer, IReadOnlyDictionary<DateOnly, IReadOnlyDictionary<Metric, long?>> Days)
{
    public IReadOnlyList<string> Dead { get; init; } = [];

    public int Calls { get; init; } = 1;

    /// <summary>The network has no such figures.</summary>
    public static AccountMetricsAnswer None { get; } = new(ProviderAnswer.Ok, new Dictionary<DateOnly, IReadOnlyDictionary<Metric, long?>>()) { Calls = 0 };

    public static AccountMetricsAnswer Failed(ProviderAnswer answer, int calls = 1) => None with { Answer = answer, Calls = calls };
}
