using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Shell;

public class ShellTests : ShellContext
{
    [Fact]
    public async Task The_menu_shows_the_rooms_of_the_chosen_company()
    {
        await Tenants.StartAsync(Person(Roles.Admin), "h2o");

        var menu = Render<NavLinks>(p => p.Add(n => n.Actor, Person(Roles.Admin)));

        Assert.Contains("Service calls", menu.Markup);
        Assert.DoesNotContain("Jobs", menu.Markup);
        Assert.Contains("Companies", menu.Markup);
    }

    [Fact]
    public async Task A_technician_sees_no_more_than_the_day_needs()
    {
        await Tenants.StartAsync(Person(Roles.Admin), null);

        var menu = Render<NavLinks>(p => p.Add(n => n.Actor, Person(Roles.Technician) with { TechnicianIds = [Guid.CreateVersion7()] }));

        Assert.Equal(["My day", "Jobs", "Service calls"], menu.FindAll("a").Select(link => link.TextContent.Trim()));
    }

    [Fact]
    public async Task A_remembered_company_the_person_may_not_see_means_all()
    {
        await Tenants.StartAsync(Person(Roles.Admin), "somebody_else");

        Assert.Null(Tenants.One);
        Assert.Equal(2, Tenants.Shown.Count);
    }

    [Fact]
    public async Task Choosing_a_company_narrows_what_lists_ask_for_and_drops_the_old_cursor()
    {
        await Tenants.StartAsync(Person(Roles.Admin), null);
        Address.NavigateTo("/jobs?q=riv&after=abc");
        var switcher = Render<CompanySwitcher>();

        await switcher.ClickAsync("button", 2);

        Assert.Equal(["h2o"], Tenants.Narrow(Person(Roles.Office)).Tenants);
        Assert.EndsWith("/jobs?q=riv", Address.Uri);
    }

    [Fact]
    public void Searching_replaces_the_address_and_starts_at_the_first_page()
    {
        Address.NavigateTo("/jobs?status=New&after=abc");
        var bar = Render<FilterBar>(p => p.Add(b => b.Placeholder, "Search jobs"));

        bar.Find("input").Change(" riverbend ");

        Assert.EndsWith("/jobs?status=New&q=riverbend", Address.Uri);
    }

    [Fact]
    public void Clearing_filters_keeps_the_order()
    {
        Address.NavigateTo("/jobs?status=New&sort=-lot&q=x&after=abc");

        var bar = Render<FilterBar>();

        Assert.EndsWith("/jobs?sort=-lot", bar.Find(".clear-filters").GetAttribute("href"));
    }

    [Theory]
    [InlineData("#4F9CF9", "--company:#4F9CF9")]
    [InlineData("red;background:url(//elsewhere)", null)]
    [InlineData("#4F9CF9\n", null)]
    [InlineData(null, null)]
    public void Only_a_plain_colour_reaches_the_style(string? color, string? style) => Assert.Equal(style, CompanyColor.Style(color));

    [Theory]
    [InlineData("(360) 555-0142", "tel:+13605550142")]
    [InlineData("+44 20 7946 0958", "tel:+442079460958")]
    [InlineData("360-555-0142 ext 7", "tel:+13605550142")]
    [InlineData("555-0142", "tel:5550142")]
    public void A_phone_number_can_be_dialled(string typed, string href) => Assert.Equal(href, PhoneLink.Href(typed));

    [Theory]
    [InlineData("360.555.0142", "(360) 555-0142")]
    [InlineData("3605550142", "(360) 555-0142")]
    [InlineData("360-555-0142 ext 7", "360-555-0142 ext 7")]
    [InlineData("+13605550142", "+13605550142")]
    [InlineData("555-0142", "555-0142")]
    public void Phone_numbers_of_this_country_read_alike_however_they_were_typed(string typed, string shown) => Assert.Equal(shown, PhoneLink.InWords(typed));

    [Theory]
    [InlineData(125_000, "$1,250.00")]
    [InlineData(-4_000, "−$40.00")]
    [InlineData(5, "$0.05")]
    [InlineData(long.MinValue, "−$92,233,720,368,547,758.08")]
    public void Money_has_two_decimals(long cents, string words) => Assert.Equal(words, Amount.Text(cents));

    [Fact]
    public void Every_icon_the_menu_names_exists() =>
        Assert.All(Navigation.Everything, entry => Assert.True(IconPaths.All.ContainsKey(entry.Icon), entry.Icon));

    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    private TenantChoice Tenants => Services.GetRequiredService<TenantChoice>();

    private static Actor Person(string role) => new(Guid.CreateVersion7(), "Somebody", role, ["all_county", "h2o"], []);
}
