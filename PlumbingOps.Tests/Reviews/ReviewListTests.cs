using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Reviews;

/// <summary>Finding reviews again, the numbers and their rows, and who is told of unhappy people.</summary>
public sealed class ReviewListTests : IAsyncLifetime
{
    private ReviewDesk desk = null!;

    private static ListRequest Newest(int size = 50, string? after = null) => new(null, true, after, null, size);

    public async ValueTask InitializeAsync() => desk = await ReviewDesk.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task The_list_finds_reviews_by_stars_words_days_use_and_ticket_and_leads_to_all_that_hangs_on_them()
    {
        await AnswerAsync("Ann Example", 5, "Quick and clean", true);
        desk.Later(2);
        await AnswerAsync("Bob Example", 2, "The leak is back", false);
        var ann = (await desk.Reviews.ListAsync(new(Stars: 5), Newest(), desk.Office.Vera)).Rows.Single();
        await desk.Reviews.SetPublicAsync(ann.Id, true, desk.Office.Mia);
        var content = await desk.Office.Get<ContentService>().QuoteAsync(ann.Id, desk.Office.Mia);
        var today = DateOnly.FromDateTime(desk.Office.Clock.Now.Date);

        Assert.Equal(["Bob Example", "Ann Example"], await NamesAsync(new()));
        Assert.Equal(["Ann Example"], await NamesAsync(new("clean")));
        Assert.Equal(["Ann Example"], await NamesAsync(new(Use: ReviewUse.Public)));
        Assert.Equal(["Ann Example"], await NamesAsync(new(Use: ReviewUse.MayBeQuoted)));
        Assert.Equal(["Ann Example"], await NamesAsync(new(Use: ReviewUse.Content)));
        Assert.Equal(["Bob Example"], await NamesAsync(new(HasTicket: true)));
        Assert.Equal(["Bob Example"], await NamesAsync(new(From: today)));
        Assert.Equal(["Ann Example"], await NamesAsync(new(To: today.AddDays(-1))));
        Assert.Empty(await NamesAsync(new(Use: ReviewUse.ForContent)));
        var (first, second) = ((await desk.Reviews.ListAsync(new(Stars: 5), Newest(), desk.Office.Vera)).Rows.Single(), (await desk.Reviews.ListAsync(new(Stars: 2), Newest(), desk.Office.Vera)).Rows.Single());
        Assert.Equal((content, (RecoveryStatus?)null, false), (first.ContentId!.Value, first.Ticket, first.MakesContent));
        Assert.Equal((null, RecoveryStatus.Open), (second.ContentId, second.Ticket));
        Assert.StartsWith("S-", first.Subject.ShortNumber, StringComparison.Ordinal);
        Assert.NotNull(first.Subject.CustomerId);
    }

    [Fact]
    public async Task Pages_of_the_list_join_without_a_gap_across_companies_and_the_other_company_is_not_there()
    {
        await AnswerAsync("Ann Example", 5, null, false);
        await AnswerAsync("Site Example", 4, null, false, TestOffice.AllCounty);
        await AnswerAsync("Cal Example", 3, null, false);

        var first = await desk.Reviews.ListAsync(new(), Newest(2), desk.Office.Vera);
        var second = await desk.Reviews.ListAsync(new(), Newest(2, first.Next), desk.Office.Vera);

        Assert.Equal((3, null), (first.Rows.Concat(second.Rows).Select(r => r.Id).Distinct().Count(), second.Next));
        Assert.Equal(["Cal Example", "Ann Example"], (await desk.Reviews.ListAsync(new(), Newest(), desk.Office.Max)).Rows.Select(r => r.CustomerName));
    }

    [Fact]
    public async Task Each_number_counts_exactly_the_rows_it_opens()
    {
        await AnswerAsync("Ann Example", 5, null, false);
        await desk.AskedAsync("Bob Example", "bob@example.com");
        desk.Later(31);
        await desk.Rounds.ExpireAsync();
        await desk.AskedAsync("Cal Example", "cal@example.com");
        await desk.CompletedCallAsync("Dot Example", "dot@example.com");
        await desk.Rounds.RunAsync();

        var numbers = await desk.Requests.NumbersAsync(desk.Office.Vera);

        Assert.Equal((4, 1, 1, 1, 1, 0, 3), (numbers.Total, numbers.Pending, numbers.Sent, numbers.Completed, numbers.Lost, numbers.Expired, numbers.EverSent));
        Assert.Equal((33.3, 5.0), (numbers.Conversion!.Value, numbers.Average!.Value));
        var opened = new List<int>();
        foreach (var filter in new ReviewRequestFilter[]
        {
            new(), new(Status: ReviewRequestStatus.Pending), new(Status: ReviewRequestStatus.Sent), new(Status: ReviewRequestStatus.Completed), new(Status: ReviewRequestStatus.Lost),
            new(Status: ReviewRequestStatus.Expired), new(EverSent: true),
        })
        {
            opened.Add((await desk.Requests.ListAsync(filter, Newest(), desk.Office.Vera)).Rows.Count);
        }

        Assert.Equal([4, 1, 1, 1, 1, 0, 3], opened);
    }

