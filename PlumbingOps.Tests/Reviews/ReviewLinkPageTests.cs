using System.Net;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Reviews;

/// <summary>The link of a mail and the public list, over HTTP, as somebody who is not signed in opens them.</summary>
public sealed class ReviewLinkPageTests : IAsyncLifetime
{
    private ReviewDesk desk = null!;
    private WebHouse house = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        desk = await ReviewDesk.OpenAsync();
        house = new WebHouse(desk.Office.Connections, desk.Office.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task The_page_greets_by_first_name_for_nobody_signed_in_and_is_kept_and_listed_by_nobody()
    {
        var token = await desk.AskedAsync();
        using var answer = await house.Browser().GetAsync(Urls.ReviewLink(token), Now);
        var page = await answer.Content.ReadAsStringAsync(Now);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("How was it, Ann?", page, StringComparison.Ordinal);
        Assert.Contains("H2O Plumbers", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nav-links", page, StringComparison.Ordinal);
        Assert.Equal((true, "no-referrer", "noindex, nofollow"), Secrecy(answer));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("tampered")]
    [InlineData("used")]
    [InlineData("expired")]
    [InlineData("replaced")]
    public async Task A_link_that_takes_no_answer_says_why_in_friendly_words_and_keeps_its_secret(string how)
    {
        var token = await desk.AskedAsync();
        var words = "This link does not work";
        switch (how)
        {
            case "unknown":
                token = "nothing-of-ours";
                break;
            case "tampered":
                token = (token[0] == 'A' ? "B" : "A") + token[1..];
                break;
            case "used":
                await desk.Links.AnswerAsync(token, 5, null, false, Now);
                words = "the link works once";
                break;
            case "expired":
                desk.Later(31);
                words = "This link is over";
                break;
            default:
                await desk.Requests.SendAsync(Assert.Single(await desk.AllAsync()).Id, desk.Office.Omar, Now);
                words = "There is a newer mail";
                break;
        }

        using var answer = await house.Browser().GetAsync(Urls.ReviewLink(token), Now);
        var page = await answer.Content.ReadAsStringAsync(Now);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Answer.Rating", page, StringComparison.Ordinal);
        Assert.Equal((true, "no-referrer", "noindex, nofollow"), Secrecy(answer));
    }

    [Fact]
    public async Task An_answer_is_taken_once_and_thanks_alike_whatever_the_stars()
    {
        await LinkToGoogleAsync();
        var (happy, unhappy) = (await desk.AskedAsync(), await desk.AskedAsync("Bob Example", "bob@example.com"));
        var thanks = new List<string>();
        foreach (var (token, stars) in new[] { (happy, "5"), (unhappy, "1") })
        {
            var answer = await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(token), "answer", ("Answer.Rating", stars), ("Answer.Comment", "Words"));
            var page = await answer.Content.ReadAsStringAsync(Now);
            thanks.Add(page[page.IndexOf("<h1>", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)].Replace("Bob", "Ann", StringComparison.Ordinal));
        }

        // The same page, the same links elsewhere: nobody is led away for being unhappy.
        Assert.Equal(thanks[0], thanks[1]);
        Assert.Contains("https://g.example.com/write", thanks[0], StringComparison.Ordinal);
        await using var db = await desk.Office.DbAsync();
        Assert.Equal([1, 5], await db.Reviews.Select(r => r.Rating).Order().ToListAsync(Now));
    }

    [Fact]
    public async Task Without_stars_nothing_is_taken_and_the_words_are_kept()
    {
        var token = await desk.AskedAsync();

        var answer = await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(token), "answer", ("Answer.Comment", "My words"));
        var page = await answer.Content.ReadAsStringAsync(Now);

        Assert.Contains("Choose one to five stars.", page, StringComparison.Ordinal);
        Assert.Contains(">My words</textarea>", page, StringComparison.Ordinal);
        await using var db = await desk.Office.DbAsync();
        Assert.Equal(0, await db.Reviews.CountAsync(Now));
    }

    [Theory]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task Stars_that_do_not_exist_are_refused(string stars)
    {
        var answer = await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(await desk.AskedAsync()), "answer", ("Answer.Rating", stars));

        Assert.Contains("Choose one to five stars.", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_customer_writes_is_never_markup_here_or_on_the_public_page()
    {
        const string Hostile = "<script>alert(1)</script> \"quoted\" 🚿😀 <img src=x onerror=alert(2)>";
        var token = await desk.AskedAsync();
        await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(token), "answer", ("Answer.Rating", "5"), ("Answer.Comment", Hostile), ("Answer.MayBeQuoted", "true"));
        await using var db = await desk.Office.DbAsync();
        var review = await db.Reviews.SingleAsync(Now);
        Assert.Equal(Hostile, review.Comment);
        await desk.Reviews.SetPublicAsync(review.Id, true, desk.Office.Mia, Now);

        var page = await house.Browser().GetStringAsync(Urls.PublicReviews(TestOffice.H2o), Now);

        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Contains("🚿", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_kilobytes_are_refused_and_given_back_and_line_ends_count_once()
    {
        var token = await desk.AskedAsync();
        var much = await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(token), "answer", ("Answer.Rating", "5"), ("Answer.Comment", new string('x', 100_000)));
        Assert.Contains("At most 4000 characters.", await much.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);

        // A browser counts a line end as one, and sends two characters.
        var full = await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(token), "answer", ("Answer.Rating", "5"), ("Answer.Comment", string.Join("\r\n", Enumerable.Repeat("x", 2000))));
        Assert.Contains("Thank you, Ann", await full.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_somebody_else_s_page_and_a_program_that_fills_in_everything_change_nothing()
    {
        var token = await desk.AskedAsync();
        using var forged = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "answer"), KeyValuePair.Create("Answer.Rating", "1")]);
        using var refused = await house.Browser().PostAsync(Urls.ReviewLink(token), forged, Now);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal((true, "no-referrer", "noindex, nofollow"), Secrecy(refused));

