using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Support;

/// <summary>The pages of users and companies over the real services and real accounts, for one administrator.</summary>
public sealed class PeoplePages : BunitContext
{
    public static readonly TimeSpan Patience = PageFloor.Patience;

    public PeoplePages(PeopleOffice office, Actor person) => this.Furnish(
        person, office.Clock, office.Get<TenantDirectory>(), office.Get<LiveUpdates>(), office.Users, office.Get<CompanyService>(), office.Get<TechnicianService>(), office.Get<HistoryService>(), office.Get<DraftService>());

    public NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    public Notices Notices => Services.GetRequiredService<Notices>();

    public Confirm Confirm => Services.GetRequiredService<Confirm>();

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
}
