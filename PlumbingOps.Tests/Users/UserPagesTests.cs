using Bunit;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Users;
using static PlumbingOps.Tests.Support.PeoplePages;

namespace PlumbingOps.Tests.Users;

public sealed class UserPagesTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private Actor ana = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        ana = await office.ActorAsync("ana");
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Theory]
    [InlineData("q=theo@exam", "Theo Thorn")]
    [InlineData("role=Office", "Max Mercer", "Omar Oakes")]
    [InlineData("company=all_county&role=Office", "Omar Oakes")]
    [InlineData("q=nobody-of-this-name")]
    public async Task The_list_shows_what_its_address_asks_for(string asked, params string[] names)
    {
        using var pages = new PeoplePages(office, ana);

        var page = await pages.OpenAsync<UsersPage>($"/users?{asked}");

        page.WaitForAssertion(() => Assert.Equal(names, Names(page)), Patience);
    }

    [Fact]
    public async Task Typing_and_choosing_write_the_address_and_narrow_the_list()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await pages.OpenAsync<UsersPage>("/users");
        page.WaitForAssertion(() => Assert.Equal(6, Names(page).Count), Patience);

        await page.Find("input[type=search]").ChangeAsync("m");
        page.WaitForAssertion(() => Assert.EndsWith("/users?q=m", pages.Address.Uri, StringComparison.Ordinal), Patience);
        await page.ChangeAsync(".filter-pill select", 0, Roles.Marketing);
        page.WaitForAssertion(() => Assert.Contains("role=Marketing", pages.Address.Uri, StringComparison.Ordinal), Patience);
        page.Render();

        page.WaitForAssertion(() => Assert.Equal(["Mia Moss"], Names(page)), Patience);
    }

    [Fact]
    public async Task Deactivated_people_stand_in_a_list_of_their_own()
    {
        await office.Users.DeactivateAsync(await office.IdAsync("mia"), ana, Now);
        using var pages = new PeoplePages(office, ana);

        var page = await pages.OpenAsync<UsersPage>("/users");
        page.WaitForAssertion(() => Assert.DoesNotContain("Mia Moss", Names(page)), Patience);
        await Button(page, "Deactivated").ClickAsync();
        page.Render();

        page.WaitForAssertion(() => Assert.Equal(["Mia Moss"], Names(page)), Patience);
    }

    [Fact]
    public async Task A_new_user_comes_with_a_link_that_is_shown_once_and_works()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await pages.OpenAsync<UsersPage>("/users");

        await page.Find("[data-hotkey=n]").ClickAsync();
        await FillAsync(page, "Otto Orr", "otto", "otto@example.com");
        await page.Find("dialog form").SubmitAsync();

        var link = page.WaitForElement("#password-link", Patience).GetAttribute("value")!;
        Assert.Contains("shown only now", page.Find("dialog").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Otto Orr", Names(page)), Patience);
        Assert.Equal("Otto Orr", await office.Links.FindPasswordOwnerAsync(link.Split("token=")[1], Now));
        await Button(page, "Done").ClickAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog")), Patience);
        Assert.DoesNotContain(link.Split("token=")[1], page.Markup, StringComparison.Ordinal);
        Assert.Contains("No password yet", page.Find("tr[data-key]:has(td, th)").ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_new_user_keeps_what_was_typed_and_says_why_beside_the_field()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await pages.OpenAsync<UsersPage>("/users");
        await page.Find("[data-hotkey=n]").ClickAsync();

        await FillAsync(page, "Another Omar", "OMAR", "another@example.com");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("This user name is taken.", ErrorAt(page, "User name")), Patience);
        Assert.Equal(["Another Omar", "OMAR", "another@example.com"], new[] { "Full name", "User name", "E-mail" }.Select(label => Box(page, label).GetAttribute("value")));
        Assert.Empty(page.FindAll("#password-link"));
        await Box(page, "User name").ChangeAsync("omar2");
        await page.Find("dialog form").SubmitAsync();
        page.WaitForElement("#password-link", Patience);
    }

    [Fact]
    public async Task A_form_that_lacks_something_is_not_sent()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await pages.OpenAsync<UsersPage>("/users");
        await page.Find("[data-hotkey=n]").ClickAsync();

        await FillAsync(page, "", "x", "not a mail");
        await page.Find("dialog form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Give the full name.", ErrorAt(page, "Full name")), Patience);
        Assert.Equal("This is not an e-mail address.", ErrorAt(page, "E-mail"));
    }

    [Fact]
    public async Task Deactivating_is_one_click_and_one_click_takes_it_back()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, "omar");

        await Button(page, "Deactivate").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Deactivated", page.Find(".record-title").TextContent, StringComparison.Ordinal), Patience);
        var notice = Assert.Single(pages.Notices.Open);
        Assert.Equal("Omar Oakes is deactivated and signed out", notice.Text);
        await page.InvokeAsync(notice.Undo!);
        page.WaitForAssertion(() => Assert.DoesNotContain("Deactivated", page.Find(".record-title").TextContent, StringComparison.Ordinal), Patience);

        await Button(page, "Deactivate").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), b => b.TextContent == "Reactivate"), Patience);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() is "Edit" or "New password link" or "Deactivate");
        await Button(page, "Reactivate").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), b => b.TextContent == "Edit"), Patience);
    }

    [Fact]
    public async Task The_last_administrator_is_offered_no_way_out_and_hears_why_when_another_was_faster()
    {
        var nora = await office.AddAsync("nora", Roles.Admin, null, ana);
        using var pages = new PeoplePages(office, nora);
        var page = await OpenAsync(pages, "ana");
        Assert.DoesNotContain("The last active administrator", page.Markup, StringComparison.Ordinal);

        // Meanwhile, and unknown to the open page, Nora became an administrator of one company.
        await office.EditAsync("nora", ana, u => u.TenantId = PeopleOffice.H2o);
        using var system = new PeoplePages(office, Actor.System([PeopleOffice.AllCounty, PeopleOffice.H2o]));
        var later = await OpenAsync(system, "ana");
        Assert.Contains("The last active administrator of all companies: can be neither demoted nor deactivated.", later.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(later.FindAll("button"), b => b.TextContent.Trim() == "Deactivate");

        await Button(later, "Edit").ClickAsync();
        await Box(later, "Role").ChangeAsync(Roles.Office);
        await later.Find("form").SubmitAsync();
        later.WaitForAssertion(() => Assert.Equal(PeopleRules.LastAdministrator, ErrorAt(later, "Role")), Patience);
        Assert.Equal(Roles.Office, Box(later, "Role").GetAttribute("value"));
        Assert.Equal(Roles.Admin, (await office.ActorAsync("ana")).Role);
    }

    [Fact]
    public async Task Nobody_can_choose_another_role_for_themselves()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, "ana");

        await Button(page, "Edit").ClickAsync();

        Assert.True(Box(page, "Role").HasAttribute("disabled"));
        Assert.True(Box(page, "Companies").HasAttribute("disabled"));
        Assert.Contains("Nobody changes their own role.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_is_refused_keeps_what_was_typed()
    {
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, "omar");

        await Button(page, "Edit").ClickAsync();
        await Box(page, "Full name").ChangeAsync("Omar Orchard");
        await Box(page, "E-mail").ChangeAsync("Vera@Example.com");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Somebody with this e-mail exists already.", ErrorAt(page, "E-mail")), Patience);
        Assert.Equal("Omar Orchard", Box(page, "Full name").GetAttribute("value"));
        await Box(page, "E-mail").ChangeAsync("orchard@example.com");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("Omar Orchard", page.Find("h1").TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task The_page_shows_the_second_factor_and_resets_it_after_a_question()
    {
        var vera = await office.ActorAsync("vera");
        var factors = office.Get<SecondFactorService>();
        await factors.OfferAsync(new PasswordAgain { Password = PeopleOffice.PasswordOf("vera") }, vera, Now);
        var app = new AuthenticatorApp((await factors.GetAsync(vera, Now)).Offer!.Key);
        await factors.ConfirmAsync(new CodeInput { Code = app.CodeAt(office.Clock.Now) }, vera, Now);
        using var pages = new PeoplePages(office, ana);
        var page = await OpenAsync(pages, "vera");
        Assert.Equal("On", page.FindAll(".facts > div").Single(fact => fact.TextContent.StartsWith("Authenticator app", StringComparison.Ordinal)).QuerySelector("dd")!.TextContent.Trim());

        var reset = Button(page, "Reset second factor").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal("Reset the second factor of Vera Vale?", pages.Confirm.Question?.Title), Patience);
        await page.InvokeAsync(() => pages.Confirm.Answer(true));
        await reset;

        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() == "Reset second factor"), Patience);
        await office.SignIn.SignInAsync("vera", PeopleOffice.PasswordOf("vera"), "::1", Now);
    }

    [Fact]
    public async Task An_administrator_of_one_company_is_offered_that_company_only()
    {
        var nora = await office.AddAsync("nora", Roles.Admin, PeopleOffice.H2o, ana);
        using var pages = new PeoplePages(office, nora);
        var page = await pages.OpenAsync<UsersPage>("/users");

        page.WaitForAssertion(() => Assert.Equal(["Max Mercer", "nora Example"], Names(page)), Patience);
        await page.Find("[data-hotkey=n]").ClickAsync();

        page.WaitForAssertion(() => Assert.Equal(["H2O Plumbers only"], Box(page, "Companies").QuerySelectorAll("option").Select(option => option.TextContent)), Patience);
        var foreign = await pages.OpenAsync<UserPage>("/users/x", p => p.Add(u => u.Id, ana.UserId!.Value));
        foreign.WaitForAssertion(() => Assert.Equal("This user was not found", foreign.Find("h1").TextContent.Trim()), Patience);
    }

    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    private async Task<IRenderedComponent<UserPage>> OpenAsync(PeoplePages pages, string userName)
    {
        var id = await office.IdAsync(userName);
        var page = await pages.OpenAsync<UserPage>($"/users/{id}", p => p.Add(u => u.Id, id));
        page.WaitForElement(".facts", Patience);
        return page;
    }

    private static async Task FillAsync(IRenderedComponent<UsersPage> page, string fullName, string userName, string email)
    {
        page.WaitForElement("dialog form", Patience);
        await Box(page, "Full name").ChangeAsync(fullName);
        await Box(page, "User name").ChangeAsync(userName);
        await Box(page, "E-mail").ChangeAsync(email);
    }
}
