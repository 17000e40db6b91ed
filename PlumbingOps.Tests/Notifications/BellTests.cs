using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Notifications;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Notifications;

public class BellTests(BellOffice office) : IClassFixture<BellOffice>
{
    private static readonly TimeSpan Patience = PageFloor.Patience;

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bell_counts_what_is_unread_and_reads_all_with_a_way_back()
    {
        await office.ToldAsync(office.Theo, await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));
        var unread = (await office.Bell.StateAsync(office.Theo, Now)).Unread;
        using var pages = new BellPages(office, office.Theo);
        var bell = await pages.BellAsync();
        Assert.Equal($"{unread}", bell.Find(".bell-count").TextContent);
        Assert.Equal($"Notifications, {unread} unread", bell.Find(".bell > summary").GetAttribute("aria-label"));

        await bell.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        bell.WaitForAssertion(() => Assert.Contains("gave you", bell.Find(".note-line").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("Today", bell.Find(".bell-day").TextContent);
        Assert.Contains("New", bell.Find(".note-line.is-unread").TextContent, StringComparison.Ordinal);
        Assert.Contains("You are the technician of this call.", bell.Find(".note-why").TextContent, StringComparison.Ordinal);
        await bell.ClickAsync(".bell-head button", 0);

        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".bell-count, .note-line.is-unread")), Patience);
        await Assert.Single(pages.Notices.Open).Undo!();
        Assert.Equal(unread, (await office.Bell.StateAsync(office.Theo, Now)).Unread);
    }

    [Fact]
    public async Task Opening_one_reads_it_and_a_kind_is_switched_off_where_it_annoys()
    {
        var max = office.Max;
        var call = await office.BookAsync(null, max);
        await office.Calls.HoldAsync(call, "Wait", office.Ana, Now);
        var told = Assert.Single(await office.ToldAsync(max, call));
        using var pages = new BellPages(office, max);
        var bell = await pages.BellAsync();
        await bell.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);

        await bell.ClickAsync(".note-line > a", link => link.TextContent.Contains("on hold", StringComparison.Ordinal));
        Assert.True(Assert.Single(await office.ToldAsync(max, call)).IsRead);
        Assert.EndsWith($"/service-calls/{call}", bell.FindAll(".note-line > a").Single(a => a.TextContent.Contains("on hold", StringComparison.Ordinal)).GetAttribute("href"), StringComparison.Ordinal);
        await bell.ClickAsync(".note-why button", 0);

        Assert.False((await office.Settings.GetAsync(max, Now)).Kinds.Single(k => k.Kind == told.Kind).Bell);
        await Assert.Single(pages.Notices.Open).Undo!();
        Assert.True((await office.Settings.GetAsync(max, Now)).Kinds.Single(k => k.Kind == told.Kind).Bell);
    }

    [Fact]
    public async Task The_page_lists_them_with_their_reasons_and_marks_one_unread_again()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar, "Frozen pipe");
        var told = Assert.Single(await office.ToldAsync(office.Theo, call));
        await office.Bell.ReadAsync(told.Id, told.At, office.Theo, Now);
        using var pages = new BellPages(office, office.Theo);

        var page = await pages.OpenAsync<NotificationsPage>("/notifications?kind=Assignment");
        page.WaitForAssertion(() => Assert.Contains("Frozen pipe", page.Markup, StringComparison.Ordinal), Patience);
        await page.ClickAsync("tbody button", button => button.TextContent == "Mark unread" && button.Closest("tr")!.TextContent.Contains("Frozen pipe", StringComparison.Ordinal));

        Assert.False(Assert.Single(await office.ToldAsync(office.Theo, call)).IsRead);
    }

    [Fact]
    public async Task One_notification_opens_with_its_records_and_why()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        var told = Assert.Single(await office.ToldAsync(office.Theo, call));
        using var pages = new BellPages(office, office.Theo);

        var page = await pages.OpenAsync<NotificationPage>($"/notifications/{told.Id}", p => p.Add(x => x.Id, told.Id));

        page.WaitForAssertion(() => Assert.Contains(told.Reason, page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal($"/service-calls/{call}", page.Find(".note-records a").GetAttribute("href"));
        Assert.True(Assert.Single(await office.ToldAsync(office.Theo, call)).IsRead);
    }

    private sealed class BellPages : BunitContext
    {
        private readonly Actor person;

        public BellPages(BellOffice office, Actor person)
        {
            this.person = person;
            this.Furnish(person, office.Office.Clock, office.Office.Tenants, office.Office.Get<Data.History.LiveUpdates>(), office.Bell, office.Settings);
        }

        public Notices Notices => Services.GetRequiredService<Notices>();

        public async Task<IRenderedComponent<Bell>> BellAsync()
        {
            await this.ChooseCompaniesAsync(person);
            var bell = Render<Bell>(p => p.Add(b => b.Actor, person));
            bell.WaitForState(() => bell.FindAll(".bell-count").Count > 0, Patience);
            return bell;
        }
    }
}
