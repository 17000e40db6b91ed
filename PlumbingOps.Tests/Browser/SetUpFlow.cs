using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

public sealed class SetUpFlow(SetUpFlow.EmptyHouse empty) : BrowserTest(empty.House), IClassFixture<SetUpFlow.EmptyHouse>
{
    [Fact]
    public async Task The_one_time_link_makes_the_first_administrator_who_signs_in_and_the_link_is_used_up()
    {
        var link = Urls.SetUpWith((await House.Get<OneTimeLinkService>().CreateSetUpTokenAsync())!);
        var page = await OpenAsync();
        await page.VisitAsync(Urls.Builders);
        await Expect(page.Heading("Sign in")).ToBeVisibleAsync();

        await page.VisitAsync(link);
        await page.GetByLabel("Full name").FillAsync("Nora North");
        await page.GetByLabel("User name").FillAsync("nora");
        await page.GetByLabel("E-mail").FillAsync("nora@example.com");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("short");
        await page.Button("Create administrator").ClickAsync();
        await Expect(page.Locator(".field-error", new() { HasText = "12" })).ToBeVisibleAsync();

        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("eleven pipes in a row");
        await page.Button("Create administrator").ClickAsync();
        await Expect(page.GetByText("The password is set. Sign in with it.")).ToBeVisibleAsync();
        await page.SignInAsync("nora", "eleven pipes in a row");
        await page.ReadyAsync();
        await Expect(page.Locator(".person-menu")).ToBeVisibleAsync();

        var later = await OpenAsync();
        await later.VisitAsync(link);
        await Expect(later.GetByText("This link was used already")).ToBeVisibleAsync();
    }

    public sealed class EmptyHouse : IAsyncLifetime
    {
        private RunningHouse? house;

        public RunningHouse House => house ?? throw new InvalidOperationException("The house did not start.");

        public async ValueTask InitializeAsync() => house = await RunningHouse.OpenAsync(HouseHolds.Nobody);

        public ValueTask DisposeAsync() => house?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
