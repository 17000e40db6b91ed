using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.History;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.History;

public class RecordHistoryTests : OfficePages
{
    [Fact]
    public async Task A_record_shows_old_and_new_who_and_when_and_puts_a_field_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var id = await ChangedCustomerAsync(office);
        await SignInAsync(office, office.Omar);

        var history = Render<RecordHistory>(p => p.Add(h => h.Entity, "customers").Add(h => h.Id, id));

        await history.WaitForAssertionAsync(() => Assert.Equal(2, history.FindAll(".history-entry").Count), Patience);
        Assert.Equal(("one", "two"), (history.Find(".history-old").TextContent, history.Find(".history-new").TextContent));
        Assert.Contains("Ana Adams", history.Find(".history-head").TextContent, StringComparison.Ordinal);
        Assert.Equal("Put back Notes: one", history.Find(".history-back").GetAttribute("aria-label"));
        await history.Find(".history-back").ClickAsync();
        await history.WaitForAssertionAsync(() => Assert.Equal(3, history.FindAll(".history-entry").Count), Patience);
        Assert.Contains("put back", history.Find(".history-head").TextContent, StringComparison.Ordinal);
        Assert.Equal("one", (await office.Get<CustomerService>().GetAsync(id, office.Omar)).Facts.Notes);
    }

    [Fact]
    public async Task A_field_changed_again_is_shown_and_asked_about_before_it_goes_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var id = await ChangedCustomerAsync(office);
        await SignInAsync(office, office.Omar);
        var history = Render<RecordHistory>(p => p.Add(h => h.Entity, "customers").Add(h => h.Id, id));
        await history.WaitForAssertionAsync(() => Assert.Single(history.FindAll(".history-back")), Patience);
        await SaveAsync(office, id, "two", "three", office.Ana);

        await history.Find(".history-back").ClickAsync();

        await history.WaitForAssertionAsync(() => Assert.Contains("Now", history.Find(".field-conflict").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("three", history.Find(".field-conflict").TextContent, StringComparison.Ordinal);
        await history.ClickAsync(".field-conflict button", b => b.TextContent == "Put back nevertheless");
        await history.WaitForAssertionAsync(() => Assert.Equal(4, history.FindAll(".history-entry").Count), Patience);
        Assert.Empty(history.FindAll(".field-conflict"));
        Assert.Equal("one", (await office.Get<CustomerService>().GetAsync(id, office.Omar)).Facts.Notes);
    }

    [Fact]
    public async Task Who_only_reads_is_offered_nothing_to_put_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var id = await ChangedCustomerAsync(office);
        await SignInAsync(office, office.Vera);

        var history = Render<RecordHistory>(p => p.Add(h => h.Entity, "customers").Add(h => h.Id, id));

        await history.WaitForAssertionAsync(() => Assert.Equal(2, history.FindAll(".history-entry").Count), Patience);
        Assert.Empty(history.FindAll(".history-back"));
    }

    [Fact]
    public async Task The_page_of_everything_filters_by_its_address_and_opens_the_change_beside_the_list()
    {
        await using var office = await TestOffice.OpenAsync();
        await ChangedCustomerAsync(office);
        await SignInAsync(office, office.Ana);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"{Urls.History}?kind=customers&who={office.Ana.UserId}");

        var page = Render<HistoryPage>();

        await page.WaitForAssertionAsync(() => Assert.Contains("Changed customer Ann Example: Notes", page.Find(".list-table tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.Single(page.FindAll(".list-table tbody tr"));
        navigation.NavigateTo(page.Find(".row-link").GetAttribute("href")!);
        await page.WaitForAssertionAsync(() => Assert.Contains("two", page.Find(".side-panel .history-new").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_whole_change_is_taken_back_after_a_look_at_what_that_does()
    {
        await using var office = await TestOffice.OpenAsync();
        var id = await ChangedCustomerAsync(office);
        var set = (await office.Get<HistoryService>().ForRecordAsync("customers", id, new ListRequest(null, true, null, null, 1), office.Ana)).Rows[0].ChangeSetId;
        await SignInAsync(office, office.Ana);
        var view = Render<ChangeSetView>(p => p.Add(v => v.Id, set));
        await view.WaitForAssertionAsync(() => Assert.Contains(view.FindAll("button"), b => b.TextContent.Contains("Take back all", StringComparison.Ordinal)), Patience);

        await view.ClickAsync("button", b => b.TextContent.Contains("Take back all", StringComparison.Ordinal));
        await view.WaitForAssertionAsync(() => Assert.Contains("sets back 1 customer", view.Find(".undo-question").TextContent, StringComparison.Ordinal), Patience);
        await view.ClickAsync(".undo-question button", b => b.TextContent == "Take back");

        await view.WaitForAssertionAsync(() => Assert.Contains("taken back", view.Find(".banner").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("one", (await office.Get<CustomerService>().GetAsync(id, office.Ana)).Facts.Notes);
    }

    private static async Task<Guid> ChangedCustomerAsync(TestOffice office)
    {
        var id = await office.Get<CustomerService>().CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Notes = "one" }, office.Omar);
        await SaveAsync(office, id, "one", "two", office.Ana);
        return id;
    }

    private static Task SaveAsync(TestOffice office, Guid id, string seen, string mine, Actor by) =>
        office.Get<CustomerService>().SaveAsync(id, new CustomerInput { Name = "Ann Example", Notes = seen }, new CustomerInput { Name = "Ann Example", Notes = mine }, by);
}
