using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Jobs;

/// <summary>Jobs in quick jump, by number or place.</summary>
public sealed class JobQuickFind(JobService jobs) : IQuickFind
{
    private const int Most = 5;

    public async Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.SeeJobs))
        {
            return [];
        }

        var found = await jobs.ListAsync(new JobFilter { Search = text }, new ListRequest("number", true, null, null, Most), actor, cancellationToken);
        return [.. found.Rows.Select(row => new QuickHit("Job", $"{row.ShortNumber} · {row.Place} · {row.Phase.InWords()}", $"{row.Builder}, {row.Status.InWords()}", Urls.Job(row.Id), "hard-hat"))];
    }
}
