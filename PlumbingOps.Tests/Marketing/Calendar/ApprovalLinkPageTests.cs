using System.Net;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>The link of a mail, over HTTP, as somebody who is not signed in opens it.</summary>
public sealed class ApprovalLinkPageTests : IAsyncLifetime
{
    private readonly MarketingDesk desk = new();
    private WebHouse house = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        house = new WebHouse(desk.Office.Connections, desk.Office.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_opens_it_sees_the_post_and_looking_alone_approves_nothing()
    {
        var (id, token) = await AskAsync();
        var browser = house.Browser();

        using var answer = await browser.GetAsync(Urls.ApprovalLink(token), Now);
        var page = await answer.Content.ReadAsStringAsync(Now);

        Assert.Equal((true, "no-referrer"), (answer.Headers.CacheControl!.NoStore, answer.Headers.GetValues("Referrer-Policy").Single()));
        Assert.Contains("Keep them warm.", page, StringComparison.Ordinal);
        Assert.Contains("Omar Ortiz", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nav-links", page, StringComparison.Ordinal);
        Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(id)).Status);
        using var other = await browser.GetAsync(Urls.Calendar, Now);
        Assert.Equal(HttpStatusCode.Found, other.StatusCode);
    }

    [Fact]
    public async Task The_button_approves_once_and_only_with_the_pages_own_form()
    {
        var (id, token) = await AskAsync();
        var browser = house.Browser();
        using var forged = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "approve"), KeyValuePair.Create("Approval.Yes", "true")]);
        using var refused = await browser.PostAsync(Urls.ApprovalLink(token), forged, Now);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(PostStatus.NeedsApproval, (await desk.RowAsync(id)).Status);

        var answer = await WebHouse.SubmitAsync(browser, Urls.ApprovalLink(token), "approve", ("Approval.Yes", "true"));

        Assert.Contains("is approved", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.Equal(PostStatus.Scheduled, (await desk.RowAsync(id)).Status);
        Assert.Contains("was used already", await browser.GetStringAsync(Urls.ApprovalLink(token), Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_back_asks_for_a_note_and_keeps_the_link_until_there_is_one()
    {
        var (id, token) = await AskAsync();
        var browser = house.Browser();

        var empty = await WebHouse.SubmitAsync(browser, Urls.ApprovalLink(token), "send-back", ("Back.Note", ""));
        Assert.Contains("Say what should be changed.", await empty.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        var answer = await WebHouse.SubmitAsync(browser, Urls.ApprovalLink(token), "send-back", ("Back.Note", "Name the city."));

        Assert.Contains("is sent back", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        Assert.Equal("Name the city.", (await desk.Posts.GetAsync(id, desk.Mia, Now)).ReviewNote);
    }

    [Fact]
    public async Task Guessing_tokens_ends_after_some_tries()
    {
        var browser = house.Browser();
        var answers = new List<HttpStatusCode>();
        for (var n = 0; n < 40; n++)
        {
            using var answer = await browser.GetAsync(Urls.ApprovalLink($"guess{n}"), Now);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, answers[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private async Task<(Guid Id, string Token)> AskAsync()
    {
        var id = await desk.AddPostAsync(reviewer: desk.Omar.UserId);
        await desk.Posts.SubmitAsync(id, desk.Mia, Now);
        string? token = null;
        await desk.Office.Get<ApprovalLinks>().SendAsync(id, made => token = made, desk.Mia, Now);
        await using var db = await desk.Office.DbAsync();
        Assert.Equal(1, await db.OutgoingMails.CountAsync(m => m.Cause.StartsWith("post-approval/"), Now));
        return (id, token!);
    }
}
