using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

/// <summary>Renders parts of the shell for Ana, who sees two companies.</summary>
public abstract class ShellContext : BunitContext
{
    protected static readonly TenantRow AllCounty =
        new("all_county", "All County Plumbing", "AC", "#4F9CF9", "America/Los_Angeles", new HashSet<Feature> { Feature.Jobs });

    protected static readonly TenantRow H2O =
        new("h2o", "H2O Plumbers", "H2O", "#10B981", "America/Los_Angeles", new HashSet<Feature> { Feature.ServiceCalls, Feature.Customers });

    protected ShellContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddShellParts();
        Services.AddScoped<ListTenants>(_ => (_, _) => Task.FromResult<IReadOnlyList<TenantRow>>([AllCounty, H2O]));
        Services.AddScoped<AuthenticationStateProvider>(_ => new PersonBehindThePage("Ana Marsh", Roles.Admin, "all_county", "h2o"));
    }

    protected static ListPage<TRow> PageOf<TRow>(params TRow[] rows) => new(rows, null, null, rows.Length);
}
