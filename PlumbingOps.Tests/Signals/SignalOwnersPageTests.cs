using Bunit;
using PlumbingOps.Data.Signals;
using PlumbingOps.Tests.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Signals;

namespace PlumbingOps.Tests.Signals;

public class SignalOwnersPageTests(JobsOffice office) : IClassFixture<JobsOffice>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_rule_is_told_in_words_and_taken_away_with_a_way_back()
    {
        var owners = office.Office.Get<SignalOwnerService>();
        await owners.SetAsync(TestOffice.H2o, new SignalOwnerInput { Pattern = "marketing_*", UserId = office.Office.Mia.UserId }, office.Office.Ana, Xunit.TestContext.Current.CancellationToken);
        using var pages = new WorkPages(office.Office, office.Office.Ana);

        var page = await pages.OpenAsync<SignalOwnersPage>("/signals/owners");
        Assert.Contains("All of marketing", page.Find(".owner-rules").TextContent, StringComparison.Ordinal);
        Assert.Contains("Mia Moore", page.Find(".owner-rules").TextContent, StringComparison.Ordinal);
        await page.ClickAsync(".owner-rules button", 0);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".owner-rules")), Patience);
        await Assert.Single(pages.Notices.Open).Undo!();
        Assert.Single(await owners.ListAsync(office.Office.Ana, Xunit.TestContext.Current.CancellationToken));
    }
}
