namespace PlumbingOps.Data.Jobs;

/// <summary>What the office has to do when a phase begins (DOMAIN 3.1).</summary>
public static class PhaseTasks
{
    public static IReadOnlyList<string> Of(JobPhase phase) => phase switch
    {
        JobPhase.PostAndBeam => ["Highlight the plans", "Set up the job account"],
        JobPhase.TopOut => ["Open the material order"],
        _ => [],
    };

    /// <summary>Those that are not waiting on the job already, for the person accountable for it. The job's tasks are loaded.</summary>
    internal static void Bring(Job job)
    {
        foreach (var title in Of(job.Phase).Where(title => !job.Tasks.Any(t => t.IsOpen && t.Title == title)))
        {
            job.Tasks.Add(new JobTask { TenantId = job.TenantId, Title = title, AssigneeId = job.OfficeOwnerId });
        }
    }
}
