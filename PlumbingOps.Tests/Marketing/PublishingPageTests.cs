using Bunit;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Marketing.Publishing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing;

/// <summary>The publisher's queue, as people see it.</summary>
public sealed class PublishingPageTests : IAsyncLifetime
{
    private TestOffice office = null!;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_pause_is_said_with_its_reason_and_a_viewer_cannot_end_it()
    {
        await office.Get<PublishService>().PauseAsync(TestOffice.H2o, "A storm: nobody wants offers now", office.Mia, Now);
        await using (var veras = new MarketingPages(office, office.Vera))
        {
            var seen = await veras.OpenAsync<PublishingPage>(Urls.Publishing);
            await seen.WaitForAssertionAsync(() => Assert.Contains("A storm", seen.Find(".banner").TextContent, StringComparison.Ordinal), MarketingPages.Patience);
            Assert.Empty(seen.FindAll(".banner button"));
        }

        await using var mias = new MarketingPages(office, office.Mia);
        var page = await mias.OpenAsync<PublishingPage>(Urls.Publishing);
        await (await page.WaitForElementAsync(".banner button", MarketingPages.Patience)).ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".banner")), MarketingPages.Patience);
        Assert.Empty((await office.Get<PublishService>().GetHealthAsync(office.Mia, Now)).Pauses);
    }
}
