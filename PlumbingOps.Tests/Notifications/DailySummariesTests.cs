using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Notifications;

public class DailySummariesTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-03-20 08:00 -07:00")]
    // The nights before these mornings, the clocks went forward and back.
    [InlineData("2026-03-08 08:00 -07:00")]
    [InlineData("2026-11-01 08:00 -08:00")]
    public async Task The_office_gets_one_mail_at_eight_by_its_own_clock_however_many_write(string eight)
    {
        var at = DateTimeOffset.ParseExact(eight, "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture).ToUniversalTime();
        await using var office = await BellOffice.OpenAsync(at.AddHours(-20));
        await office.BookAsync(null, office.Omar);
        var summaries = office.Office.Get<DailySummaries>();
        office.Office.Clock.Now = at.AddMinutes(-1);
        Assert.Equal(0, await summaries.WriteAsync(Now));

        office.Office.Clock.Now = at;
        var written = await Task.WhenAll(summaries.WriteAsync(Now), summaries.WriteAsync(Now));
        office.Office.Clock.Now = at.AddMinutes(15);
        Assert.Equal(0, await summaries.WriteAsync(Now));

        // Ana, Omar and Max; nobody else has it on.
        Assert.Equal(3, written.Sum());
        var mails = await MailsAsync(office);
        Assert.Equal(["ana@example.com", "max@example.com", "omar@example.com"], mails.Select(m => m.ToAddress).Order());
        var omar = mails.Single(m => m.ToName == "Omar Ortiz");
        Assert.Contains("Good morning, Omar.", omar.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody has it yet\n• 1 call has no technician", omar.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("1 without anybody", omar.Subject, StringComparison.Ordinal);
        Assert.Equal(at, omar.NextTryAt);
    }

    [Fact]
    public async Task Nothing_is_written_when_there_is_nothing_and_to_who_switched_it_off()
    {
        await using var office = await BellOffice.OpenAsync();
        var summaries = office.Office.Get<DailySummaries>();
        Assert.Equal(0, await summaries.WriteAsync(Now));
        Assert.Empty(await MailsAsync(office));

        await office.BookAsync(null, office.Omar);
        // That day's is settled.
        Assert.Equal(0, await summaries.WriteAsync(Now));
        var input = await office.Settings.GetAsync(office.Omar, Now);
        input.Kinds.Single(k => k.Kind == NotificationKind.DailySummary).Mail = false;
        await office.Settings.SaveAsync(input, office.Omar, Now);
        var ana = await office.Settings.GetAsync(office.Ana, Now);
        (ana.QuietFrom, ana.QuietTo) = (new TimeOnly(21, 0), new TimeOnly(10, 30));
        await office.Settings.SaveAsync(ana, office.Ana, Now);
        office.Office.Clock.Now = TestOffice.Morning.AddDays(1);

        Assert.Equal(2, await summaries.WriteAsync(Now));
        var mails = await MailsAsync(office);
        Assert.DoesNotContain(mails, m => m.ToName == "Omar Ortiz");
        Assert.Equal(TestOffice.Morning.AddDays(1).AddMinutes(30), mails.Single(m => m.ToName == "Ana Adams").NextTryAt);
    }

    [Fact]
    public void A_line_with_an_address_is_a_link_and_what_people_typed_is_none()
    {
        var html = MailHtml.Of("Overdue\n• 2 calls: https://house.example/calls?a=1&b=2\nplain: https://other.example\n\nBye", null);

        Assert.Contains("• <a href=\"https://house.example/calls?a=1&amp;b=2\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://other.example", html, StringComparison.Ordinal);
    }

    private static async Task<List<OutgoingMail>> MailsAsync(BellOffice office)
    {
        await using var db = await office.Office.DbAsync();
        return await db.OutgoingMails.AsNoTracking().ToListAsync(Now);
    }
}
