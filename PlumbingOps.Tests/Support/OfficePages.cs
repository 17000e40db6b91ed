using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Support;

/// <summary>Renders pages for one of the cast, over the services of a test office on its own database.</summary>
public abstract class OfficePages : BunitContext
{
    /// <summary>A page waits for the database; a busy machine for both.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Before the first render.</summary>
    protected async Task SignInAsync(TestOffice office, Actor actor)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(office.Clock);
        foreach (var service in new object[]
        {
            office.Tenants, office.Get<LiveUpdates>(), office.Get<HistoryService>(), office.Get<CustomerService>(), office.Get<CustomerMergeService>(), office.Get<HomeService>(),
            office.Get<OpenTaskService>(), office.Get<JobService>(), office.Get<JobTaskService>(), office.Get<ServiceCallService>(), office.Get<CallTaskService>(),
        })
        {
            Services.AddSingleton(service.GetType(), service);
        }

        Services.AddShellParts();
        Services.AddScoped<ListTenants>(_ => async (person, cancellationToken) =>
            [.. (await office.Tenants.ListAsync(cancellationToken)).Where(t => person.MaySee(t.Id))]);
        Services.AddScoped<AuthenticationStateProvider>(_ => new PersonBehindThePage(actor));
        await Services.GetRequiredService<TenantChoice>().StartAsync(actor, null);
    }
}
