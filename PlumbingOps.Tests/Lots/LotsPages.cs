using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Lots;

/// <summary>Renders pages of builders and lots for one of the cast, over the services of a real office.</summary>
public abstract class LotsPages(LotsOffice office) : BunitContext
{
    protected LotsOffice Office { get; } = office;

    protected static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Before the first render.</summary>
    protected async Task SignInAsync(Actor actor)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Office.Clock);
        foreach (var service in new object[] { Office.Tenants, Office.Builders, Office.Aliases, Office.Contacts, Office.Merging, Office.CommunityMerging, Office.Communities, Office.Lots, Office.Boards, Office.Turnovers, Office.Jobs, Office.Live })
        {
            Services.AddSingleton(service.GetType(), service);
        }

        Services.AddShellParts();
        Services.AddScoped<ListTenants>(_ => async (person, cancellationToken) =>
            [.. (await Office.Tenants.ListAsync(cancellationToken)).Where(t => person.MaySee(t.Id))]);
        Services.AddScoped<AuthenticationStateProvider>(_ => new PersonBehindThePage(actor));
        await Services.GetRequiredService<TenantChoice>().StartAsync(actor, null);
    }
}
