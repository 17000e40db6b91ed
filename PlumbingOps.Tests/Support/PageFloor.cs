using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Support;

/// <summary>What every page stands on, and how it is opened: the shell's parts, a clock, a person, and the services of an office on its own database.</summary>
internal static class PageFloor
{
    /// <summary>A page waits for the database; a busy machine for both.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Before the first render.</summary>
    public static void Furnish(this BunitContext pages, Actor person, TimeProvider clock, TenantDirectory tenants, params IEnumerable<object> services)
    {
        pages.JSInterop.Mode = JSRuntimeMode.Loose;
        pages.Services.AddSingleton(clock);
        pages.Services.AddShellParts();
        pages.Services.AddSingleton<AuthenticationStateProvider>(new PersonBehindThePage(person));
        pages.Services.AddScoped<ListTenants>(_ => async (actor, cancellationToken) => [.. (await tenants.ListAsync(cancellationToken)).Where(t => actor.MaySee(t.Id))]);
        foreach (var service in services.Prepend(tenants))
        {
            pages.Services.Replace(new ServiceDescriptor(service.GetType(), service));
        }
    }

    /// <summary>With the companies the person may see.</summary>
    public static Task ChooseCompaniesAsync(this BunitContext pages, Actor person) =>
        pages.Services.GetRequiredService<TenantChoice>().StartAsync(person, null);

    /// <summary>Renders the page at its address and looks, as a person would, once what it shows is there.</summary>
    public static async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(this BunitContext pages, string address, Action<ComponentParameterCollectionBuilder<TPage>>? with = null) where TPage : IComponent
    {
        await pages.ChooseCompaniesAsync(await pages.Services.GetRequiredService<Me>().ActorAsync());
        pages.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = pages.Render<TPage>(with ?? (_ => { }));
        page.WaitForState(() => !page.Markup.Contains("skeleton", StringComparison.Ordinal), Patience);
        return page;
    }
}
