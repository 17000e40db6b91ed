using Microsoft.Playwright;
using PlumbingOps.Data.Database;
using PlumbingOps.Tests.Browser;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;
using static PlumbingOps.Tests.Support.RunningHouse;

namespace PlumbingOps.Tests.Sights;

/// <summary>Every page with two years of work in it.</summary>
[Collection<DemonstrationTests>]
public sealed class DemonstrationSights(DemonstrationHouse demonstration) : SightWalk(demonstration.House)
{
    private const string JobsInProgress = $"{Urls.Jobs}?status=InProgress";
    private const string CallsToCome = $"{Urls.ServiceCalls}?status=Scheduled";
    private const string CompletedCalls = $"{Urls.ServiceCalls}?status=Completed";
    private const string CompletedFinals = $"{Urls.Jobs}?status=Completed&phase=Final";

    private const string ManyLots = $"{Urls.Lots}?q=Sparrow";

    internal static readonly IReadOnlyList<Sight> All =
    [
        Sight.At("home", Urls.Home, Omar),
        Sight.At("home-technician", Urls.Home, Theo, $"{Urls.Home}?day={TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-dd}"),
        Sight.At("my-day", Urls.MyDay, Theo),
        new("my-visit", Urls.MyVisitRoute, Theo, async (page, _) =>
        {
            await page.VisitAsync(Urls.ServiceCalls);
            var call = await page.Locator("tbody .row-link").First.GetAttributeAsync("href");
            await page.VisitAsync(Urls.MyVisit(Guid.Parse(call!.Split('/')[^1])));
        }),
        Sight.At("home-owner", Urls.Home, Ana),
        Sight.At("home-h2o", Urls.Home, Max),
        Sight.At("menu", Urls.Home, Omar, steps: async page =>
        {
            await page.ShowOnAsync(Screen.Phone);
            await page.Button("Menu").ClickAsync();
        }),
        Sight.At("person-menu", Urls.Home, Omar, steps: page => page.Locator(".person-menu summary").ClickAsync()),
        Sight.At("bell", Urls.Home, Omar, steps: page => page.OpenBellAsync()),
        Sight.At("bell-phone", Urls.Home, Theo, steps: async page =>
        {
            await page.ShowOnAsync(Screen.Phone);
            await page.OpenBellAsync();
            await page.Locator(".note-why summary").First.ClickAsync();
        }),
        Sight.At("notifications", Urls.Notifications, Omar),
        new("notification", Urls.NotificationRoute, Omar, async (page, _) =>
        {
            await page.VisitAsync(Urls.Notifications);
            await page.VisitAsync((await page.Locator($"tbody .row-link[href^='{Urls.Notifications}/']").First.GetAttributeAsync("href"))!);
        }),
        Sight.At("quick-jump", Urls.Home, Omar, steps: async page =>
        {
            await page.Keyboard.PressAsync("Control+k");
            await page.Keyboard.TypeAsync("upper");
            await Expect(page.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("upper");
            await Expect(page.GetByRole(AriaRole.Option).Nth(2)).ToBeVisibleAsync();
        }),
        Sight.At("tasks", Urls.Tasks, Omar),
        Sight.At("signal-owners", Urls.SignalOwners, Ana),
        Sight.At("tasks-due", Urls.Tasks, Omar, $"{Urls.Tasks}?of=Calls&due=ByToday"),
        Sight.At("analytics", Urls.Analytics, Ana, $"{Urls.Analytics}?period=Days90", OpenTheChartsAsync),
        Sight.At("analytics-day-gone-by", Urls.Analytics, Omar, $"{Urls.Analytics}?asof={TimeProvider.System.GetUtcNow().AddDays(-10):yyyy-MM-dd}", OpenTheChartsAsync),
        Sight.At("jobs", Urls.Jobs, Omar),
        Sight.At("jobs-overdue", Urls.Jobs, Omar, $"{Urls.Jobs}?overdue=true"),
        Sight.At("jobs-chosen", Urls.Jobs, Omar, steps: async page =>
        {
            await page.Locator("tbody [data-row-check]").First.ClickAsync();
            await page.Locator("tbody [data-row-check]").Nth(2).ClickAsync();
            await Expect(page.Locator(".bulk-bar")).ToContainTextAsync("2");
        }),
        Sight.At("jobs-shift", Urls.Jobs, Omar, steps: async page =>
        {
            await page.Locator("tbody [data-row-check]").First.ClickAsync();
            await page.Locator("tbody [data-row-check]").Nth(1).ClickAsync();
            await page.Locator(".bulk-bar .btn", new() { HasText = "Shift" }).ClickAsync();
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.At("jobs-none-found", Urls.Jobs, Omar, $"{Urls.Jobs}?q=zzzz&phase=Trim"),
        Sight.OfFirst("job", Urls.JobRoute, Omar, JobsInProgress),
        Sight.OfFirst("job-edit", Urls.JobRoute, Omar, JobsInProgress, page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.OfFirst("job-menu", Urls.JobRoute, Omar, JobsInProgress, page => page.Locator("summary[aria-label='More actions']").ClickAsync()),
        Sight.OfFirst("job-complete", Urls.JobRoute, Omar, JobsInProgress, page => page.PressAndSeeAsync("c", "dialog[open]")),
        Sight.OfFirst("job-task", Urls.JobRoute, Omar, JobsInProgress, async page =>
        {
            await page.Button("Add a task").ClickAsync();
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.OfFirst("job-contacts", Urls.JobRoute, Omar, JobsInProgress, tab: "contacts"),
        Sight.OfFirst("job-done-history", Urls.JobRoute, Omar, CompletedFinals, tab: "history"),
        Sight.OfFirst("job-technician", Urls.JobRoute, Theo, Urls.Jobs),
        Sight.At("new-job", Urls.NewJob, Omar),
        Sight.At("new-job-refused", Urls.NewJob, Omar, steps: async page =>
        {
            await page.Button("Create job").ClickAsync();
            await Expect(page.Locator(".field-error p").First).ToBeVisibleAsync();
        }),
        Sight.At("schedule", Urls.Schedule, Omar),
        Sight.At("schedule-week", Urls.Schedule, Omar, $"{Urls.Schedule}?view=week"),
        Sight.At("schedule-visit", Urls.Schedule, Omar, steps: async page =>
        {
            await page.Locator(".visit-link").First.ClickAsync();
            await Expect(page.Locator(".side-panel .post-card")).ToBeVisibleAsync();
        }),
        Sight.At("schedule-out", Urls.Schedule, Omar, steps: async page =>
        {
            await page.ChooseAsync("Somebody is out…");
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.At("absences", Urls.Absences, Omar),
        Sight.At("absences-new", Urls.Absences, Omar, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.At("day-packs", Urls.DayPacks, Omar),
        Sight.At("calendar-feeds", Urls.CalendarFeeds, Omar),
        Sight.At("calendar-feed-made", Urls.CalendarFeeds, Theo, steps: async page =>
        {
            await page.PressAndSeeAsync("n", "dialog[open]");
            await page.Button("Make the address").ClickAsync();
            await Expect(page.Locator("#feed-address")).ToBeVisibleAsync();
        }),
        Sight.At("calls", Urls.ServiceCalls, Omar),
        Sight.At("calls-completed", Urls.ServiceCalls, Omar, CompletedCalls),
        Sight.At("calls-write-up", Urls.ServiceCalls, Omar, $"{Urls.ServiceCalls}?writeup=true"),
        Sight.At("calls-unpaid", Urls.ServiceCalls, Omar, $"{Urls.ServiceCalls}?unpaid=true"),
        Sight.At("calls-h2o", Urls.ServiceCalls, Max),
        Sight.OfFirst("call", Urls.ServiceCallRoute, Omar, CallsToCome),
        Sight.OfFirst("call-done", Urls.ServiceCallRoute, Omar, CompletedCalls),
        Sight.OfFirst("call-edit", Urls.ServiceCallRoute, Omar, CallsToCome, page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.OfFirst("call-when", Urls.ServiceCallRoute, Omar, CallsToCome, async page =>
        {
            await page.ChooseAsync("Reschedule");
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.OfFirst("call-on-site", Urls.ServiceCallRoute, Omar, CompletedCalls, tab: "visit"),
        Sight.OfFirst("call-history", Urls.ServiceCallRoute, Omar, CompletedCalls, tab: "history"),
        Sight.OfFirst("call-technician", Urls.ServiceCallRoute, Theo, Urls.ServiceCalls),
        Sight.At("new-call", Urls.NewServiceCall, Omar),
        Sight.At("bids", Urls.Bids, Omar),
        Sight.At("bids-all", Urls.Bids, Mia, $"{Urls.Bids}?status=all"),
        Sight.At("bids-pipeline", Urls.BidPipeline, Omar),
        Sight.OfFirst("bid", Urls.BidRoute, Omar, $"{Urls.Bids}?status=Drafting"),
        Sight.OfFirst("bid-sent", Urls.BidRoute, Omar, $"{Urls.Bids}?status=Sent", tab: "versions"),
        Sight.OfFirst("bid-edit", Urls.BidRoute, Omar, $"{Urls.Bids}?status=Drafting", page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.OfFirst("bid-won", Urls.BidRoute, Omar, $"{Urls.Bids}?status=Sent", page => page.PressAndSeeAsync("w", "dialog[open]")),
        Sight.OfFirst("bid-sheet", Urls.BidSheetRoute, Omar, $"{Urls.Bids}?status=Sent", async page =>
        {
            await page.ChooseAsync("Sheet to print");
            await Expect(page.Locator(".bid-sheet")).ToBeVisibleAsync();
        }),
        Sight.At("bid-templates", Urls.BidTemplates, Omar),
        Sight.At("new-bid", Urls.NewBid, Omar),
        Sight.At("offer-unknown", Urls.OfferRoute, null, Urls.Offer("unknown")),
        Sight.At("customers", Urls.Customers, Omar),
        Sight.OfFirst("customer", Urls.CustomerRoute, Omar, Urls.Customers),
        Sight.OfFirst("customer-edit", Urls.CustomerRoute, Omar, Urls.Customers, page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.OfFirst("customer-merge", Urls.CustomerRoute, Omar, Urls.Customers, async page =>
        {
            await page.ChooseAsync("Merge into another…");
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.At("customer-new", Urls.Customers, Omar, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.At("builders", Urls.Builders, Omar),
        Sight.OfFirst("builder", Urls.BuilderRoute, Omar, Urls.Builders),
        Sight.OfFirst("builder-edit", Urls.BuilderRoute, Omar, Urls.Builders, page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.OfFirst("builder-jobs", Urls.BuilderRoute, Omar, Urls.Builders, tab: "jobs"),
        Sight.At("builder-new", Urls.Builders, Omar, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.At("lots", Urls.Lots, Omar),
        Sight.OfFirst("board", Urls.CommunityRoute, Omar, ManyLots),
        Sight.OfFirst("board-cell", Urls.CommunityRoute, Omar, ManyLots, async page =>
        {
            await page.Locator("[data-face]:not([data-face=''])").First.ClickAsync();
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.OfFirst("community-facts", Urls.CommunityRoute, Omar, ManyLots, tab: "facts"),
        Sight.OfFirst("lots-new", Urls.CommunityRoute, Omar, ManyLots, page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.OfFirst("lot", Urls.LotRoute, Omar, ManyLots, OpenFirstLotAsync),
        Sight.OfFirst("lot-edit", Urls.LotRoute, Omar, ManyLots, async page =>
        {
            await OpenFirstLotAsync(page);
            await page.PressAndSeeAsync("e", ".entry-form");
        }),
        Sight.OfFirst("lot-turnover", Urls.LotRoute, Omar, ManyLots, async page =>
        {
            await OpenFirstLotAsync(page);
            await page.Button("Turn over").ClickAsync();
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.At("warranties", Urls.Warranties, Omar),
        Sight.At("portals", Urls.Portals, Omar),
        Sight.At("portals-viewer", Urls.Portals, Vera),
        Sight.At("portals-chosen", Urls.Portals, Omar, $"{Urls.Portals}?stale=true", async page =>
        {
            await page.Locator("tbody [data-row-check]").First.ClickAsync();
            await Expect(page.Locator(".bulk-bar")).ToContainTextAsync("1");
        }),
        Sight.At("portal-new", Urls.Portals, Ana, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.OfFirst("portal-login", Urls.PortalAccountRoute, Ana, $"{Urls.Portals}?q=Brindlewood"),
        Sight.OfFirst("portal-login-edit", Urls.PortalAccountRoute, Ana, Urls.Portals, page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.At("portal-sites", Urls.PortalSites, Omar),
        Sight.At("portal-site-new", Urls.PortalSites, Ana, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.OfFirst("portal-site", Urls.PortalSiteRoute, Ana, $"{Urls.PortalSites}?q=Tansley"),
        Sight.At("portal-rules", Urls.PortalRules, Ana),
        Sight.At("portal-rule-new", Urls.PortalRules, Ana, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.At("portal-rules-test", Urls.PortalRuleTest, Omar, $"{Urls.PortalRuleTest}?company={DemoPeople.AllCounty}&city=Tansley&phase=Groundwork", page => Expect(page.Locator(".suggestions li").First).ToBeVisibleAsync()),
        Sight.At("content", Urls.Content, Mia),
        Sight.OfFirst("content-waiting", Urls.ContentRoute, Omar, $"{Urls.Content}?status=NeedsApproval"),
        Sight.OfFirst("content-approved", Urls.ContentRoute, Mia, $"{Urls.Content}?status=Approved"),
        Sight.OfFirst("content-edit", Urls.ContentRoute, Mia, $"{Urls.Content}?status=Approved", page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.OfFirst("content-send-back", Urls.ContentRoute, Omar, $"{Urls.Content}?status=NeedsApproval", async page =>
        {
            await page.Button("Send back").ClickAsync();
            await Expect(page.OpenDialog()).ToBeVisibleAsync();
        }),
        Sight.At("content-new", Urls.NewContent, Mia),
        Sight.At("pictures", Urls.Media, Mia),
        Sight.At("picture", Urls.MediaRoute, Mia, Urls.Media, OpenFirstPictureAsync),
        Sight.At("picture-crop", Urls.MediaRoute, Mia, Urls.Media, async page =>
        {
            await OpenFirstPictureAsync(page);
            await page.Locator(".shape-list .btn").First.ClickAsync();
            await Expect(page.Locator(".crop-box")).ToBeVisibleAsync();
        }),
        Sight.At("templates", Urls.Templates, Mia),
        Sight.At("offers", Urls.Offers, Mia),
        Sight.At("offer-new", Urls.Offers, Mia, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.At("events", Urls.SeasonalEvents, Mia),
        Sight.At("topics", Urls.LocalTopics, Mia),
        Sight.At("accounts", Urls.Accounts, Mia),
        Sight.OfFirst("account", Urls.AccountRoute, Mia, Urls.Accounts),
        Sight.OfFirst("account-edit", Urls.AccountRoute, Mia, Urls.Accounts, page => page.PressAndSeeAsync("e", ".entry-form")),
        Sight.At("publishing", Urls.Publishing, Mia),
        Sight.At("rehearsal", Urls.Rehearsal, Mia),
        Sight.At("calendar", Urls.Calendar, Mia),
        Sight.At("calendar-week", Urls.Calendar, Mia, $"{Urls.Calendar}?view=week"),
        Sight.At("calendar-day", Urls.Calendar, Mia, $"{Urls.Calendar}?view=day"),
        Sight.At("calendar-list", Urls.Calendar, Mia, $"{Urls.Calendar}?view=list"),
        Sight.At("calendar-post", Urls.Calendar, Mia, steps: async page =>
        {
            await page.Locator(".cal-post:not(.is-slot) .cal-link").First.ClickAsync();
            await Expect(page.Locator(".side-panel .post-card")).ToBeVisibleAsync();
        }),
        Sight.At("calendar-new", Urls.Calendar, Mia, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.At("posts", Urls.Posts, Mia),
        Sight.OfFirst("post", Urls.PostRoute, Mia, $"{Urls.Posts}?status=Draft"),
        Sight.At("approvals", Urls.Approvals, Omar),
        Sight.At("scoreboard", Urls.Scoreboard, Mia),
        Sight.At("approval-link", Urls.ApprovalLinkRoute, null, Urls.ApprovalLink("used")),
        Sight.At("history", Urls.History, Ana),
        Sight.At("history-change", Urls.History, Ana, steps: OpenFirstChangeAsync),
        Sight.At("change-set", Urls.ChangeSetRoute, Ana, Urls.History, async page =>
        {
            await OpenFirstChangeAsync(page);
            await page.VisitAsync((await page.Locator(".side-panel .panel-header a").First.GetAttributeAsync("href"))!);
        }),
        Sight.At("review-requests", Urls.ReviewRequests, Mia),
        Sight.At("reviews", Urls.Reviews, Mia),
        Sight.At("review-opt-outs", Urls.ReviewOptOuts, Mia),
        Sight.At("review-opt-out-new", Urls.ReviewOptOuts, Mia, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.OfFirst("review-request", Urls.ReviewRequestRoute, Mia, $"{Urls.ReviewRequests}?status=Completed"),
        Sight.At("review-settings", Urls.ReviewSettings, Ana),
        Sight.At("recovery", Urls.RecoveryTickets, Mia),
        Sight.At("review-request-gone", Urls.ReviewRequestRoute, Mia, Urls.ReviewRequest(Guid.Empty)),
        Sight.At("review-link", Urls.ReviewLinkRoute, null, Urls.ReviewLink("unknown")),
        Sight.At("public-reviews", Urls.PublicReviewsRoute, null, Urls.PublicReviews("h2o")),
        Sight.At("mail", Urls.Mail, Ana),
        Sight.At("users", Urls.Users, Ana),
        Sight.At("user-new", Urls.Users, Ana, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.OfFirst("user", Urls.UserRoute, Ana, Urls.Users),
        Sight.At("companies", Urls.Companies, Ana),
        Sight.At("company-new", Urls.Companies, Ana, steps: page => page.PressAndSeeAsync("n", "dialog[open]")),
        Sight.OfFirst("company", Urls.CompanyRoute, Ana, Urls.Companies),
        Sight.At("recurring-work", Urls.RecurringWork, Ana),
        Sight.At("profile", Urls.Profile, Omar),
        Sight.At("what-i-am-told", Urls.NotificationSettings, Omar),
        Sight.At("own-second-factor", Urls.OwnSecondFactor, Omar),
        Sight.At("passkeys", Urls.Passkeys, Omar),
        Sight.At("second-factor", Urls.SecondFactor, null),
        Sight.At("not-for-you", Urls.Users, Vera),
        Sight.At("not-found", Urls.NotFound, Omar, "/no-such-room"),
        Sight.At("record-gone", Urls.JobRoute, Omar, Urls.Job(Guid.Empty)),
        Sight.At("error", Urls.Error, null),
        Sight.At("sign-in", Urls.SignIn, null),
        Sight.At("sign-in-refused", Urls.SignIn, null, steps: async page =>
        {
            await page.SignInAsync("nobody-here", "some wrong password");
            await Expect(page.Locator(".banner.hue-bad")).ToBeVisibleAsync();
        }),
    ];

    [Fact]
    public Task Everybody_can_use_every_page_full_of_work() => WalkAsync(All);

    private static async Task OpenFirstChangeAsync(IPage page)
    {
        await page.Locator("tbody .row-link").First.ClickAsync();
        await Expect(page.Locator(".side-panel .panel-header a").First).ToBeVisibleAsync();
        await page.ReadyAsync();
    }

    private static async Task OpenFirstPictureAsync(IPage page)
    {
        await page.Locator(".media-grid .media-card").First.ClickAsync();
        await Expect(page.Locator(".media-grid")).ToHaveCountAsync(0);
        await page.ReadyAsync();
    }

    private static async Task OpenTheChartsAsync(IPage page)
    {
        await Expect(page.Locator(".chart-canvas svg text").First).ToBeVisibleAsync();
        await page.Locator(".number-meaning summary").First.ClickAsync();
        await page.Locator(".chart-table summary").First.ClickAsync();
    }

    private static async Task OpenFirstLotAsync(IPage page)
    {
        // An address changes before its page is there.
        await page.Locator(".lot-name a").First.ClickAsync();
        await Expect(page.Locator(".lot-name")).ToHaveCountAsync(0);
        await page.ReadyAsync();
    }
}
