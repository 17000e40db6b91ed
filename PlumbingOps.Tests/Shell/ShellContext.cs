using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Tenants;
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
        Services.AddShell();
        Services.AddScoped<ListTenants>(_ => (_, _) => Task.FromResult<IReadOnlyList<TenantRow>>([AllCounty, H2O]));
        AddAuthorization().SetAuthorized("Ana Marsh").SetRoles("Admin").SetClaims(
            new(Me.TenantClaim, "all_county"), new(Me.TenantClaim, "h2o"), new(System.Security.Claims.ClaimTypes.Role, "Admin"));
    }

    protected static ListPage<TRow> PageOf<TRow>(params TRow[] rows) => new(rows, null, null, rows.Length);
}
