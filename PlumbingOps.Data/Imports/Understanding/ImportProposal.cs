namespace PlumbingOps.Data.Imports;

/// <summary>What would be imported, row by row, with what is uncertain. Nothing is saved by making it.</summary>
public sealed record ImportProposal
{
    public required CalendarFile File { get; init; }
    /// <summary>One per record of the file, in its order; never fewer.</summary>
    public required IReadOnlyList<ProposedRow> Rows { get; init; }
    public required IReadOnlyList<ImportQuestion> Questions { get; init; }
    /// <summary>Rules the file itself showed, such as “TO means Top Out: 281 of 286”.</summary>
    public required IReadOnlyList<string> Learned { get; init; }
    public required IReadOnlyList<FoundBuilder> Builders { get; init; }

    public IReadOnlyDictionary<ImportOutcome, int> Counts => Rows.GroupBy(r => r.Outcome).ToDictionary(g => g.Key, g => g.Count());
}

/// <summary>A builder the rows speak of. Known = from the company's books; otherwise the import would create it.</summary>
public sealed record FoundBuilder(Guid? Id, string Name, bool Known, int Rows, IReadOnlyList<string> Spellings, IReadOnlyList<FoundCommunity> Communities);

public sealed record FoundCommunity(Guid? Id, string Name, bool Known, int Rows, IReadOnlyList<string> Spellings);

/// <summary>What becomes of one record.</summary>
public sealed class ProposedRow
{
    internal ProposedRow(CalendarRecord record) => Record = record;

    /// <summary>The record as it stands in the file, codes included: for the restricted view only.</summary>
    public CalendarRecord Record { get; }
    public int Row => Record.Row;
    public string? Uid => Record.Uid;
    /// <summary>Equal for records that are equal in every cell.</summary>
    public string ContentHash => Record.ContentHash;
    /// <summary>The same in every export of the calendar: the UID, or subject, start and location, with an ordinal for repeats.</summary>
    public string ImportKey { get; internal set; } = "";

    public SubjectClass Class { get; internal set; }
    public ImportKind Kind { get; internal set; }
    public ImportOutcome Outcome { get; internal set; }
    /// <summary>0 to 1. Below 0.75 nothing is saved without a person's look.</summary>
    public double Confidence { get; internal set; } = 1;
    /// <summary>Plain sentences, codes masked. Never empty unless the row is New.</summary>
    public List<string> Reasons { get; } = [];
    /// <summary>Questions whose answers would settle this row.</summary>
    public List<string> QuestionIds { get; } = [];

    public string? Builder { get; internal set; }
    public Guid? BuilderId { get; internal set; }
    public string? Community { get; internal set; }
    public Guid? CommunityId { get; internal set; }
    /// <summary>Several = one job or visit for each, same group.</summary>
    public IReadOnlyList<string> Lots { get; internal set; } = [];
    /// <summary>A single house or project instead of a lot.</summary>
    public string? Project { get; internal set; }
    public ImportPhase? Phase { get; internal set; }
    public string? Plan { get; internal set; }
    /// <summary>Canonical names.</summary>
    public IReadOnlyList<string> Technicians { get; internal set; } = [];
    public IReadOnlyList<string> TechniciansAsWritten { get; internal set; } = [];

    public DateOnly? StartDate { get; internal set; }
    /// <summary>The last day, inclusive.</summary>
    public DateOnly? EndDate { get; internal set; }
    public bool AllDay { get; internal set; }
    /// <summary>Wall clock of the company; timed entries only.</summary>
    public TimeOnly? StartTime { get; internal set; }
    public TimeOnly? EndTime { get; internal set; }
    public DateTime? StartUtc { get; internal set; }
    public DateTime? EndUtc { get; internal set; }
    /// <summary>Starts before 6:00: a reminder, the time means nothing.</summary>
    public bool Placeholder { get; internal set; }
    /// <summary>A series: every visit of it, this row's own start included. Empty for a single visit.</summary>
    public IReadOnlyList<ProposedVisit> Visits { get; internal set; } = [];

    public bool Completed { get; internal set; }
    public DateOnly? CompletedOn { get; internal set; }
    public bool Cancelled { get; internal set; }
    public ImportAddress Address { get; internal set; } = ImportAddress.None;
    public string? ContactName { get; internal set; }
    /// <summary>E.164.</summary>
    public IReadOnlyList<string> ContactPhones { get; internal set; } = [];
    public string? ContactEmail { get; internal set; }
    public string? Building { get; internal set; }
    public string? Unit { get; internal set; }
    public string? Block { get; internal set; }
    public string? CustomerCode { get; internal set; }
    public int? EstimateNumber { get; internal set; }
    public bool PaperworkTurnedIn { get; internal set; }
    /// <summary>Restricted: never in lists, logs, previews or exports.</summary>
    public IReadOnlyList<string> AccessCodes { get; internal set; } = [];
    /// <summary>The subject with codes masked: what lists show.</summary>
    public string Title { get; internal set; } = "";
    /// <summary>The description without crew line and codes.</summary>
    public string Notes { get; internal set; } = "";

    /// <summary>The row this one repeats in every cell.</summary>
    public int? DuplicateOfRow { get; internal set; }
    /// <summary>The visit of another import this one is.</summary>
    public KnownVisit? DuplicateOfVisit { get; internal set; }
    /// <summary>The row with the same subject and start but other cells.</summary>
    public int? SameSubjectAndStartAs { get; internal set; }
    /// <summary>Shared by the jobs or visits of one record with several lots.</summary>
    public string? Group => Lots.Count > 1 ? ImportKey : null;

    /// <summary>This row must wait for a person, and why.</summary>
    internal void Ask(string reason, double confidence = .5)
    {
        MustAsk = true;
        Confidence = Math.Min(Confidence, confidence);
        Reasons.Add(reason);
    }

    internal void Note(string reason, double confidence = 1)
    {
        Confidence = Math.Min(Confidence, confidence);
        Reasons.Add(reason);
    }

    internal bool MustAsk { get; set; }
}

public sealed record ProposedVisit(DateOnly Date, TimeOnly StartTime, DateTime StartUtc, DateTime EndUtc);
