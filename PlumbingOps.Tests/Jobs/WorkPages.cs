using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Days;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Data.Signals;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Jobs;

/// <summary>Pages over the real services and the real database, for one person of the cast.</summary>
public sealed class WorkPages : BunitContext
{
    public WorkPages(TestOffice office, Actor person) => this.Furnish(
        person, office.Clock, office.Tenants, office.Get<LiveUpdates>(), office.Get<JobService>(), office.Get<JobTaskService>(), office.Get<JobContactService>(), office.Get<JobShiftService>(),
        office.Get<ServiceCallService>(), office.Get<CallTaskService>(), office.Get<CallPaymentService>(), office.Get<CallWriteUpService>(), office.Get<CallQueueService>(), office.Get<OpenTaskService>(), office.Get<AccessCodeService>(),
        office.Get<CompletionService>(), office.Get<CallPhotoService>(), office.Get<MyDayService>(), office.Get<JobAccessCodeService>(),
        office.Get<StaffService>(), office.Get<LotService>(), office.Get<BuilderService>(), office.Get<CustomerService>(), office.Get<HistoryService>(), office.Get<BidService>(),
        office.Get<IntakeService>(), office.Get<FreeWindowService>(), office.Get<DraftService>(), office.Get<SignalOwnerService>(), office.Get<PortalSuggestionService>());

    public NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public Notices Notices => Services.GetRequiredService<Notices>();
}
