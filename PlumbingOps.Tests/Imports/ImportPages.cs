using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Imports;

/// <summary>The import's pages over the real services.</summary>
public abstract class ImportPages(ImportOffice office) : BunitContext
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected ImportOffice Office => office;

    /// <summary>Before the first render.</summary>
    protected async Task StartAsync(Actor person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Office.Clock);
        foreach (var service in new object[] { Office.Get<TenantDirectory>(), Office.Get<LiveUpdates>(), Office.Lists, Office.Uploads, Office.Review, Office.Commits, Office.Undo })
        {
            Services.AddSingleton(service.GetType(), service);
        }

        Services.AddShellParts();
        Services.AddScoped<ListTenants>(_ => async (actor, cancellationToken) => [.. (await Office.Get<TenantDirectory>().ListAsync(cancellationToken)).Where(t => actor.MaySee(t.Id))]);
        Services.AddScoped<AuthenticationStateProvider>(_ => new PersonBehindThePage(person));
        await Services.GetRequiredService<TenantChoice>().StartAsync(person, null);
    }
}
