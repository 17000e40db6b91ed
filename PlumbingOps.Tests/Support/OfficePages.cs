using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Tests.Support;

/// <summary>Renders pages for one of the cast, over the services of a test office on its own database.</summary>
public abstract class OfficePages : BunitContext
{
    /// <summary>A page waits for the database; a busy machine for both.</summary>
    protected static readonly TimeSpan Patience = PageFloor.Patience;

    /// <summary>Before the first render.</summary>
    protected Task SignInAsync(TestOffice office, Actor actor)
    {
        this.Furnish(
            actor, office.Clock, office.Tenants, office.Get<LiveUpdates>(), office.Get<HistoryService>(), office.Get<CustomerService>(), office.Get<CustomerMergeService>(), office.Get<HomeService>(), office.Get<HomeMonthService>(), office.Get<NumberService>(),
            office.Get<AttentionService>(), office.Get<OpenTaskService>(), office.Get<JobService>(), office.Get<JobTaskService>(), office.Get<ServiceCallService>(), office.Get<CallTaskService>(), office.Get<StaffService>(), office.Get<DraftService>());
        return this.ChooseCompaniesAsync(actor);
    }
}
