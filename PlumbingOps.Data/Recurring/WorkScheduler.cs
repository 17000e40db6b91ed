using Quartz;

namespace PlumbingOps.Data.Recurring;

/// <summary>The scheduler of this process, if it has one: a house may run pages in one process and recurring work in another.</summary>
public sealed class WorkScheduler(IEnumerable<ISchedulerFactory> factories)
{
    /// <summary>In the scheduler's data of a run: who asked for it.</summary>
    internal const string StartedBy = "started-by";

    private readonly ISchedulerFactory? factory = factories.FirstOrDefault();

    /// <exception cref="RuleException">This process has no scheduler.</exception>
    internal void RequireHere()
    {
        if (factory is null)
        {
            throw new RuleException("Recurring work is switched off in this process. Start PlumbingOps with it, then try again.");
        }
    }

    internal async Task StartAsync(string work, string startedBy, CancellationToken cancellationToken)
    {
        var scheduler = await factory!.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(new JobKey(work), new JobDataMap { [StartedBy] = startedBy }, cancellationToken);
    }

    internal async Task<IReadOnlyList<ProcessRow>> ProcessesAsync(CancellationToken cancellationToken)
    {
        if (factory is null)
        {
            return [];
        }

        var scheduler = await factory.GetScheduler(cancellationToken);
        var nodes = await scheduler.QueryClusterNodes(cancellationToken);
        return [.. nodes.Select(node => new ProcessRow(node.InstanceId, node.LastCheckInUtc, node.State == ClusterNodeState.Alive, node.IsCurrentNode))
            .OrderByDescending(p => p.IsAlive).ThenBy(p => p.Instance, StringComparer.Ordinal)];
    }
}
