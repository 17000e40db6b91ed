using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Jobs;

/// <summary>What moves a job from state to state.</summary>
public enum JobVerb { Schedule, Start, Hold, Resume, Complete, Reopen, Cancel }

/// <summary>When a verb is legal and who may say it (DOMAIN 3.2): asked by the job itself, by the service and by the page's buttons alike.</summary>
public static class JobVerbs
{
    private static readonly JobStatus[] Open = [JobStatus.New, JobStatus.Scheduled, JobStatus.InProgress, JobStatus.OnHold];

    /// <summary>The states in which the verb is legal.</summary>
    public static IReadOnlyList<JobStatus> From(this JobVerb verb) => verb switch
    {
        JobVerb.Schedule or JobVerb.Complete => Open,
        JobVerb.Start => [JobStatus.New, JobStatus.Scheduled],
        JobVerb.Hold => [JobStatus.New, JobStatus.Scheduled, JobStatus.InProgress],
        JobVerb.Resume => [JobStatus.OnHold],
        JobVerb.Reopen => [JobStatus.Completed],
        _ => [.. Open, JobStatus.Completed],
    };

    public static Permission Needs(this JobVerb verb) => verb switch
    {
        JobVerb.Start or JobVerb.Complete => Permission.WorkOnJobs,
        JobVerb.Reopen => Permission.ReopenJobs,
        _ => Permission.EditJobs,
    };

    /// <summary>"It cannot be …".</summary>
    public static string InWords(this JobVerb verb) => verb switch
    {
        JobVerb.Schedule => "moved",
        JobVerb.Start => "started",
        JobVerb.Hold => "put on hold",
        JobVerb.Resume => "resumed",
        JobVerb.Complete => "completed",
        JobVerb.Reopen => "reopened",
        _ => "cancelled",
    };
}
