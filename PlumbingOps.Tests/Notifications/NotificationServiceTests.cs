using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Notifications;

public class NotificationServiceTests(BellOffice office) : IClassFixture<BellOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mark_that_it_was_read_is_each_persons_own()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await office.Calls.HoldAsync(call, "Wait", office.Ana, Now);
        var (theo, omar) = (Assert.Single(await office.ToldAsync(office.Theo, call), row => row.Kind == NotificationKind.Assignment), Assert.Single(await office.ToldAsync(office.Omar, call)));
        var (ofTheo, ofOmar) = ((await office.Bell.StateAsync(office.Theo, Now)).Unread, (await office.Bell.StateAsync(office.Omar, Now)).Unread);

        await office.Bell.ReadAsync(theo.Id, theo.At, office.Theo, Now);
        await office.Bell.ReadAsync(omar.Id, omar.At, office.Theo, Now);

        Assert.Equal(ofTheo - 1, (await office.Bell.StateAsync(office.Theo, Now)).Unread);
        Assert.Equal(ofOmar, (await office.Bell.StateAsync(office.Omar, Now)).Unread);
        Assert.False(Assert.Single(await office.ToldAsync(office.Omar, call)).IsRead);
        await Assert.ThrowsAsync<NotFoundException>(() => office.Bell.OpenAsync(omar.Id, office.Theo, Now));
    }

    [Fact]
    public async Task All_read_leaves_unread_what_came_after_the_person_looked_and_can_be_taken_back()
    {
        var first = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        var seen = Assert.Single(await office.ToldAsync(office.Theo, first)).At;
        office.Office.Clock.Now += TimeSpan.FromMinutes(1);
        var later = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await office.ToldAsync(office.Theo, later);

        var were = await office.Bell.ReadAllAsync(seen, office.Theo, Now);

        Assert.True(Assert.Single(await office.ToldAsync(office.Theo, first)).IsRead);
        Assert.False(Assert.Single(await office.ToldAsync(office.Theo, later)).IsRead);
        await office.Bell.UnreadAsync(were, office.Theo, Now);
        Assert.False(Assert.Single(await office.ToldAsync(office.Theo, first)).IsRead);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_kind_company_and_what_is_unread_and_goes_page_by_page()
    {
        for (var n = 0; n < 3; n++)
        {
            office.Office.Clock.Now += TimeSpan.FromMinutes(1);
            await office.ToldAsync(office.Theo, await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));
        }

        var first = await office.Bell.ListAsync(new NotificationFilter(NotificationKind.Assignment, true, TestOffice.H2o), new ListRequest(null, true, null, null, 2), office.Theo, Now);
        var next = await office.Bell.ListAsync(new NotificationFilter(NotificationKind.Assignment, true, TestOffice.H2o), new ListRequest(null, true, first.Next, null, 2), office.Theo, Now);

        Assert.Equal(2, first.Rows.Count);
        Assert.True(first.Rows[1].At > next.Rows[0].At);
        Assert.Empty((await office.Bell.ListAsync(new NotificationFilter(TenantId: TestOffice.AllCounty), new ListRequest(null, true, null, null, 2), office.Theo, Now)).Rows);
        Assert.Empty((await office.Bell.ListAsync(new NotificationFilter(NotificationKind.Overdue), new ListRequest(null, true, null, null, 2), office.Theo, Now)).Rows);
    }

    [Fact]
    public async Task The_database_shows_nobody_what_another_is_told()
    {
        await office.ToldAsync(office.Theo, await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));

        await using var db = await office.Office.DbAsync(office.Ana);

        Assert.Empty(await db.Notifications.Where(n => n.UserId != office.Ana.UserId).ToListAsync(Now));
        Assert.Equal(0, await db.Notifications.Where(n => n.UserId == office.Theo.UserId).ExecuteDeleteAsync(Now));
        await using var max = await office.Office.DbAsync(office.Max);
        Assert.Empty(await max.Notifications.Where(n => n.TenantId != TestOffice.H2o).ToListAsync(Now));
    }

    /// <summary>What was told to somebody in the office is not shown to the technician they became.</summary>
    [Fact]
    public async Task Whose_role_changed_sees_no_more_of_what_they_may_not_see_now()
    {
        await using (var db = await office.Office.Database.OpenAsync(Actor.System([TestOffice.H2o]), Permission.EditReviews, Now))
        {
            var request = new Data.Reviews.ReviewRequest { TenantId = TestOffice.H2o, ServiceCallId = await office.BookAsync(null, office.Omar), CustomerName = "Ida", CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
            db.AddRange(request, new Data.Reviews.Review { TenantId = TestOffice.H2o, RequestId = request.Id, Rating = 5, CustomerName = "Ida", At = office.Office.Clock.Now.ToUniversalTime() });
            await db.SaveChangesAsync(Now);
            Assert.Single(await office.ToldAsync(office.Max, request.Id));
            Assert.Empty(await office.ToldAsync(office.Max with { Role = Roles.Technician }, request.Id));
        }
    }

    [Fact]
    public async Task A_switched_off_kind_rings_no_bell_and_can_be_mailed_instead()
    {
        var gabe = office.Office.Vera;
        await office.Settings.SwitchAsync(NotificationKind.Assignment, on: false, gabe, Now);
        var first = await GiveWriteUpAsync(gabe);
        Assert.Empty(await office.ToldAsync(gabe, first));

        var input = await office.Settings.GetAsync(gabe, Now);
        Assert.False(input.Kinds.Single(k => k.Kind == NotificationKind.Assignment).Bell);
        input.Kinds.Single(k => k.Kind == NotificationKind.Assignment).Mail = true;
        await office.Settings.SaveAsync(input, gabe, Now);
        var second = await GiveWriteUpAsync(gabe);
        Assert.Empty(await office.ToldAsync(gabe, second));
        await using (var db = await office.Office.DbAsync())
        {
            var number = await office.NumberAsync(second);
            var mail = await db.OutgoingMails.SingleAsync(m => m.ToAddress == "vera@example.com" && m.Subject.EndsWith(number), Now);
            Assert.Contains("You write up this call.", mail.Text, StringComparison.Ordinal);
            Assert.Equal(office.Office.Clock.Now.ToUniversalTime(), mail.NextTryAt);
        }

        await office.Settings.SwitchAsync(NotificationKind.Assignment, on: true, gabe, Now);
        Assert.Single(await office.ToldAsync(gabe, await GiveWriteUpAsync(gabe)));
    }

    [Fact]
    public async Task Mails_wait_for_the_end_of_the_quiet_hours_and_the_bell_stays_still()
    {
        var mia = office.Office.Mia;
        var input = await office.Settings.GetAsync(mia, Now);
        input.Kinds.Single(k => k.Kind == NotificationKind.Assignment).Mail = true;
        var here = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(office.Office.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")).DateTime);
        (input.QuietFrom, input.QuietTo) = (new TimeOnly(here.Hour, 0), new TimeOnly((here.Hour + 2) % 24, 0));
        await office.Settings.SaveAsync(input, mia, Now);

        var call = await GiveWriteUpAsync(mia);

        Assert.Single(await office.ToldAsync(mia, call));
        Assert.True((await office.Bell.StateAsync(mia, Now)).IsQuiet);
        await using var db = await office.Office.DbAsync();
        var mail = await db.OutgoingMails.SingleAsync(m => m.ToAddress == "mia@example.com", Now);
        Assert.Equal(new QuietHours(input.QuietFrom.Value, input.QuietTo.Value).EndsAt(office.Office.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")), mail.NextTryAt);
        Assert.True(mail.NextTryAt > office.Office.Clock.Now);
    }

    [Theory]
    [InlineData("22:00", null, "QuietTo")]
    [InlineData(null, "06:00", "QuietFrom")]
    [InlineData("22:00", "22:00", "QuietTo")]
    public async Task Quiet_hours_have_two_different_ends_or_none(string? from, string? to, string field)
    {
        var input = await office.Settings.GetAsync(office.Ana, Now);
        (input.QuietFrom, input.QuietTo) = (from is null ? null : TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), to is null ? null : TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Settings.SaveAsync(input, office.Ana, Now));

        Assert.Equal(field, refusal.Field);
    }

    [Fact]
    public async Task Nobody_is_offered_what_their_role_never_gets_and_the_office_has_its_summary_by_mail()
    {
        var theo = await office.Settings.GetAsync(office.Theo, Now);
        var omar = await office.Settings.GetAsync(office.Omar, Now);

        Assert.DoesNotContain(theo.Kinds, k => k.Kind is NotificationKind.DailySummary or NotificationKind.ReviewReceived or NotificationKind.Escalation);
        Assert.All(theo.Kinds, k => Assert.True(k.Bell && !k.Mail));
        Assert.Equal([NotificationKind.DailySummary], omar.Kinds.Where(k => k.Mail).Select(k => k.Kind));
    }

    [Fact]
    public async Task What_was_read_three_months_ago_is_forgotten_and_what_is_unread_stays()
    {
        var (old, unread) = (await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar), await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));
        var (first, second) = (Assert.Single(await office.ToldAsync(office.Theo, old)), Assert.Single(await office.ToldAsync(office.Theo, unread)));
        await office.Bell.ReadAsync(first.Id, first.At, office.Theo, Now);
        await Sql.RunAsync(office.Office.Connections.Admin!, $"update app.notifications set at = at - interval '91 days', read_at = read_at - interval '91 days' where id in ('{first.Id}', '{second.Id}')");

        await office.Office.Get<NotificationRetention>().DeleteOldAsync(Now);

        Assert.Empty(await office.ToldAsync(office.Theo, old));
        Assert.Single(await office.ToldAsync(office.Theo, unread));
    }

    /// <summary>A call of H2O that is to be written up by the person.</summary>
    private async Task<Guid> GiveWriteUpAsync(Actor person)
    {
        await using var db = await office.Office.Database.OpenAsync(office.Omar, Permission.EditServiceCalls, Now);
        var call = new Data.ServiceCalls.ServiceCall
        {
            TenantId = TestOffice.H2o,
            Kind = Data.ServiceCalls.ServiceCallKind.Service,
            Problem = "Write me up",
            ProjectName = "Willow Court",
            WriteUp = Data.ServiceCalls.WriteUpStatus.NeedsWriteUp,
            WriteUpAssigneeId = person.UserId,
            CreatedAt = office.Office.Clock.Now.ToUniversalTime(),
        };
        db.Add(call);
        await db.SaveChangesAsync(Now);
        return call.Id;
    }
}
