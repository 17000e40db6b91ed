using PlumbingOps.Data;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Shell;

/// <summary>One entry of the menu and of quick jump. It shows when the role has the permission and a shown company the room.</summary>
/// <param name="OfficeOnly">Not for those who see only their own work: their day is My day.</param>
/// <param name="TechniciansOnly">For those who drive to customers, whatever their role.</param>
/// <param name="UnlessOwnDay">Not for those whom My day serves in its place.</param>
/// <param name="Parts">The room's pages, when it has several; they show while one of them is open.</param>
public sealed record NavEntry(string Text, string Href, string Icon, Permission Permission, bool OfficeOnly = false, IReadOnlyList<NavEntry>? Parts = null, bool TechniciansOnly = false, bool UnlessOwnDay = false)
{
    /// <summary>Where the room's pages lie; its entry stands for all of them.</summary>
    public string Room => Parts is null ? Href : Href[..Href.LastIndexOf('/')];

    public bool IsFor(Actor actor, TenantChoice tenants) => tenants.Offers(actor, Permission) && !(OfficeOnly && actor.OnlyOwn) && !(TechniciansOnly && actor.TechnicianIds.Count == 0)
        && !(UnlessOwnDay && actor.OnlyOwn && actor.TechnicianIds.Count > 0);
}

/// <summary>The menu.</summary>
public static class Navigation
{
    public static readonly IReadOnlyList<NavEntry> Main =
    [
        new("My day", Urls.MyDay, "truck", Permission.WorkOnServiceCalls, TechniciansOnly: true),
        new("Home", Urls.Home, "house", Permission.SeeHome, UnlessOwnDay: true),
        new("Tasks", Urls.Tasks, "tasks", Permission.SeeHome, OfficeOnly: true),
        new("Schedule", Urls.Schedule, "calendar", Permission.SeeServiceCalls, OfficeOnly: true, Parts:
        [
            new("Board", Urls.Schedule, "calendar", Permission.SeeServiceCalls),
            new("Absences", Urls.Absences, "moon", Permission.SeeAbsences),
        ]),
        new("Jobs", Urls.Jobs, "hard-hat", Permission.SeeJobs),
        new("Service calls", Urls.ServiceCalls, "wrench", Permission.SeeServiceCalls),
        new("Bids", Urls.Bids, "dollar", Permission.SeeBids),
        new("Customers", Urls.Customers, "users", Permission.SeeCustomers),
        new("Builders", Urls.Builders, "building", Permission.SeeBuilders),
        new("Lots & communities", Urls.Lots, "map", Permission.SeeLots),
        new("Portals", Urls.Portals, "key", Permission.SeePortals, Parts:
        [
            new("Directory", Urls.Portals, "key", Permission.SeePortals),
            new("Sites", Urls.PortalSites, "link", Permission.SeePortals),
            new("Rules", Urls.PortalRules, "list", Permission.SeePortals),
        ]),
        new("Marketing", Urls.Calendar, "send", Permission.SeeMarketing, Parts:
        [
            new("Calendar", Urls.Calendar, "calendar", Permission.SeeMarketing),
            new("Posts", Urls.Posts, "send", Permission.SeeMarketing),
            new("To approve", Urls.Approvals, "calendar-check", Permission.ApprovePosts),
            new("Publishing", Urls.Publishing, "send", Permission.SeeMarketing),
            new("Rehearsal", Urls.Rehearsal, "play", Permission.ResolvePublishing),
            new("Scoreboard", Urls.Scoreboard, "flag", Permission.SeeMarketing),
            new("Content", Urls.Content, "note", Permission.SeeMarketing),
            new("Pictures", Urls.Media, "image", Permission.SeeMarketing),
            new("Templates", Urls.Templates, "copy", Permission.SeeMarketing),
            new("Offers", Urls.Offers, "tag", Permission.SeeMarketing),
            new("Events", Urls.SeasonalEvents, "sun", Permission.SeeMarketing),
            new("Local topics", Urls.LocalTopics, "pin", Permission.SeeMarketing),
            new("Accounts", Urls.Accounts, "users", Permission.SeeMarketing),
        ]),
        new("Reviews", Urls.ReviewRequests, "note", Permission.SeeReviews, Parts:
        [
            new("Requests", Urls.ReviewRequests, "send", Permission.SeeReviews),
            new("Reviews", Urls.Reviews, "note", Permission.SeeReviews),
            new("Recovery", Urls.RecoveryTickets, "flag", Permission.SeeReviews),
            new("Not asked", Urls.ReviewOptOuts, "ban", Permission.SeeReviews),
            new("How we ask", Urls.ReviewSettings, "edit", Permission.SeeReviews),
        ]),
        new("Analytics", Urls.Analytics, "chart", Permission.SeeNumbers),
        new("Import", Urls.Imports, "upload", Permission.PreviewImports),
        new("History", Urls.History, "history", Permission.SeeHistory),
    ];

    /// <summary>Every page the menu leads to, those inside a room included.</summary>
    public static IEnumerable<NavEntry> Everything => Main.Concat(Admin).SelectMany(entry => entry.Parts is null ? [entry] : entry.Parts.Prepend(entry));

    public static readonly IReadOnlyList<NavEntry> Admin =
    [
        new("Users", Urls.Users, "shield", Permission.ManageUsers),
        new("Companies", Urls.Companies, "briefcase", Permission.ManageCompanies),
        new("Who looks after what", Urls.SignalOwners, "flag", Permission.ManageSignals),
        new("Recurring work", Urls.RecurringWork, "refresh", Permission.SeeRecurringWork),
        new("Mail", Urls.Mail, "mail", Permission.SeeMail),
    ];
}
