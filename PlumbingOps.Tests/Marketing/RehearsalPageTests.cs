using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Tests.Publishing;
using PlumbingOps.Web.Features.Marketing.Rehearsals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Marketing;

/// <summary>A rehearsal, as the person sees it who presses the button.</summary>
public sealed class RehearsalPageTests : PublishingTest
{
    [Fact]
    public async Task A_person_chooses_mishaps_watches_and_reads_what_would_become_of_each_post()
    {
        await Office.ScheduleAsync(Provider.Facebook, "Wrap your pipes before the frost", Office.Clock.Now.AddDays(1));
        var second = await Office.ScheduleAsync(Provider.Facebook, "A new water heater", Office.Clock.Now.AddDays(2));
        await using var pages = Pages();

        var page = await pages.OpenAsync<RehearsalPage>(Urls.Rehearsal);
        Assert.Contains("A rehearsal against the simulator", page.Find(".simulated").TextContent, StringComparison.Ordinal);
        await page.ChangeAsync(".rehearsal-faults label input", input => input.ParentElement!.TextContent == "Connection lost before it is posted", true);
        await page.Find("[data-hotkey=n]").ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".rehearsal-table tbody tr").Count), TimeSpan.FromMinutes(1));
        Assert.Equal(["Sent1", "Needs a decision1", "Seen twice0"], page.FindAll(".tile").Select(t => t.TextContent));
        Assert.Contains("Connection lost before it is posted", page.Find(".rehearsal-line").TextContent, StringComparison.Ordinal);
        Assert.Equal(Urls.Post(second.Id), page.FindAll(".rehearsal-table .row-link")[1].GetAttribute("href"));
        Assert.Contains("Nobody knows whether it is out", page.FindAll(".rehearsal-table tbody tr")[1].TextContent, StringComparison.Ordinal);

        pages.Address.NavigateTo(page.FindAll(".tile")[1].GetAttribute("href")!);
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(".rehearsal-table tbody tr")), MarketingPages.Patience);
        Assert.Equal(PostStatus.Scheduled, (await Office.PostAsync(second.Id)).Status);
    }

    [Fact]
    public async Task Without_a_simulator_the_page_says_what_to_do()
    {
        await Office.Sim.DisposeAsync();
        await using var pages = Pages();

        var page = await pages.OpenAsync<RehearsalPage>(Urls.Rehearsal);

        Assert.Contains("The simulator does not answer", (await page.WaitForElementAsync(".empty", MarketingPages.Patience)).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-hotkey=n]"));
    }

    /// <summary>With the rehearsals of the office that is connected to a simulator.</summary>
    private MarketingPages Pages()
    {
        var pages = new MarketingPages(Office.Office, Office.Office.Mia);
        pages.Services.Replace(ServiceDescriptor.Singleton(Office.Get<RehearsalService>()));
        return pages;
    }
}
