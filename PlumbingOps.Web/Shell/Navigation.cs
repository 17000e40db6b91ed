using PlumbingOps.Data;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Shell;

/// <summary>One entry of the menu and of quick jump. It shows when the role has the permission and a shown company the room.</summary>
/// <param name="OfficeOnly">Not for those who see only their own work: their day is on Home.</param>
public sealed record NavEntry(string Text, string Href, string Icon, Permission Permission, bool OfficeOnly = false)
{
    public bool IsFor(Actor actor, TenantChoice tenants) => tenants.Offers(actor, Permission) && !(OfficeOnly && actor.OnlyOwn);
}

/// <summary>The menu.</summary>
public static class Navigation
{
    public static readonly IReadOnlyList<NavEntry> Main =
    [
        new("Home", Urls.Home, "house", Permission.SeeHome),
        new("Tasks", Urls.Tasks, "tasks", Permission.SeeHome, OfficeOnly: true),
        new("Jobs", Urls.Jobs, "hard-hat", Permission.SeeJobs),
        new("Service calls", Urls.ServiceCalls, "wrench", Permission.SeeServiceCalls),
        new("Customers", Urls.Customers, "users", Permission.SeeCustomers),
        new("Builders", Urls.Builders, "building", Permission.SeeBuilders),
        new("Lots & communities", Urls.Lots, "map", Permission.SeeLots),
        new("Import", Urls.Imports, "upload", Permission.PreviewImports),
        new("History", Urls.History, "history", Permission.SeeHistory),
    ];

    public static readonly IReadOnlyList<NavEntry> Admin =
    [
        new("Users", Urls.Users, "shield", Permission.ManageUsers),
        new("Companies", Urls.Companies, "briefcase", Permission.ManageCompanies),
    ];
}