        var filled = await WebHouse.SubmitAsync(house.Browser(), Urls.ReviewLink(token), "answer", ("Answer.Rating", "5"), ("Answer.Comment", "Buy this"), ("Answer.SecondPage", "https://spam.example.com"));

        Assert.Contains("looked like a program", await filled.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);
        await using var db = await desk.Office.DbAsync();
        Assert.Equal(0, await db.Reviews.CountAsync(Now));
    }

    [Fact]
    public async Task Not_again_works_from_every_mail_asks_first_on_the_page_and_takes_one_press_in_a_mail_program()
    {
        var first = await desk.AskedAsync();
        await desk.Requests.SendAsync(Assert.Single(await desk.AllAsync()).Id, desk.Office.Omar, Now);
        var browser = house.Browser();
        Assert.Contains("Do not ask me again", await browser.GetStringAsync($"{Urls.ReviewLink(first)}?stop=true", Now), StringComparison.Ordinal);
        using var look = await browser.GetAsync($"{Urls.ReviewLink(first)}/stop", Now);
        Assert.Equal((HttpStatusCode.Found, $"{Urls.ReviewLink(first)}?stop=true"), (look.StatusCode, look.Headers.Location!.ToString()));
        Assert.Empty((await desk.OptOuts.ListAsync(new(), new(null, true, null, null, 50), desk.Office.Vera, Now)).Rows);

        var answer = await WebHouse.SubmitAsync(browser, $"{Urls.ReviewLink(first)}?stop=true", "stop", ("Stopping.Yes", "true"));
        Assert.Contains("does not ask you again", await answer.Content.ReadAsStringAsync(Now), StringComparison.Ordinal);

        var other = await desk.AskedAsync("Bob Example", "bob@example.com");
        using var press = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var pressed = await browser.PostAsync($"{Urls.ReviewLink(other)}/stop", press, Now);
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal(["ann@example.com", "bob@example.com"], (await desk.OptOuts.ListAsync(new(), new(null, true, null, null, 50), desk.Office.Vera, Now)).Rows.Select(r => r.Email).Order());
    }

    [Fact]
    public async Task Trying_links_by_the_dozen_ends_with_friendly_words_for_a_minute()
    {
        var browser = house.Browser();
        for (var n = 0; n < 30; n++)
        {
            using var answer = await browser.GetAsync(Urls.ReviewLink($"guess{n}"), Now);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var over = await browser.GetAsync(Urls.ReviewLink("guess"), Now);
        var page = await over.Content.ReadAsStringAsync(Now);

        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
        Assert.Contains("Wait a minute", page, StringComparison.Ordinal);
        Assert.InRange(over.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_public_page_shows_what_was_made_public_of_one_company_by_first_name_only()
    {
        await PublicAsync("Ann Example", TestOffice.H2o, "Quick and clean");
        await PublicAsync("Site Example", TestOffice.AllCounty, "Of the other company");
        await desk.Links.AnswerAsync(await desk.AskedAsync("Bob Example", "bob@example.com"), 5, "Not public", true, Now);
        var browser = house.Browser();

        var page = await browser.GetStringAsync(Urls.PublicReviews(TestOffice.H2o), Now);

        Assert.Contains("Quick and clean", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Not public", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Of the other company", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.com", page, StringComparison.Ordinal);
        using var nobody = await browser.GetAsync(Urls.PublicReviews("no_such_company"), Now);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        // The office's own pages beside it still ask for sign-in.
        foreach (var own in new[] { Urls.ReviewRequests, Urls.Reviews, Urls.RecoveryTickets, Urls.ReviewSettings, Urls.ReviewOptOuts, Urls.ReviewsCsv })
        {
            using var closed = await browser.GetAsync(own, Now);
            Assert.Equal(HttpStatusCode.Found, closed.StatusCode);
        }
    }

    private static (bool NoStore, string Referrer, string Robots) Secrecy(HttpResponseMessage answer) =>
        (answer.Headers.CacheControl!.NoStore, answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.GetValues("X-Robots-Tag").Single());

    private async Task PublicAsync(string name, string tenant, string words)
    {
        await desk.Links.AnswerAsync(await desk.AskedAsync(name, $"{name.Split(' ')[0].ToLowerInvariant()}@example.com", tenant), 5, words, true, Now);
        var row = (await desk.Reviews.ListAsync(new(words), new(null, true, null, null, 50), desk.Office.Mia, Now)).Rows.Single();
        await desk.Reviews.SetPublicAsync(row.Id, true, desk.Office.Mia, Now);
    }

    private async Task LinkToGoogleAsync()
    {
        var settings = desk.Office.Get<ReviewSettingsService>();
        var seen = await settings.GetAsync(TestOffice.H2o, desk.Office.Ana, Now);
        var mine = seen.Copy();
        mine.GoogleUrl = "https://g.example.com/write";
        await settings.SaveAsync(TestOffice.H2o, seen, mine, desk.Office.Ana, Now);
    }
}
