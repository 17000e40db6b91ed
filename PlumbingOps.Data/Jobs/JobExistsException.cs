namespace PlumbingOps.Data.Jobs;

/// <summary>A lot has each phase once; the page offers the job that is already there.</summary>
public sealed class JobExistsException(Guid jobId, string shortNumber, JobPhase phase)
    : RuleException($"This lot already has a {phase.InWords()} job: {shortNumber}.")
{
    public Guid JobId { get; } = jobId;
    public string ShortNumber { get; } = shortNumber;
}
