namespace PlumbingOps.Data.Imports;

public enum QuestionSubject { Builder, Community, Technician, Phase, Kind, Lot, Date, Row }

/// <summary>One doubt, with all rows it concerns: one answer settles them together.</summary>
public sealed record ImportQuestion
{
    /// <summary>Stable for the same doubt in the same file.</summary>
    public required string Id { get; init; }
    public required QuestionSubject Subject { get; init; }
    public required string AsWritten { get; init; }
    /// <summary>For a community: the builder it was looked for under.</summary>
    public string? Builder { get; init; }
    public required IReadOnlyList<QuestionProposal> Proposals { get; init; }
    /// <summary>Row numbers.</summary>
    public required IReadOnlyList<int> Rows { get; init; }
    public required string Sentence { get; init; }
    /// <summary>The rows wait for the answer; otherwise it would only be nice to know.</summary>
    public required bool Blocking { get; init; }
}

/// <summary>A possible answer. Value is what <see cref="ImportAnswers.Apply"/> takes.</summary>
public sealed record QuestionProposal(string Value, double Score);
