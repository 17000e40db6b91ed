namespace PlumbingOps.Data.Imports;

/// <summary>
/// What the company already knows. Everything may be empty: the engine then learns from the file itself. Answers to questions come
/// back as additions to this, and the proposal is made again.
/// </summary>
public sealed record ImportKnowledge
{
    public string Zone { get; init; } = "America/Los_Angeles";
    public string? DefaultState { get; init; }
    public IReadOnlyList<string> Cities { get; init; } = [];
    public IReadOnlyList<KnownTechnician> Technicians { get; init; } = [];
    /// <summary>Also take names the file itself shows for technicians. Null = only when the list above is empty.</summary>
    public bool? LearnTechnicians { get; init; }
    public IReadOnlyList<KnownBuilder> Builders { get; init; } = [];
    /// <summary>A phase or visit word as the company writes it → what it means.</summary>
    public IReadOnlyDictionary<string, WorkMeaning> Words { get; init; } = new Dictionary<string, WorkMeaning>();
    /// <summary>A calendar category → what it means.</summary>
    public IReadOnlyDictionary<string, WorkMeaning> Categories { get; init; } = new Dictionary<string, WorkMeaning>();
    /// <summary>Words that look like people but are not, in capitals.</summary>
    public IReadOnlySet<string> NotPeople { get; init; } = new HashSet<string>();
    /// <summary>What a person said about single rows, by <see cref="ProposedRow.ImportKey"/>.</summary>
    public IReadOnlyDictionary<string, RowCorrection> Corrections { get; init; } = new Dictionary<string, RowCorrection>();
    /// <summary>Visits that are already in the books, for finding the same one in the other calendar.</summary>
    public IReadOnlyList<KnownVisit> Visits { get; init; } = [];
}

/// <summary>A technician of the company. Id is the database's, null when only the file knows the name.</summary>
public sealed record KnownTechnician(Guid? Id, string Name, IReadOnlyList<string> Spellings);

public sealed record KnownBuilder(Guid? Id, string Name, IReadOnlyList<string> Aliases, IReadOnlyList<KnownCommunity> Communities);

public sealed record KnownCommunity(Guid? Id, string Name, IReadOnlyList<string> Aliases);

/// <summary>A visit that another import brought. Source and key are the caller's, shown in the proposal.</summary>
public sealed record KnownVisit(string Source, string Key, ImportKind Kind, string Street, DateOnly Date);

/// <summary>A person's word on one row; null = leave as proposed, empty = nothing here, whatever was proposed.</summary>
public sealed record RowCorrection
{
    public ImportKind? Kind { get; init; }
    public ImportPhase? Phase { get; init; }
    /// <summary>True: the row names no phase, whatever was proposed.</summary>
    public bool NoPhase { get; init; }
    public string? Builder { get; init; }
    public string? Community { get; init; }
    public IReadOnlyList<string>? Lots { get; init; }
    public string? Project { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public IReadOnlyList<string>? Technicians { get; init; }
    /// <summary>Leave the row out of the import.</summary>
    public bool Skip { get; init; }
    /// <summary>Someone looked: what is proposed may be saved.</summary>
    public bool Approved { get; init; }
}
