using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Marketing;
using PlumbingOps.Web.Features.Marketing.Approval;
using PlumbingOps.Web.Features.Marketing.Calendar;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Features.Marketing.Scoreboard;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>Each test has an office of its own: a page shows all accounts of a company.</summary>
public sealed class CalendarPageTests : IAsyncLifetime
{
    private static readonly DateOnly Today = MarketingDesk.Today;
    private static readonly TimeOnly Nine = new(9, 0);

    private readonly MarketingDesk desk = new();
    private readonly CalendarPages pages = new();

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await pages.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task A_month_has_seven_days_a_week_from_monday_and_a_full_day_opens_by_more()
    {
        var account = await desk.AddAccountAsync();
        for (var hour = 6; hour < 12; hour++)
        {
            await desk.AddPostAsync(Today.AddDays(1), new TimeOnly(hour, 30), account);
        }

        var page = await OpenAsync(desk.Mia);

        page.WaitForAssertion(() => Assert.Equal(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], page.FindAll(".cal-heads > div").Select(d => d.TextContent)), CalendarPages.Patience);
        Assert.Equal("March 2026", page.Find(".cal-title").TextContent);
        Assert.Equal(42, page.FindAll(".cal-day").Count);
        var day = page.Find("[data-drop-day='2026-03-19']");
        Assert.Equal((3, 3), (day.QuerySelectorAll(".cal-posts > div:not(.cal-extra)").Length, day.QuerySelectorAll(".cal-extra").Length));
        Assert.Equal("+3 more", day.QuerySelector(".cal-more")!.TextContent);
        Assert.Contains("view=day&date=2026-03-19", day.QuerySelector(".cal-more")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.StartsWith("18, Wednesday", page.Find(".is-today .cal-number").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_let_go_over_another_day_moves_there_and_the_notice_takes_it_back()
    {
        var id = await desk.AddPostAsync(Today.AddDays(1), Nine);
        var page = await OpenAsync(desk.Mia);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-movable]")), CalendarPages.Patience);

        await page.Find("[data-calendar]").TriggerEventAsync("onpostdrop", new PostDropEventArgs { Id = id, Day = "2026-03-25" });

        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-drop-day='2026-03-25']").QuerySelector($"[data-post='{id}']")), CalendarPages.Patience);
        var notice = Assert.Single(pages.Notices.Open);
        Assert.Equal("“Winter drains” moved to Wed 25 Mar, 9am", notice.Text);
        await page.InvokeAsync(notice.Undo!);
        Assert.Equal(new PostTime(Today.AddDays(1), Nine), (await desk.RowAsync(id)).When);

        await page.Find("[data-calendar]").TriggerEventAsync("onpostdrop", new PostDropEventArgs { Id = id, Day = "" });
        page.WaitForAssertion(() => Assert.NotNull(page.Find(".cal-tray").QuerySelector($"[data-post='{id}']")), CalendarPages.Patience);
    }

    [Fact]
    public async Task A_drop_that_is_refused_says_why_and_leaves_the_post()
    {
        var account = await desk.AddAccountAsync();
        var id = await desk.AddPostAsync(Today.AddDays(1), Nine, account);
        await desk.AddPostAsync(Today.AddDays(2), Nine, account);
        var page = await OpenAsync(desk.Mia);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-movable]")), CalendarPages.Patience);

        await page.Find("[data-calendar]").TriggerEventAsync("onpostdrop", new PostDropEventArgs { Id = id, Day = "2026-03-20" });

