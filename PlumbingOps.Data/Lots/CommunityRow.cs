using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>A community in a list.</summary>
public sealed record CommunityRow(
    Guid Id, string Name, Guid BuilderId, string Builder, string? City, string? State, int Lots, DateTimeOffset? ArchivedAt, IReadOnlyList<string> Aliases)
{
    /// <summary>Of the companies the reader may see.</summary>
    public int OpenJobs { get; init; }
}

/// <summary>What a list of communities is narrowed to.</summary>
public sealed record CommunityFilter
{
    public string? Search { get; init; }
    public Guid? BuilderId { get; init; }
    public bool Archived { get; init; }
}

/// <summary>What the page of a community shows beside the board.</summary>
/// <param name="Boards">The companies whose phases the board can show: those the reader may see that have the room Jobs.</param>
public sealed record CommunityDetails(
    Guid Id, CommunityInput Facts, Guid BuilderId, string Builder, bool BuilderIsArchived, DateTimeOffset? ArchivedAt, int Lots, int ArchivedLots,
    IReadOnlyList<CommunityAliasRow> Aliases, IReadOnlyList<TenantRow> Boards);

public sealed record CommunityAliasRow(Guid Id, string Alias);

/// <summary>A lot that a search found.</summary>
public sealed record LotRow(Guid Id, string? Number, string? Street, string? City, string? Plan, Guid CommunityId, string Community, Guid BuilderId, string Builder)
{
    /// <summary>"Lot 12", or the street of a custom home.</summary>
    public string Title => LotWords.Title(Number, Street);
}

/// <summary>What became of the numbers typed.</summary>
/// <param name="AlreadyThere">Numbers the community had before; left as they were.</param>
public sealed record LotsAdded(IReadOnlyList<Guid> Added, IReadOnlyList<string> AlreadyThere)
{
    private const int Named = 6;

    public string InWords()
    {
        var added = Added.Count == 1 ? "1 lot added" : $"{Added.Count:N0} lots added";
        var known = AlreadyThere.Count <= Named ? string.Join(", ", AlreadyThere) : $"{string.Join(", ", AlreadyThere.Take(Named))} and {AlreadyThere.Count - Named} more";
        return AlreadyThere.Count == 0 ? added : $"{added}; {known} {(AlreadyThere.Count == 1 ? "was" : "were")} there already";
    }
}

public static class LotWords
{
    /// <summary>"Lot 12", or the street of a custom home.</summary>
    public static string Title(string? number, string? street) => number is not null ? $"Lot {number}" : street ?? "Custom home";
}
