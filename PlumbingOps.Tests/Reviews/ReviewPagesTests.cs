using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Reviews;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Reviews;

/// <summary>The pages of reviews as the office uses them.</summary>
public sealed class ReviewPagesTests : IAsyncLifetime
{
    private ReviewDesk desk = null!;

    public async ValueTask InitializeAsync() => desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_list_leads_to_the_work_and_makes_content_of_what_may_be_quoted()
    {
        await desk.Links.AnswerAsync(await desk.AskedAsync(), 5, "Quick and clean", true);
        await desk.Links.AnswerAsync(await desk.AskedAsync("Bob Example", "bob@example.com"), 5, "Not for others", false);
        await using var pages = Pages(desk.Office.Mia);
        var page = await pages.OpenAsync<ReviewsPage>(Urls.Reviews);

        Assert.Equal(["Bob Example", "Ann Example"], page.FindAll("tr[data-key] .row-link").Select(link => link.TextContent.Trim()));
        Assert.NotEmpty(page.FindAll("tr[data-key] a[href^='/service-calls/']"));
        Assert.Single(page.FindAll("button"), button => button.TextContent.Trim() == "Make content");
        await page.ClickAsync("button", button => button.TextContent.Trim() == "Make content");

        page.WaitForAssertion(() => Assert.Contains("/marketing/content/", pages.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal), PageFloor.Patience);
        Assert.Single((await desk.Reviews.ListAsync(new(Use: ReviewUse.Content), new(null, true, null, null, 50), desk.Office.Mia)).Rows);
    }

    [Fact]
    public async Task The_filters_of_the_address_narrow_the_list()
    {
        await desk.Links.AnswerAsync(await desk.AskedAsync(), 5, null, true);
        await desk.Links.AnswerAsync(await desk.AskedAsync("Bob Example", "bob@example.com"), 1, "Late", false);
        await using var pages = Pages(desk.Office.Vera);

        var page = await pages.OpenAsync<ReviewsPage>($"{Urls.Reviews}?stars=1&recovery=true");

        Assert.Equal(["Bob Example"], page.FindAll("tr[data-key] .row-link").Select(link => link.TextContent.Trim()));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Make content");
    }

    [Fact]
    public async Task An_address_is_put_on_the_list_by_hand_and_taken_off_only_after_a_question()
    {
        await using var pages = Pages(desk.Office.Omar);
        var page = await pages.OpenAsync<ReviewOptOutsPage>(Urls.ReviewOptOuts);
        await page.ClickFirstAsync("button", button => button.TextContent.Trim() == "Add an address");
        await page.Find("dialog select").ChangeAsync(new() { Value = TestOffice.H2o });
        await page.Find("dialog input[type=email]").ChangeAsync(new() { Value = "bob@example.com" });
        await page.Find("dialog form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("bob@example.com", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal), PageFloor.Patience);

        var confirm = pages.Services.GetRequiredService<Confirm>();
        await TakeBackAsync(page, confirm, sure: false);
        Assert.Single((await desk.OptOuts.ListAsync(new(), new(null, true, null, null, 50), desk.Office.Omar)).Rows);
        await TakeBackAsync(page, confirm, sure: true);

        await Eventually.IsTrueAsync(async () => (await desk.OptOuts.ListAsync(new(), new(null, true, null, null, 50), desk.Office.Omar)).Rows.Count == 0);
    }

    [Fact]
    public async Task Who_only_reads_sees_the_list_of_those_not_asked_and_changes_nothing()
    {
        await desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = "bob@example.com" }, desk.Office.Omar);
        await using var pages = Pages(desk.Office.Vera);

        var page = await pages.OpenAsync<ReviewOptOutsPage>(Urls.ReviewOptOuts);

        Assert.Contains("Omar Ortiz", page.Find("tr[data-key]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("asked again", StringComparison.Ordinal) || button.TextContent.Contains("Add an address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_numbers_stand_above_the_requests_and_lead_to_their_rows()
    {
        await desk.Links.AnswerAsync(await desk.AskedAsync(), 4, null, false);
        await using var pages = Pages(desk.Office.Vera);

        var page = await pages.OpenAsync<ReviewRequestsPage>(Urls.ReviewRequests);

        var tiles = page.FindAll("a.tile").ToDictionary(tile => tile.QuerySelector("span")!.TextContent, tile => (tile.QuerySelector("strong")!.TextContent, tile.GetAttribute("href")));
        Assert.Equal(("1", $"{Urls.ReviewRequests}?status=Completed"), tiles["Answered"]);
        Assert.Equal(("100 %", $"{Urls.ReviewRequests}?sent=true"), tiles["Answer rate"]);
        Assert.Equal(("4.0 ★", Urls.Reviews), tiles["Average"]);
    }

    private BunitContext Pages(Actor person)
    {
        var pages = new BunitContext();
        pages.Furnish(person, desk.Office.Clock, desk.Office.Tenants, desk.Office.Get<LiveUpdates>(), desk.Office.Get<HistoryService>(), desk.Reviews, desk.OptOuts, desk.Requests, desk.Office.Get<ContentService>());
        return pages;
    }

    private static async Task TakeBackAsync<TPage>(IRenderedComponent<TPage> page, Confirm confirm, bool sure) where TPage : IComponent
    {
        var pressed = page.Find("tr[data-key] button").ClickAsync();
        await Eventually.IsTrueAsync(() => Task.FromResult(confirm.Question is not null));
        await page.InvokeAsync(() => confirm.Answer(sure));
        await pressed;
    }
}
