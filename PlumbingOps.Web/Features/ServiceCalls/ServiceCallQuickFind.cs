using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>Service calls in quick jump, by number, name, phone, address or problem.</summary>
public sealed class ServiceCallQuickFind(ServiceCallService calls) : IQuickFind
{
    private const int Most = 5;

    public async Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.SeeServiceCalls))
        {
            return [];
        }

        var found = await calls.ListAsync(new ServiceCallFilter { Search = text }, new ListRequest("number", true, null, null, Most), actor, cancellationToken);
        return [.. found.Rows.Select(row => new QuickHit("Call", $"{row.ShortNumber} · {row.Title} · {row.Kind.InWords()}", row.Problem, Urls.ServiceCall(row.Id), "wrench"))];
    }
}
