using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Simulator;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

/// <summary>A post's way to the public, with everything that does work by itself running, and the simulator where the networks are.</summary>
public sealed partial class PublishingFlows(PublishingHouse own) : BrowserTest(own.House), IClassFixture<PublishingHouse>
{
    private const string H2o = Data.Database.DemoPeople.H2O;

    /// <summary>Seconds from approval to its minute; what a page needs to be opened in before.</summary>
    private const int Ahead = 6;

    /// <summary>The publisher sleeps, wakes and asks; on a busy machine all of it is slow.</summary>
    private const float PatienceMilliseconds = 60_000;

    protected override Uri? OtherHost => own.Simulator.Address;

    [Fact]
    public async Task A_post_goes_out_at_its_minute_while_somebody_watches()
    {
        var account = await AddAccountAsync("facebook_page", "H2O on Facebook");
        await ConnectAsync(account, "H2O Plumbers");
        var post = await AddPostAsync(account, "Winter is coming: insulate your pipes.");
        var vera = await SignInAsync(RunningHouse.Vera);
        await vera.VisitAsync(Urls.Post(post));
        await Expect(vera.Locator(".post-head .badge")).ToHaveTextAsync("Draft");

        await ApproveAsync(post);

        await Expect(vera.Locator(".post-head .badge")).ToHaveTextAsync("Posted", new() { Timeout = PatienceMilliseconds });
        await Expect(vera.GetByRole(AriaRole.Link, new() { Name = "Open the post" })).ToBeVisibleAsync();
        Assert.Equal("Winter is coming: insulate your pipes.", Assert.Single(await own.Simulator.LedgerAsync(LedgerKinds.Visible), row => row.Account == Seed.H2OPage).Text);
    }

    [Fact]
    public async Task A_dead_token_holds_a_post_until_somebody_connects_the_account_again()
    {
        var account = await AddAccountAsync("facebook_page", "H2O North on Facebook");
        await ConnectAsync(account, "All County Plumbing North");
        await own.Simulator.SimAsync("tokens/kill", new { death = "PasswordChanged", account = Seed.AllCountyNorthPage });
        var post = await AddPostAsync(account, "Clogged drain? We are near.");
        await ApproveAsync(post);
        var ana = await SignInAsync(RunningHouse.Ana);

        await ana.VisitAsync(Urls.Publishing);
        var row = ana.Locator("tbody tr", new() { HasText = "H2O North" });
        await Expect(row).ToContainTextAsync("Held up", new() { Timeout = PatienceMilliseconds });
        await ana.VisitAsync(Urls.Account(account));
        await Expect(ana.Locator(".account-health")).ToContainTextAsync(new Regex("reconnect|connect.* again", RegexOptions.IgnoreCase));
        await ConnectAsync(account, "All County Plumbing North");

        await ana.VisitAsync(Urls.Post(post));
        await Expect(ana.Locator(".post-head .badge")).ToHaveTextAsync("Posted", new() { Timeout = PatienceMilliseconds });
        Assert.Single(await own.Simulator.LedgerAsync(LedgerKinds.Visible), r => r.Account == Seed.AllCountyNorthPage);
    }

    [Fact]
    public async Task A_post_by_hand_is_done_when_there_is_proof_of_it()
    {
        var account = await AddAccountAsync("nextdoor", "H2O on Nextdoor");
        var post = await AddPostAsync(account, "Hello neighbors.");
        await ApproveAsync(post);
        var mia = await SignInAsync(RunningHouse.Mia);
        await mia.VisitAsync(Urls.Publishing);
        await Expect(mia.Locator("tbody tr", new() { HasText = "Nextdoor" })).ToContainTextAsync("by hand", new() { Timeout = PatienceMilliseconds, IgnoreCase = true });
        await mia.VisitAsync(Urls.Post(post));

        await mia.Button("Mark as posted").ClickAsync();
        var dialog = mia.Locator("dialog[open]");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mark as posted" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("proof");
        await dialog.GetByLabel("Address of the post").FillAsync("https://nextdoor.example.com/p/77");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mark as posted" }).ClickAsync();

        await Expect(mia.Locator(".post-head .badge")).ToHaveTextAsync("Posted");
        await Expect(mia.GetByRole(AriaRole.Link, new() { Name = "Open the post" })).ToHaveAttributeAsync("href", "https://nextdoor.example.com/p/77");
    }

    [Fact]
    public async Task The_approver_answers_from_the_mail_without_signing_in_and_the_author_sees_it()
    {
        var account = await AddAccountAsync("nextdoor", "H2O by mail");
        await using var db = await House.DbAsync();
        var omar = await db.Users.Where(u => u.UserName == RunningHouse.Omar).Select(u => u.Id).SingleAsync();
        var post = await AddPostAsync(account, "We fix heaters.", omar, days: 3);
        var mia = await SignInAsync(RunningHouse.Mia);
        await mia.VisitAsync(Urls.Post(post));
        await mia.Button("Send for approval").ClickAsync();
        await Expect(mia.Locator(".post-head .badge")).ToHaveTextAsync("To approve");
        await mia.Locator("summary[aria-label=\"More for this post\"]").ClickAsync();
        await mia.GetByRole(AriaRole.Button, new() { Name = "by mail" }).ClickAsync();
        var phone = await OpenAsync(Screen.Phone);
        await phone.GotoAsync(await LinkInMailAsync("/approve/"));
        await Expect(phone.Locator("main")).ToContainTextAsync("We fix heaters.");
        Assert.Empty(await phone.FindBarriersAsync());

        await phone.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();

        await Expect(phone.Locator("main")).ToContainTextAsync("approved");
        await Expect(mia.Locator(".post-head .badge")).ToHaveTextAsync("Scheduled");
        await phone.GotoAsync(await LinkInMailAsync("/approve/"));
        await Expect(phone.Locator("main")).ToContainTextAsync("used already");
    }

