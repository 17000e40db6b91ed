using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Reviews;

/// <summary>From a completed call to the customer's answer and what follows.</summary>
public sealed class ReviewCourseTests : IAsyncLifetime
{
    private TestOffice office = null!;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_completed_call_is_asked_about_once_a_day_later_and_reminded_of_once()
    {
        await CompletedAsync("Ann Example", "ann@example.com");
        await Task.WhenAll(Rounds().RunAsync(), Rounds().RunAsync());
        Assert.Equal(ReviewRequestStatus.Pending, (await OnlyAsync()).Status);
        Assert.Empty(await MailsAsync());

        Later(1);
        await Task.WhenAll(Rounds().RunAsync(), Rounds().RunAsync());
        var mail = Assert.Single(await MailsAsync());
        Assert.Contains("H2O Plumbers", mail.Subject);
        Assert.StartsWith("Hello Ann,", mail.Text, StringComparison.Ordinal);

        Later(7);
        await Rounds().RunAsync();
        await Rounds().RunAsync();
        Later(8);
        await Rounds().RunAsync();
        Assert.Equal(2, (await MailsAsync()).Count);
        Assert.Null(await Links.FindAsync(TokenOf(mail)));
    }

    [Fact]
    public async Task Unanswered_requests_end_as_lost_and_unsent_ones_as_expired_and_their_links_with_them()
    {
        await CompletedAsync("Ann Example", "ann@example.com");
        await Rounds().RunAsync();
        var ann = await OnlyAsync();
        await SendAsync(ann.Id);
        await CompletedAsync("Bob Example", "bob@example.com");
        await Rounds().RunAsync();
        var token = TokenOf(Assert.Single(await MailsAsync()));

        Later(31);
        Assert.Equal(ReviewLinkState.Over, (await Links.FindAsync(token))!.State);
        await Assert.ThrowsAsync<RuleException>(() => Links.AnswerAsync(token, 5, null, true));
        await Rounds().ExpireAsync();

        await using var db = await office.DbAsync();
        Assert.Equal([("Ann Example", ReviewRequestStatus.Lost), ("Bob Example", ReviewRequestStatus.Expired)], (await db.ReviewRequests.OrderBy(r => r.CustomerName).ToListAsync()).Select(r => (r.CustomerName, r.Status)));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public async Task Three_stars_or_fewer_open_one_ticket_and_an_answer_counts_once(int stars, int tickets)
    {
        var token = await AskedAsync("Ann Example", "ann@example.com");

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try
            {
                await Links.AnswerAsync(token, stars, "Late", false);
                return 1;
            }
            catch (RuleException)
            {
                return 0;
            }
        }));

        await using var db = await office.DbAsync();
        Assert.Equal((1, 1, tickets), (answers.Sum(), await db.Reviews.CountAsync(), await db.RecoveryTickets.CountAsync()));
        Assert.Equal(ReviewLinkState.Used, (await Links.FindAsync(token))!.State);
        var numbers = await office.Get<ReviewRequestService>().NumbersAsync(office.Vera);
        Assert.Equal((1, 1, 100.0, (double?)stars), (numbers.EverSent, numbers.Completed, numbers.Conversion!.Value, numbers.Average));
    }

    [Fact]
    public async Task Who_wants_no_more_mail_is_never_asked_again()
    {
        var token = await AskedAsync("Ann Example", "Ann@example.com");
        await Links.StopAsync(token);

        await CompletedAsync("Ann Example", "ann@EXAMPLE.com");
        await Rounds().RunAsync();
        Later(10);
        await Rounds().RunAsync();

        Assert.Single(await MailsAsync());
        await OnlyAsync();
    }

    [Fact]
    public async Task Only_words_with_consent_become_public_or_content_by_first_name_and_once()
    {
        var (yes, no) = (await AskedAsync("Ann Example", "ann@example.com"), await AskedAsync("Bob Example", "bob@example.com"));
        await Links.AnswerAsync(yes, 5, "Quick and clean", true);
        await Links.AnswerAsync(no, 5, "Not for others", false);
        var reviews = (await office.Get<ReviewService>().ListAsync(new ReviewFilter(), new ListRequest(null, true, null, null, 50), office.Mia)).Rows;
        var (ann, bob) = (reviews.Single(r => r.MayBeQuoted), reviews.Single(r => !r.MayBeQuoted));

        await office.Get<ReviewService>().SetPublicAsync(ann.Id, true, office.Mia);
        await Assert.ThrowsAsync<RuleException>(() => office.Get<ReviewService>().SetPublicAsync(bob.Id, true, office.Mia));
        var content = await office.Get<ContentService>().QuoteAsync(ann.Id, office.Mia);
        await Assert.ThrowsAsync<RuleException>(() => office.Get<ContentService>().QuoteAsync(ann.Id, office.Mia));
        await Assert.ThrowsAsync<RuleException>(() => office.Get<ContentService>().QuoteAsync(bob.Id, office.Mia));

        Assert.Equal([(5, "Quick and clean", "Ann")], (await Links.OfAsync(TestOffice.H2o))!.Reviews.Select(r => (r.Rating, r.Comment!, r.FirstName)));
        await using var db = await office.DbAsync();
        var draft = await db.ContentItems.SingleAsync(c => c.Id == content);
        Assert.DoesNotContain("Example", draft.Title + draft.Caption);
    }

    private ReviewLinks Links => office.Get<ReviewLinks>();

    private static Uri House => new("https://office.example.com");

    private ReviewLetters Letters() => new(office.Tenants, new Known(), office.Clock);

    private ReviewRounds Rounds() => new(office.Database, office.Tenants, Letters(), new Known(), office.Clock);

    private Task SendAsync(Guid id) => new ReviewRequestService(office.Database, Letters(), office.Clock).SendAsync(id, office.Omar);

    private void Later(int days) => office.Clock.Now = office.Clock.Now.AddDays(days);

    private async Task<string> AskedAsync(string name, string email)
    {
        await CompletedAsync(name, email);
        await Rounds().RunAsync();
        await using var db = await office.DbAsync();
        await SendAsync(await db.ReviewRequests.Where(r => r.CustomerName == name).Select(r => r.Id).SingleAsync());
        return TokenOf((await MailsAsync()).Single(m => m.ToName == name));
    }

    private async Task CompletedAsync(string name, string email)
    {
        var now = office.Clock.Now.ToUniversalTime();
        var customer = new Customer { TenantId = TestOffice.H2o, Name = name, Email = email, CreatedAt = now };
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak", CustomerId = customer.Id, CreatedAt = now };
        await office.AddAsync(customer, call);
        await office.Get<ServiceCallService>().CompleteAsync(call.Id, null, office.Omar);
    }

    private async Task<ReviewRequest> OnlyAsync()
    {
        await using var db = await office.DbAsync();
        return await db.ReviewRequests.AsNoTracking().SingleAsync();
    }

    private async Task<List<OutgoingMail>> MailsAsync()
    {
        await using var db = await office.DbAsync();
        return await db.OutgoingMails.AsNoTracking().OrderBy(m => m.CreatedAt).ToListAsync();
    }

    private static string TokenOf(OutgoingMail mail) => mail.Text.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith($"{House}review/", StringComparison.Ordinal))[$"{House}review/".Length..];

    private sealed class Known : IHouseAddress
    {
        public Uri? Find() => House;
    }
}
