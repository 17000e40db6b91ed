using Bunit;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Publishing;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Marketing.Accounts;
using PlumbingOps.Web.Features.Marketing.Calendar;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Features.Marketing.Publishing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing;

/// <summary>What the nightly look found stands where people work, with what to do.</summary>
public sealed class FindingsPagesTests : PublishingTest
{
    private const string Cause = "The account is not connected.";
    private const string NextStep = "An administrator connects it";

    private ChannelAccount account = null!;
    private Post post = null!;

    [Fact]
    public async Task The_queue_and_the_account_list_what_would_not_go_out_and_look_again_when_asked()
    {
        await FindAsync();
        await using var pages = new MarketingPages(Office.Office, Office.Office.Mia);
        var queue = await pages.OpenAsync<PublishingPage>(Urls.Publishing);

        await queue.WaitForAssertionAsync(() => Assert.Contains(Cause, queue.Find(".findings").TextContent, StringComparison.Ordinal), MarketingPages.Patience);
        Assert.Equal("1", queue.Find(".tile[href$=would-not-go-out] strong").TextContent);
        Assert.Equal(Urls.Post(post.Id), queue.Find(".findings a").GetAttribute("href"));

        var page = await pages.OpenAsync<AccountPage>(Urls.Account(account.Id), p => p.Add(x => x.Id, account.Id));
        await page.WaitForAssertionAsync(() => Assert.Contains(NextStep, page.Find(".findings").TextContent, StringComparison.Ordinal), MarketingPages.Patience);

        await using (var db = await Office.DbAsync())
        {
            db.Add(new AccountConnection { TenantId = TestOffice.H2o, AccountId = account.Id, Provider = Provider.Facebook, ExternalId = "7", ExternalName = "Seven", ConnectedAt = Office.Clock.Now.ToUniversalTime() });
            await db.SaveChangesAsync();
        }

        await page.ClickAsync("button", b => b.TextContent == "Look again");
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".findings")), MarketingPages.Patience);
    }

    [Fact]
    public async Task Calendar_and_post_say_it_as_well()
    {
        await FindAsync();
        await using var pages = new Calendar.CalendarPages();
        var day = DateOnly.FromDateTime(post.ScheduledFor!.Value.UtcDateTime);
        var calendar = await pages.OpenAsync<CalendarPage>(Office.Office, Office.Office.Vera, $"{Urls.Calendar}?view=week&date={AddressQuery.Text(day)}");
        await calendar.WaitForAssertionAsync(() => Assert.Equal($"Would not go out: {Cause}", calendar.Find(".cal-close").GetAttribute("title")), MarketingPages.Patience);

        await using var others = new Calendar.CalendarPages();
        var card = await others.OpenAsync<PostCard>(Office.Office, Office.Office.Vera, Urls.Calendar, p => p.Add(c => c.Id, post.Id));
        await card.WaitForAssertionAsync(() => Assert.Contains($"Would not go out: {Cause}", card.Find(".banner").TextContent, StringComparison.Ordinal), MarketingPages.Patience);
    }

    [Fact]
    public async Task What_was_cancelled_since_has_nothing_to_mend()
    {
        await FindAsync();
        await Office.Office.Get<PostService>().CancelAsync(post.Id, Office.Office.Mia);

        Assert.Empty(await Office.Get<PreflightService>().ListAsync(new(), Office.Office.Mia));
        Assert.Equal(0, (await Office.Get<PublishService>().GetHealthAsync(Office.Office.Mia)).Findings);
    }

    private async Task FindAsync()
    {
        account = await Office.AddAccountAsync("facebook_page", "Nobody connected it");
        post = await Office.ScheduleAsync(Provider.Facebook, "Waiting for a connection", Office.Clock.Now.AddDays(2), account: account);
        await Office.Get<Preflight>().RunAsync();
    }
}