    [Fact]
    public async Task The_numbers_of_the_scoreboard_open_exactly_their_posts()
    {
        var account = await AddAccountAsync("nextdoor", "H2O scored");
        foreach (var text in new[] { "One.", "Two.", "Three." })
        {
            await AddPostAsync(account, text, days: 70);
        }

        var vera = await SignInAsync(RunningHouse.Vera);
        var day = Today.AddDays(70);
        await vera.VisitAsync($"{Urls.Scoreboard}?week={day:yyyy-MM-dd}");
        var planned = vera.Locator(".tile", new() { HasText = "Planned" });
        await Expect(planned.Locator("strong")).ToHaveTextAsync("3");

        await planned.ClickAsync();

        await vera.ArrivesAtAsync($"**{Urls.Posts}**");
        await vera.ReadyAsync();
        await Expect(vera.Locator("main tbody tr")).ToHaveCountAsync(3);
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), Zone).DateTime);

    private static TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>As an administrator: to the network's consent page and back, where the Page is chosen.</summary>
    private async Task ConnectAsync(Guid account, string pageName)
    {
        var ana = await SignInAsync(RunningHouse.Ana);
        await ana.VisitAsync(Urls.Account(account));
        await ana.Locator(".health-verbs a").ClickAsync();
        await Expect(ana.Locator("h1")).ToContainTextAsync("simulated");
        await ana.GetByRole(AriaRole.Button, new() { Name = "Allow", Exact = true }).First.ClickAsync();
        await ana.ReadyAsync();
        var dialog = ana.Locator("dialog[open]");
        await dialog.GetByLabel(pageName, new() { Exact = false }).First.CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Connect it" }).ClickAsync();
        await Expect(ana.Locator(".account-health")).ToContainTextAsync($"go out by themselves to {pageName}");
        await Expect(ana.Locator("dialog[open], main .banner.hue-bad")).ToHaveCountAsync(0);
    }

    private async Task<Guid> AddAccountAsync(string channel, string name)
    {
        await using var db = await House.DbAsync();
        var made = new ChannelAccount { TenantId = H2o, ChannelId = await db.Channels.Where(c => c.Key == channel).Select(c => c.Id).SingleAsync(), Name = name };
        db.Add(made);
        await db.SaveChangesAsync();
        return made.Id;
    }

    /// <summary>A draft that goes out in a few seconds, or in some days.</summary>
    private async Task<Guid> AddPostAsync(Guid account, string text, Guid? approver = null, int days = 0)
    {
        var when = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddDays(days).AddSeconds(days == 0 ? 60 : 0), Zone).DateTime;
        var input = new NewPostInput { Title = text, Caption = text, ReviewerId = approver, Placements = [new PlacementInput { AccountId = account, Day = DateOnly.FromDateTime(when), Time = TimeOnly.FromDateTime(when) }] };
        return (await House.Get<PostService>().CreateAsync(H2o, input, RunningHouse.SetUp))[0].Id;
    }

    /// <summary>Its minute is a few seconds from here, and it may go.</summary>
    private async Task ApproveAsync(Guid post)
    {
        var posts = House.Get<PostService>();
        var when = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddSeconds(Ahead), Zone).DateTime;
        await posts.MoveAsync(post, new PostTime(DateOnly.FromDateTime(when), TimeOnly.FromDateTime(when)), RunningHouse.SetUp);
        await posts.SubmitAsync(post, RunningHouse.SetUp);
        await posts.ApproveAsync(post, (await posts.GetAsync(post, RunningHouse.SetUp)).Seen, ownKnowingly: false, RunningHouse.SetUp);
    }

    /// <summary>From the newest mail that has such a link.</summary>
    private async Task<string> LinkInMailAsync(string path)
    {
        await using var db = await House.DbAsync();
        string? text = null;
        await Eventually.IsTrueAsync(async () => (text = await db.OutgoingMails.Where(m => m.Text.Contains(path)).OrderByDescending(m => m.CreatedAt).Select(m => m.Text).FirstOrDefaultAsync()) is not null);
        return Address().Matches(text!).Select(m => m.Value).First(a => a.Contains(path, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Address();
}

/// <summary>A house with the cast that publishes, and the simulator it publishes to.</summary>
public sealed class PublishingHouse : IAsyncLifetime
{
    private RunningHouse? house;
    private SimulatorHouse? simulator;

    public RunningHouse House => house ?? throw new InvalidOperationException("The house did not start.");

    public SimulatorHouse Simulator => simulator ?? throw new InvalidOperationException("The simulator did not start.");

    public async ValueTask InitializeAsync()
    {
        simulator = await SimulatorHouse.OpenAsync(clock: TimeProvider.System);
        house = await RunningHouse.OpenAsync(HouseHolds.Cast, new Dictionary<string, string> { ["Publishing:Simulator"] = simulator.Address.ToString(), ["PlumbingOps:RecurringWork"] = "true" });
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null)
        {
            await house.DisposeAsync();
        }

        if (simulator is not null)
        {
            await simulator.DisposeAsync();
        }
    }
}