        Assert.Contains("already. Choose another minute.", Assert.Single(pages.Notices.Open).Text, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-drop-day='2026-03-19']").QuerySelector($"[data-post='{id}']"));
    }

    [Fact]
    public async Task A_reader_sees_the_calendar_and_moves_nothing()
    {
        var id = await desk.AddPostAsync(Today.AddDays(1), Nine);
        var page = await OpenAsync(desk.Office.Vera);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".cal-post")), CalendarPages.Patience);
        Assert.Empty(page.FindAll("[data-movable], .cal-add, .cal-tray, [data-hotkey=n]"));
        await page.Find("[data-calendar]").TriggerEventAsync("onpostdrop", new PostDropEventArgs { Id = id, Day = "2026-03-25" });
        Assert.Equal(Today.AddDays(1), (await desk.RowAsync(id)).Day);
    }

    [Fact]
    public async Task Chosen_posts_move_together_after_a_preview()
    {
        var account = await desk.AddAccountAsync();
        var ids = new[] { await desk.AddPostAsync(Today.AddDays(1), Nine, account), await desk.AddPostAsync(Today.AddDays(2), Nine, account) };
        var page = await OpenAsync(desk.Mia);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".cal-post")), CalendarPages.Patience);

        await page.ClickFirstAsync(".page-actions button", b => b.TextContent.Contains("Choose several", StringComparison.Ordinal));
        foreach (var id in ids)
        {
            await page.InvokeAsync(() => page.Find($"[data-post='{id}'] input").ChangeAsync(true));
        }

        await page.ClickFirstAsync(".bulk-bar button", b => b.TextContent.StartsWith("Move", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".shift-preview tbody tr").Count), CalendarPages.Patience);
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Moved 2 posts by 1 day", Assert.Single(pages.Notices.Open).Text), CalendarPages.Patience);
        Assert.Equal(Today.AddDays(3), (await desk.RowAsync(ids[1])).Day);

        await pages.Notices.Open[0].Undo!();
        Assert.Equal((Today.AddDays(1), Today.AddDays(2)), ((await desk.RowAsync(ids[0])).Day, (await desk.RowAsync(ids[1])).Day));
    }

    [Fact]
    public async Task Without_accounts_the_calendar_says_what_comes_first()
    {
        var page = await OpenAsync(desk.Mia);
        page.WaitForAssertion(() => Assert.Equal("No accounts yet", page.Find(".empty-title").TextContent), CalendarPages.Patience);
    }

    [Fact]
    public async Task Slots_are_planned_by_a_button_that_says_what_it_did()
    {
        await desk.AddAccountAsync();
        var page = await OpenAsync(desk.Mia);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".cal-day")), CalendarPages.Patience);

        await page.ClickFirstAsync(".page-actions button", b => b.TextContent.Contains("Plan slots", StringComparison.Ordinal));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".cal-post.is-slot")), CalendarPages.Patience);
        Assert.Contains("new slots for the coming 28 days", Assert.Single(pages.Notices.Open).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CalendarLook.Month, "2026-03-18", "2026-02-23", "2026-04-05", "March 2026")]
    [InlineData(CalendarLook.Week, "2026-03-01", "2026-02-23", "2026-03-01", "23 Feb – 1 Mar 2026")]
    [InlineData(CalendarLook.Day, "2026-03-18", "2026-03-18", "2026-03-18", "Wednesday 18 March 2026")]
    [InlineData(CalendarLook.List, "2026-02-18", "2026-02-01", "2026-02-28", "February 2026")]
    public void A_look_shows_its_days(CalendarLook look, string date, string first, string last, string title)
    {
        var span = new CalendarSpan(look, DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((first, last, title), (AddressQuery.Text(span.First), AddressQuery.Text(span.Last), span.Title));
    }

    [Fact]
    public async Task A_slot_is_filled_in_place()
    {
        var id = await desk.AddPostAsync(Today.AddDays(1), Nine, slot: true);
        var card = await pages.OpenAsync<PostCard>(desk.Office, desk.Mia, Urls.Calendar, p => p.Add(c => c.Id, id));
        card.WaitForAssertion(() => Assert.NotNull(card.Find("[data-hotkey=f]")), CalendarPages.Patience);

        await card.Find("[data-hotkey=f]").ClickAsync();
        await (await card.WaitForElementAsync(".content-choice .segments button:nth-of-type(2)", CalendarPages.Patience)).ClickAsync();
        await card.Find(".content-choice .field input").ChangeAsync("Frozen pipes");
        await card.Find("textarea").ChangeAsync("Drip!");
        await card.Find("form").SubmitAsync();

        card.WaitForAssertion(() => Assert.Equal("Drip!", card.Find(".post-text").TextContent), CalendarPages.Patience);
        Assert.Equal((PostStatus.Draft, new PostTime(Today.AddDays(1), Nine)), ((await desk.RowAsync(id)).Status, (await desk.RowAsync(id)).When));
    }

    [Fact]
    public async Task An_administrator_approves_own_work_only_with_the_tick()
    {
        var id = await desk.AddPostAsync(by: desk.Ana);
        await desk.Posts.SubmitAsync(id, desk.Ana, Now);
        var card = await pages.OpenAsync<PostCard>(desk.Office, desk.Ana, Urls.Approvals, p => p.Add(c => c.Id, id));
        card.WaitForAssertion(() => Assert.True(card.Find("[data-hotkey=a]").HasAttribute("disabled")), CalendarPages.Patience);

        await card.Find(".check input").ChangeAsync(true);
        await card.Find("[data-hotkey=a]").ClickAsync();

        card.WaitForAssertion(() => Assert.Equal("Scheduled", card.Find(".post-head .badge").TextContent.Trim()), CalendarPages.Patience);
    }

    [Fact]
    public async Task The_room_of_approvals_goes_on_to_the_next()
    {
        var (first, second) = (await desk.AddPostInAsync(PostStatus.NeedsApproval, Today.AddDays(1)), await desk.AddPostInAsync(PostStatus.NeedsApproval, Today.AddDays(2)));
        var page = await pages.OpenAsync<ApprovalsPage>(desk.Office, desk.Omar, Urls.Approvals);
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-hotkey=a]")), CalendarPages.Patience);
        Assert.Equal(2, page.FindAll(".approval-list a").Count);

        await page.Find("[data-hotkey=a]").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains(second.ToString(), Assert.Single(page.FindAll(".approval-list a")).GetAttribute("href"), StringComparison.Ordinal), CalendarPages.Patience);
        Assert.Equal((PostStatus.Scheduled, PostStatus.NeedsApproval), ((await desk.RowAsync(first)).Status, (await desk.RowAsync(second)).Status));
    }

    [Fact]
    public async Task The_posts_list_shows_exactly_what_a_number_counted()
    {
        var content = await desk.AddContentAsync(owner: desk.Mia);
        var posted = await desk.AddPostInAsync(PostStatus.Posted, content: content);
        await desk.AddPostInAsync(PostStatus.Draft, content: content);
        var board = await pages.OpenAsync<ScoreboardPage>(desk.Office, desk.Mia, Urls.Scoreboard);
        board.WaitForAssertion(() => Assert.NotEmpty(board.FindAll(".score-table tbody tr")), CalendarPages.Patience);
        var href = board.Find(".score-table td[data-label=Posted] a").GetAttribute("href")!;
        Assert.Equal("50 %", board.Find(".tile strong").TextContent);

        pages.Address.NavigateTo(href);
        var list = pages.Render<PostsPage>();

        list.WaitForAssertion(() => Assert.Equal([posted.ToString()], list.FindAll("tr[data-key]").Select(r => r.GetAttribute("data-key"))), CalendarPages.Patience);
    }

    [Fact]
    public void A_calendar_file_escapes_and_folds_its_lines()
    {
        var post = new PostRow(
            Guid.Empty, "h2o", 7, Guid.Empty, "Page", "facebook_page", "Facebook Page", Provider.Facebook, Guid.Empty, "Pipes, drains; and é" + new string('é', 60), "One\nTwo", PostStatus.Scheduled, Today, Nine,
            "America/Los_Angeles", TestOffice.Morning, null, null, null, null, 0, null, null, false, null, null, null);

        var file = PostCalendarFile.Of([post], TestOffice.Morning);

        Assert.Contains("DTSTART:20260318T170000Z\r\n", file, StringComparison.Ordinal);
        Assert.Contains(@"SUMMARY:Facebook Page: Pipes\, drains\; and é", file, StringComparison.Ordinal);
        Assert.Contains(@"Scheduled\nOne\nTwo", file, StringComparison.Ordinal);
        Assert.All(file.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.EndsWith("END:VCALENDAR\r\n", file, StringComparison.Ordinal);
    }

    private Task<IRenderedComponent<CalendarPage>> OpenAsync(Actor person) => pages.OpenAsync<CalendarPage>(desk.Office, person, Urls.Calendar);
}
