using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Jobs;

/// <summary>Pages over the real services and the real database, for one person of the cast.</summary>
public sealed class WorkPages : BunitContext
{
    private readonly TestOffice office;

    public WorkPages(TestOffice office, Actor person)
    {
        this.office = office;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(office.Clock);
        Services.AddShellParts();
        Services.AddSingleton<AuthenticationStateProvider>(new PersonBehindThePage(person));
        Services.AddScoped<ListTenants>(_ => (actor, _) => Shown(actor));
        Offer<TenantDirectory>();
        Offer<LiveUpdates>();
        Offer<JobService>();
        Offer<JobTaskService>();
        Offer<JobContactService>();
        Offer<JobShiftService>();
        Offer<ServiceCallService>();
        Offer<CallTaskService>();
        Offer<CallPaymentService>();
        Offer<AccessCodeService>();
        Offer<JobAccessCodeService>();
        Offer<StaffService>();
        Offer<LotService>();
        Offer<BuilderService>();
        Offer<CustomerService>();
        Offer<HistoryService>();
    }

    public NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public Notices Notices => Services.GetRequiredService<Notices>();

    /// <summary>Renders the page at its address, with the companies the person may see.</summary>
    public async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? with = null) where TPage : IComponent
    {
        await Services.GetRequiredService<TenantChoice>().StartAsync(await Services.GetRequiredService<Me>().ActorAsync(), null);
        Address.NavigateTo(address);
        var page = Render<TPage>(with ?? (_ => { }));
        // As a person would: look once the record is there.
        page.WaitForState(() => !page.Markup.Contains("skeleton", StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        return page;
    }

    private void Offer<TService>() where TService : class => Services.Replace(ServiceDescriptor.Singleton(office.Get<TService>()));

    private async Task<IReadOnlyList<TenantRow>> Shown(Actor actor) => [.. (await office.Tenants.ListAsync()).Where(t => actor.MaySee(t.Id))];
}
