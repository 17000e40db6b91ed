using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Customers;

/// <summary>Customers in quick jump.</summary>
public sealed class CustomerQuickFind(CustomerService customers, TenantDirectory tenants) : IQuickFind
{
    private const int Most = 6;

    public async Task<IReadOnlyList<QuickHit>> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.SeeCustomers) || (await tenants.WithFeatureAsync(actor.Tenants, Feature.Customers, cancellationToken)).Count == 0)
        {
            return [];
        }

        return [.. (await customers.FindAsync(text, Most, actor, cancellationToken: cancellationToken)).Select(c => new QuickHit("Customer", c.Text, c.Detail, Urls.Customer(c.Id), "user"))];
    }
}
