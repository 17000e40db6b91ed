namespace PlumbingOps.Data.Imports;

/// <summary>An import in the list.</summary>
public sealed record ImportBatchRow(
    Guid Id, string TenantId, string FileName, CalendarKind CalendarKind, ImportStatus Status, int RowCount, RowCounts Counts, string UploadedBy, DateTimeOffset UploadedAt, DateTimeOffset? CommittedAt);

/// <summary>One import with all that its page shows above the rows.</summary>
public sealed record ImportBatchDetails(
    ImportBatchRow Batch, CalendarFormat Format, BatchFindings Findings, IReadOnlyList<ImportAnswerRow> Answers, ImportMade? Made, DateTimeOffset? UndoneAt, DateTimeOffset? RowsDeletedAt)
{
    public bool IsOpen => Batch.Status is ImportStatus.Staged or ImportStatus.Committed && RowsDeletedAt is null;
}

/// <summary>An answer somebody gave; takes effect in every later calendar of the company too.</summary>
public sealed record ImportAnswerRow(Guid Id, QuestionSubject Subject, string? Builder, string Written, string Meaning, string AnsweredBy, DateTimeOffset AnsweredAt)
{
    /// <summary>“HERON LANDNG” is Heron Landing.</summary>
    public string Sentence => Subject switch
    {
        QuestionSubject.Technician when Meaning.Length == 0 => $"“{Written}” is not a person",
        _ when Meaning == Written => $"“{Written}” is a name of its own",
        QuestionSubject.Phase or QuestionSubject.Kind => $"“{Written}” means {ImportWords.Meaning(Meaning)}",
        _ => $"“{Written}” is {Meaning}",
    };
}

/// <summary>A row of a batch.</summary>
public sealed record ImportRowItem(int Number, RowOutcome Outcome, string Reason, RowProposal Proposal, RowCorrection? Correction, IReadOnlyList<MadeRecord> Records);

/// <summary>What an entry became.</summary>
public sealed record MadeRecord(string Entity, Guid Id, string Label);

/// <summary>What the commits of a batch made.</summary>
public sealed record ImportMade(int Jobs, int ServiceCalls, int Absences, int Lots, IReadOnlyList<MadePlace> Communities);

public sealed record MadePlace(Guid Id, Guid BuilderId, string Builder, string Community, int Records);

/// <summary>Which rows of a batch to show; every member also stands in the page's address.</summary>
public sealed record ImportRowFilter
{
    public RowOutcome? Outcome { get; init; }
    public string? QuestionId { get; init; }
    public string? Search { get; init; }
}

/// <summary>Rows by outcome; they add up to the rows of the file.</summary>
public sealed record RowCounts(IReadOnlyDictionary<RowOutcome, int> By)
{
    public int this[RowOutcome outcome] => By.GetValueOrDefault(outcome);
    public int Total => By.Values.Sum();
    /// <summary>What a commit would write.</summary>
    public int Ready => this[RowOutcome.New] + this[RowOutcome.Changed];
}

/// <summary>An upload's answer: the batch, and what is worth saying about it.</summary>
public sealed record UploadedFile(Guid BatchId, string? Notice);

/// <summary>How far a long operation is, in words for the person who waits.</summary>
public sealed record ImportProgress(string Doing, int Done, int Of);

/// <summary>Kinds, phases and outcomes in the trade's words.</summary>
public static class ImportWords
{
    public static string InWords(this ImportKind kind) => kind switch
    {
        ImportKind.PhaseJob => "Phase job",
        ImportKind.PayCall => "Pay call",
        ImportKind.PunchList => "Punch list",
        ImportKind.GoBack => "Go back",
        ImportKind.Task => "Other visit",
        ImportKind.Absence => "Time off",
        ImportKind.Skip => "Not work",
        ImportKind.Review => "Unknown",
        _ => kind.ToString(),
    };

    public static string InWords(this ImportPhase phase) => phase switch
    {
        ImportPhase.PostAndBeam => "Post and Beam",
        ImportPhase.TopOut => "Top Out",
        _ => phase.ToString(),
    };

    public static string InWords(this RowOutcome outcome) => outcome switch
    {
        RowOutcome.Review => "Needs review",
        RowOutcome.Duplicate => "Duplicate",
        _ => outcome.ToString(),
    };

    /// <summary>A stored meaning ("TopOut", "PayCall") as people say it.</summary>
    public static string Meaning(string stored) =>
        Enum.TryParse<ImportPhase>(stored, out var phase) ? phase.InWords() : Enum.TryParse<ImportKind>(stored, out var kind) ? kind.InWords().ToLowerInvariant() : stored;

    /// <summary>Confidence as a word: a number would promise more than it knows.</summary>
    public static string Confidence(double confidence) => confidence switch { >= .95 => "Certain", >= .75 => "Likely", >= .5 => "Unsure", _ => "A guess" };
}
