using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Reviews;

/// <summary>From a completed call to the customer's answer and what follows.</summary>
public sealed class ReviewCourseTests : IAsyncLifetime
{
    private ReviewDesk desk = null!;

    public async ValueTask InitializeAsync() => desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_completed_call_is_asked_about_once_a_day_later_and_reminded_of_once()
    {
        await desk.CompletedCallAsync("Ann Example", "ann@example.com");
        await Task.WhenAll(desk.Rounds.RunAsync(), desk.Rounds.RunAsync());
        Assert.Equal(ReviewRequestStatus.Pending, Assert.Single(await desk.AllAsync()).Status);
        Assert.Empty(await desk.MailsAsync());

        desk.Later(1);
        await Task.WhenAll(desk.Rounds.RunAsync(), desk.Rounds.RunAsync());
        var mail = Assert.Single(await desk.MailsAsync());
        Assert.Contains("H2O Plumbers", mail.Subject);
        Assert.StartsWith("Hello Ann,", mail.Text, StringComparison.Ordinal);

        desk.Later(7);
        await desk.Rounds.RunAsync();
        await desk.Rounds.RunAsync();
        desk.Later(8);
        await desk.Rounds.RunAsync();
        Assert.Equal(2, (await desk.MailsAsync()).Count);
        Assert.Equal(ReviewLinkState.Replaced, (await desk.Links.FindAsync(ReviewDesk.TokenOf(mail)))!.State);
        await Assert.ThrowsAsync<RuleException>(() => desk.Links.AnswerAsync(ReviewDesk.TokenOf(mail), 5, null, true));
    }

    [Fact]
    public async Task Unanswered_requests_end_as_lost_and_unsent_ones_as_expired_and_their_links_with_them()
    {
        await desk.CompletedCallAsync("Ann Example", "ann@example.com");
        await desk.Rounds.RunAsync();
        var ann = Assert.Single(await desk.AllAsync());
        await desk.Requests.SendAsync(ann.Id, desk.Office.Omar);
        await desk.CompletedCallAsync("Bob Example", "bob@example.com");
        await desk.Rounds.RunAsync();
        var token = ReviewDesk.TokenOf(Assert.Single(await desk.MailsAsync()));

        desk.Later(31);
        Assert.Equal(ReviewLinkState.Over, (await desk.Links.FindAsync(token))!.State);
        await Assert.ThrowsAsync<RuleException>(() => desk.Links.AnswerAsync(token, 5, null, true));
        await desk.Rounds.ExpireAsync();

        await using var db = await desk.Office.DbAsync();
        Assert.Equal([("Ann Example", ReviewRequestStatus.Lost), ("Bob Example", ReviewRequestStatus.Expired)], (await db.ReviewRequests.OrderBy(r => r.CustomerName).ToListAsync()).Select(r => (r.CustomerName, r.Status)));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public async Task Three_stars_or_fewer_open_one_ticket_and_an_answer_counts_once(int stars, int tickets)
    {
        var token = await desk.AskedAsync("Ann Example", "ann@example.com");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try
            {
                await desk.Links.AnswerAsync(token, stars, "Late", false);
                return 1;
            }
            catch (RuleException)
            {
                return 0;
            }
        }));

        await using var db = await desk.Office.DbAsync();
        Assert.Equal((1, 1, tickets), (answers.Sum(), await db.Reviews.CountAsync(), await db.RecoveryTickets.CountAsync()));
        Assert.Equal(ReviewLinkState.Used, (await desk.Links.FindAsync(token))!.State);
        var numbers = await desk.Office.Get<ReviewRequestService>().NumbersAsync(desk.Office.Vera);
        Assert.Equal((1, 1, 100.0, (double?)stars), (numbers.EverSent, numbers.Completed, numbers.Conversion!.Value, numbers.Average));
    }

    [Fact]
    public async Task Who_wants_no_more_mail_is_never_asked_again()
    {
        var token = await desk.AskedAsync("Ann Example", "Ann@example.com");
        await desk.Links.StopAsync(token);

        await desk.CompletedCallAsync("Ann Example", "ann@EXAMPLE.com");
        await desk.Rounds.RunAsync();
        desk.Later(10);
        await desk.Rounds.RunAsync();

        Assert.Single(await desk.MailsAsync());
        Assert.Single(await desk.AllAsync());
    }

    [Fact]
    public async Task Only_words_with_consent_become_public_or_content_by_first_name_and_once()
    {
        var (yes, no) = (await desk.AskedAsync("Ann Example", "ann@example.com"), await desk.AskedAsync("Bob Example", "bob@example.com"));
        await desk.Links.AnswerAsync(yes, 5, "Quick and clean", true);
        await desk.Links.AnswerAsync(no, 5, "Not for others", false);
        var reviews = (await desk.Office.Get<ReviewService>().ListAsync(new ReviewFilter(), new ListRequest(null, true, null, null, 50), desk.Office.Mia)).Rows;
        var (ann, bob) = (reviews.Single(r => r.MayBeQuoted), reviews.Single(r => !r.MayBeQuoted));

        await desk.Office.Get<ReviewService>().SetPublicAsync(ann.Id, true, desk.Office.Mia);
        await Assert.ThrowsAsync<RuleException>(() => desk.Office.Get<ReviewService>().SetPublicAsync(bob.Id, true, desk.Office.Mia));
        var content = await desk.Office.Get<ContentService>().QuoteAsync(ann.Id, desk.Office.Mia);
        await Assert.ThrowsAsync<RuleException>(() => desk.Office.Get<ContentService>().QuoteAsync(ann.Id, desk.Office.Mia));
        await Assert.ThrowsAsync<RuleException>(() => desk.Office.Get<ContentService>().QuoteAsync(bob.Id, desk.Office.Mia));

        Assert.Equal([(5, "Quick and clean", "Ann")], (await desk.Links.OfAsync(TestOffice.H2o))!.Reviews.Select(r => (r.Rating, r.Comment!, r.FirstName)));
        await using var db = await desk.Office.DbAsync();
        var draft = await db.ContentItems.SingleAsync(c => c.Id == content);
        Assert.DoesNotContain("Example", draft.Title + draft.Caption);
    }
}