    [Fact]
    public async Task A_request_that_waits_for_its_mail_too_long_is_overdue()
    {
        await desk.CompletedCallAsync();
        await desk.Rounds.RunAsync();
        Assert.Empty((await desk.Requests.ListAsync(new(Overdue: true), Newest(), desk.Office.Vera)).Rows);

        desk.Later(4);

        Assert.Single((await desk.Requests.ListAsync(new(Overdue: true), Newest(), desk.Office.Vera)).Rows);
    }

    [Fact]
    public async Task An_unhappy_answer_is_told_once_to_each_in_the_company_s_office_and_to_nobody_else()
    {
        var token = await desk.AskedAsync();
        await using (var db = await desk.Office.DbAsync())
        {
            await db.Users.Where(u => u.Id == desk.Office.Omar.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsActive, false));
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Record.ExceptionAsync(() => desk.Links.AnswerAsync(token, 2, "Drips again\nOpen the ticket: https://evil.example.com", false)).AsTask()));

        var mails = await desk.MailsAsync("low-review/");
        Assert.Equal(["ana@example.com", "max@example.com"], mails.Select(m => m.ToAddress).Order());
        Assert.All(mails, mail => Assert.Equal("2 stars from Ann Example: please make it good", mail.Subject));
        Assert.All(mails, mail => Assert.Contains("> Drips again\n> Open the ticket: https://evil", mail.Text.ReplaceLineEndings("\n")));
        Assert.All(mails, mail => Assert.Contains($"{ReviewDesk.House}reviews/requests/", mail.Text));
    }

    [Fact]
    public async Task A_mail_names_the_visit_the_company_and_where_it_is()
    {
        await using (var db = await desk.Office.DbAsync())
        {
            await db.Tenants.Where(t => t.Id == TestOffice.H2o).ExecuteUpdateAsync(t => t.SetProperty(x => x.PostalAddress, "48 Canal Road, Oakholt WA 98601"));
        }

        var token = await desk.AskedAsync();

        var mail = Assert.Single(await desk.MailsAsync());
        Assert.Equal("How did H2O Plumbers do?", mail.Subject);
        Assert.Contains("our visit on Wed 18 Mar", mail.Text, StringComparison.Ordinal);
        Assert.Contains("H2O Plumbers, 48 Canal Road, Oakholt WA 98601", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"Please do not ask me again: {ReviewDesk.House}review/{token}?stop=true", mail.Text, StringComparison.Ordinal);
        Assert.Equal($"{ReviewDesk.House}review/{token}/stop", mail.StopAddress);
    }

    [Fact]
    public async Task What_is_no_character_is_left_out_of_an_answer()
    {
        await desk.Links.AnswerAsync(await desk.AskedAsync(), 5, " One\0\r\nTwo\a\t3 ", true);

        Assert.Equal("One\nTwo\t3", (await desk.Reviews.ListAsync(new(), Newest(), desk.Office.Vera)).Rows.Single().Comment);
    }

    [Fact]
    public async Task A_happy_answer_and_another_company_s_unhappy_one_tell_nobody_here()
    {
        await AnswerAsync("Ann Example", 4, "Fine", false);
        Assert.Empty(await desk.MailsAsync("low-review/"));

        await AnswerAsync("Site Example", 1, null, false, TestOffice.AllCounty);
        Assert.Equal(["ana@example.com", "omar@example.com"], (await desk.MailsAsync("low-review/")).Select(m => m.ToAddress).Order());
    }

    [Fact]
    public async Task A_round_says_how_many_it_found_asked_and_reminded_and_how_many_ended()
    {
        await desk.CompletedCallAsync();
        await desk.CompletedCallAsync("Bob Example", "bob@example.com");
        Assert.Equal(new ReviewRound(2, 0, 0), await desk.Rounds.RunAsync());
        desk.Later(1);
        Assert.Equal(new ReviewRound(0, 2, 0), await desk.Rounds.RunAsync());
        desk.Later(7);
        Assert.Equal(new ReviewRound(0, 0, 2), await desk.Rounds.RunAsync());
        desk.Later(31);
        Assert.Equal(new ReviewRound(0, 0, 0), await desk.Rounds.RunAsync());
        Assert.Equal(2, await desk.Rounds.ExpireAsync());
        Assert.Equal(0, await desk.Rounds.ExpireAsync());
    }

    [Fact]
    public async Task The_list_of_those_not_asked_says_who_and_since_when_and_by_whom()
    {
        var token = await desk.AskedAsync("Ann Example", "Ann@Example.com");
        await desk.Links.StopAsync(token);
        await desk.Links.StopAsync(token);
        desk.Later(1);
        await desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = " Bob@example.com " }, desk.Office.Omar);

        var rows = (await desk.OptOuts.ListAsync(new(), Newest(), desk.Office.Vera)).Rows;

        Assert.Equal([("bob@example.com", null, true, "Omar Ortiz"), ("ann@example.com", "Ann Example", false, null)], rows.Select(r => (r.Email, r.Name, r.ByUs, r.AddedBy)));
        Assert.Equal(["ann@example.com"], (await desk.OptOuts.ListAsync(new(Own: true), Newest(), desk.Office.Vera)).Rows.Select(r => r.Email));
        Assert.Equal(["bob@example.com"], (await desk.OptOuts.ListAsync(new("bob"), Newest(), desk.Office.Vera)).Rows.Select(r => r.Email));
    }

    [Fact]
    public async Task An_address_is_listed_once_for_each_company_and_only_where_one_may()
    {
        await desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = "bob@example.com" }, desk.Office.Omar);
        Assert.Equal(nameof(ReviewOptOutInput.Email), (await Assert.ThrowsAsync<RuleException>(() => desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = "BOB@example.com" }, desk.Office.Omar))).Field);
        Assert.Equal(nameof(ReviewOptOutInput.Email), (await Assert.ThrowsAsync<RuleException>(() => desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = "no address" }, desk.Office.Omar))).Field);
        await desk.OptOuts.AddAsync(TestOffice.AllCounty, new() { Email = "bob@example.com" }, desk.Office.Omar);
        await Assert.ThrowsAsync<NotFoundException>(() => desk.OptOuts.AddAsync(TestOffice.AllCounty, new() { Email = "eve@example.com" }, desk.Office.Max));

        var theirs = (await desk.OptOuts.ListAsync(new(), Newest(), desk.Office.Omar)).Rows.Single(r => r.TenantId == TestOffice.AllCounty);
        await Assert.ThrowsAsync<NotFoundException>(() => desk.OptOuts.RemoveAsync(theirs.Id, desk.Office.Max));
        await desk.OptOuts.RemoveAsync(theirs.Id, desk.Office.Omar);
        await Assert.ThrowsAsync<NotFoundException>(() => desk.OptOuts.RemoveAsync(theirs.Id, desk.Office.Omar));
    }

    [Fact]
    public async Task Who_is_taken_off_the_list_is_asked_about_the_next_work()
    {
        await desk.OptOuts.AddAsync(TestOffice.H2o, new() { Email = "ann@example.com" }, desk.Office.Omar);
        await desk.CompletedCallAsync();
        Assert.Equal(0, (await desk.Rounds.RunAsync()).Found);

        await desk.OptOuts.RemoveAsync((await desk.OptOuts.ListAsync(new(), Newest(), desk.Office.Omar)).Rows.Single().Id, desk.Office.Omar);

        Assert.Equal(1, (await desk.Rounds.RunAsync()).Found);
    }

    private async Task AnswerAsync(string name, int stars, string? words, bool quotable, string tenant = TestOffice.H2o) =>
        await desk.Links.AnswerAsync(await desk.AskedAsync(name, $"{name.Split(' ')[0].ToLowerInvariant()}@example.com", tenant), stars, words, quotable);

    private async Task<IEnumerable<string>> NamesAsync(ReviewFilter filter) => (await desk.Reviews.ListAsync(filter, Newest(), desk.Office.Vera)).Rows.Select(r => r.CustomerName);
}
