using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Signals;

/// <summary>What needs attention now, the most urgent first; nothing that is well.</summary>
public sealed class SignalService(
    Db database, TenantDirectory tenants, JobService jobs, ServiceCallService calls, OpenTaskService tasks, BidService bids, ReviewRequestService requests, ReviewService reviews,
    RecoveryTicketService tickets, ContentService contents, PostService posts, WarrantyService warranties, PortalAccountService portals, TimeProvider clock)
{
    private readonly SignalCounts counts = new(database, tenants, jobs, calls, tasks, bids, requests, reviews, tickets, contents, posts, warranties, portals, clock);

    /// <summary>Of the companies and rooms the person sees. Who works with own jobs and calls only has a day of their own instead.</summary>
    public async Task<IReadOnlyList<Signal>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TenantRow> companies;
        IReadOnlyList<OwnerRule> rules;
        await using (var db = await database.OpenAsync(by, Permission.SeeHome, cancellationToken))
        {
            if (by.OnlyOwn)
            {
                return [];
            }

            companies = [.. (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id))];
            rules = await SignalOwnerService.RulesAsync(db, cancellationToken);
        }

        var signals = new List<Signal>();
        foreach (var kind in SignalKinds.All.Where(kind => by.May(kind.Permission)))
        {
            var here = companies.Where(c => Permissions.FeatureOf(kind.Permission) is not { } feature || c.Features.Contains(feature)).Select(c => c.Id).ToList();
            if (here.Count > 0)
            {
                signals.AddRange((await counts.OfAsync(kind, by, cancellationToken)).Select(count => Of(kind, count, here, rules, by)));
            }
        }

        return [.. signals.OrderBy(s => s.Kind.Priority)];
    }

    private static Signal Of(SignalKind kind, SignalCount count, IReadOnlyList<string> companies, IReadOnlyList<OwnerRule> rules, Actor by)
    {
        var signal = new Signal(kind, count.Count, count.IsCapped, count.Part, [], false);
        var chosen = companies.Select(company => OwnerRule.For(signal.Key, company, rules)).ToList();
        var people = chosen.OfType<OwnerRule>().Select(rule => rule.Person);
        // Where a company has no rule, the rows' own owner, or whoever has the role.
        var others = chosen.Contains(null) ? (string[])[count.Owner ?? kind.Role] : [];
        return signal with
        {
            Owners = [.. people.Concat(others).Distinct()],
            IsMine = chosen.Exists(rule => rule is null ? count.Owner is null ? by.Role == kind.Role : count.Owner == by.Name : rule.UserId == by.UserId),
        };
    }
}
