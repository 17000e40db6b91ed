using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Customers;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Customers;

public class CustomerPagesTests : OfficePages
{
    [Fact]
    public async Task The_list_finds_a_customer_by_part_of_the_phone_in_the_address_and_warns_of_who_is_not_served()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Bob Sample", Phone = "(503) 555-0111" }, office.Omar);
        var ann = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Phone = "(360) 555-0142", DoNotService = true, Tags = ["VIP"] }, office.Omar);
        await SignInAsync(office, office.Vera);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"{Urls.Customers}?q=555-0142");

        var page = Render<CustomersPage>();

        await page.WaitForAssertionAsync(() => Assert.Equal($"/customers/{ann}", Assert.Single(page.FindAll(".row-link")).GetAttribute("href")), Patience);
        Assert.Contains("Do not service", page.Find(".list-table tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".list-table a.tag"), a => a.TextContent == "VIP");
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("New customer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Typing_a_known_phone_names_who_has_it_and_the_new_customer_is_made_all_the_same()
    {
        await using var office = await TestOffice.OpenAsync();
        await office.Get<CustomerService>().CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Phone = "(360) 555-0142" }, office.Omar);
        await SignInAsync(office, office.Omar);
        Guid? made = null;
        var dialog = Render<NewCustomerDialog>(p => p.Add(d => d.OnCreated, id => made = id).Add(d => d.OnClose, () => { }));

        await dialog.Find("input[type=tel]").ChangeAsync("360 555 0142");
        await dialog.WaitForAssertionAsync(() => Assert.Contains("Ann Example same phone", System.Text.RegularExpressions.Regex.Replace(dialog.Find(".similar").TextContent, @"\s+", " "), StringComparison.Ordinal), Patience);
        await dialog.Find("input").ChangeAsync("Anna Example");
        await dialog.Find("form").SubmitAsync();

        await dialog.WaitForAssertionAsync(() => Assert.NotNull(made), Patience);
        Assert.Equal("360 555 0142", (await office.Get<CustomerService>().GetAsync(made!.Value, office.Omar)).Facts.Phone);
    }

    [Fact]
    public async Task A_customers_page_shows_the_flag_loudly_the_calls_and_where_they_lived()
    {
        await using var office = await TestOffice.OpenAsync();
        var ann = await office.Get<CustomerService>().CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", DoNotService = true, Notes = "Left bills unpaid" }, office.Omar);
        await CustomerServiceTests.CallAsync(office, ann, office.Clock.Now);
        await SignInAsync(office, office.Omar);

        var page = Render<CustomerPage>(p => p.Add(c => c.Id, ann));

        await page.WaitForAssertionAsync(() => Assert.Equal("Ann Example", page.Find("h1").TextContent), Patience);
        Assert.Contains("Do not service", page.Find(".banner.hue-bad").TextContent, StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Contains("Leak", page.Find(".list-table tbody").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == $"/service-calls/new?customer={ann}");
    }

    [Fact]
    public async Task What_two_people_changed_is_shown_with_three_values_and_nothing_typed_is_lost()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        var ann = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Notes = "one" }, office.Omar);
        await SignInAsync(office, office.Omar);
        var page = Render<CustomerPage>(p => p.Add(c => c.Id, ann));
        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll("button"), b => b.TextContent == "Edit"), Patience);
        await page.ClickAsync("button", b => b.TextContent == "Edit");
        await (await page.WaitForElementAsync("textarea", Patience)).ChangeAsync("mine");
        await customers.SaveAsync(ann, new CustomerInput { Name = "Ann Example", Notes = "one" }, new CustomerInput { Name = "Ann Example", Notes = "theirs" }, office.Ana);

        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("theirs", page.Find(".field-conflict").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("mine", page.Find(".field-conflict").TextContent, StringComparison.Ordinal);
        Assert.Equal("theirs", (await customers.GetAsync(ann, office.Omar)).Facts.Notes);
    }

    [Fact]
    public async Task An_edit_cut_off_half_way_goes_on_where_it_was_and_over_nobody_elses_change()
    {
        await using var office = await TestOffice.OpenAsync();
        var (customers, drafts) = (office.Get<CustomerService>(), office.Get<DraftService>());
        var before = new CustomerInput { Name = "Ann Example", Notes = "one", Phone = "(360) 555-0142" };
        var ann = await customers.CreateAsync(TestOffice.H2o, before, office.Omar);
        await SignInAsync(office, office.Omar);
        var page = await EditAsync();
        await page.Find("textarea").ChangeAsync("mine");
        await Eventually.IsTrueAsync(async () => (await drafts.ListAsync($"customer/{ann}", Guid.Empty, office.Omar)).Count == 1);
        await DisposeComponentsAsync();
        await customers.SaveAsync(ann, before, new CustomerInput { Name = "Ann Example", Notes = "theirs", Phone = "(360) 555-0143" }, office.Ana);

        page = await EditAsync();
        await page.ClickAsync(".draft button", 0);
        await page.WaitForAssertionAsync(() => Assert.Equal("mine", page.Find("textarea").GetAttribute("value")), Patience);
        await page.Find(".entry-form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("theirs", page.Find(".field-conflict").TextContent, StringComparison.Ordinal), Patience);
        await page.ClickAsync(".field-conflict button", b => b.TextContent.Contains("mine", StringComparison.OrdinalIgnoreCase));
        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".entry-form")), Patience);
        var after = (await customers.GetAsync(ann, office.Omar)).Facts;
        Assert.Equal(("mine", "(360) 555-0143"), (after.Notes, after.Phone));
        Assert.Empty(await drafts.ListAsync($"customer/{ann}", Guid.Empty, office.Omar));

        async Task<IRenderedComponent<CustomerPage>> EditAsync()
        {
            var opened = Render<CustomerPage>(p => p.Add(c => c.Id, ann));
            await opened.WaitForAssertionAsync(() => Assert.Contains(opened.FindAll("button"), b => b.TextContent == "Edit"), Patience);
            await opened.ClickAsync("button", b => b.TextContent == "Edit");
            await opened.WaitForElementAsync("textarea", Patience);
            return opened;
        }
    }
}
