using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Support;

/// <summary>The pages of users and companies over the real services and real accounts, for one administrator.</summary>
public sealed class PeoplePages : BunitContext
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PeopleOffice office;

    public PeoplePages(PeopleOffice office, Actor person)
    {
        this.office = office;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(office.Clock);
        Services.AddShellParts();
        Services.AddSingleton<AuthenticationStateProvider>(new PersonBehindThePage(person));
        Services.AddScoped<ListTenants>(_ => async (actor, token) => [.. (await office.Get<TenantDirectory>().ListAsync(token)).Where(t => actor.MaySee(t.Id))]);
        Offer<TenantDirectory>();
        Offer<LiveUpdates>();
        Offer<UserService>();
        Offer<CompanyService>();
        Offer<TechnicianService>();
        Offer<HistoryService>();
    }

    public NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public Notices Notices => Services.GetRequiredService<Notices>();

    public Confirm Confirm => Services.GetRequiredService<Confirm>();

    /// <summary>Renders the page at its address and looks once what it shows is there.</summary>
    public async Task<IRenderedComponent<TPage>> OpenAsync<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? with = null) where TPage : IComponent
    {
        await Services.GetRequiredService<TenantChoice>().StartAsync(await Services.GetRequiredService<Me>().ActorAsync(), null);
        Address.NavigateTo(address);
        var page = Render<TPage>(with ?? (_ => { }));
        page.WaitForState(() => !page.Markup.Contains("skeleton", StringComparison.Ordinal), Patience);
        return page;
    }

    /// <summary>The names in the list, in its order.</summary>
    public static IReadOnlyList<string> Names<TPage>(IRenderedComponent<TPage> page) where TPage : IComponent =>
        [.. page.FindAll("tr[data-key] .row-link").Select(link => link.TextContent.Trim())];

    /// <summary>The box a label names.</summary>
    public static IElement Box<TPage>(IRenderedComponent<TPage> page, string label) where TPage : IComponent =>
        page.Find("#" + page.FindAll("label.field-label").Single(l => l.TextContent.Trim().TrimEnd('*').Trim() == label).GetAttribute("for"));

    public static IElement Button<TPage>(IRenderedComponent<TPage> page, string text) where TPage : IComponent =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    /// <summary>The sentence beside a field.</summary>
    public static string ErrorAt<TPage>(IRenderedComponent<TPage> page, string label) where TPage : IComponent =>
        page.Find($"#{Box(page, label).Id}-error").TextContent.Trim();

    private void Offer<TService>() where TService : class => Services.Replace(ServiceDescriptor.Singleton(office.Get<TService>()));
}
