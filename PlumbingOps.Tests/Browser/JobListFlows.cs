using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

[Collection<DemonstrationTests>]
public sealed class JobListFlows(DemonstrationHouse demonstration) : BrowserTest(demonstration.House)
{
    [Fact]
    public async Task The_jobs_are_found_walked_and_opened_with_the_keyboard_alone()
    {
        var page = await SignInAsync(RunningHouse.Omar);
        await page.VisitAsync(Urls.Jobs);
        var rows = page.Locator("tbody tr");

        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("trim");
        await Expect(page).ToHaveURLAsync(new Regex(@"\?q=trim$"));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.PressAsync("Delete");
        await Expect(page).ToHaveURLAsync(new Regex("/jobs$"));
        await page.ReadyAsync();

        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(rows.Nth(0).Locator(".row-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(rows.Nth(1).Locator(".row-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(rows.Last.Locator(".row-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Home");
        var lot = await rows.Nth(0).Locator(".row-link").InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".record h1")).ToContainTextAsync(lot);

        await page.GoBackAsync();
        // The record stands there until the list comes, and knows no "n".
        await Expect(page.Locator(".record")).ToHaveCountAsync(0);
        await page.ReadyAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Heading("New job")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_job_is_typed_in_without_the_mouse_and_a_second_of_its_phase_is_refused()
    {
        var page = await SignInAsync(RunningHouse.Omar);
        await page.VisitAsync(Urls.Jobs);
        await page.Keyboard.PressAsync("n");

        await Expect(page.GetByLabel("Lot")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("upper tarn 40");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "Upper Tarn #40" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Lot")).ToHaveValueAsync("Upper Tarn #40");
        await Expect(page.Locator(".combo-list:visible")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Tab");
        await page.GetByLabel("Phase").SelectOptionAsync("Final");
        await page.Button("Create job").PressAsync("Enter");

        await Expect(page.GetByText("This lot already has a Final job")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Open J-") }).ClickAsync();
        await Expect(page.Locator(".record h1")).ToContainTextAsync("Upper Tarn");
    }

    [Fact]
    public async Task Filters_of_the_jobs_stay_in_the_address_over_reload_and_back()
    {
        var page = await SignInAsync(RunningHouse.Omar);
        await page.VisitAsync(Urls.Jobs);
        var all = await page.Locator(".page-count").First.InnerTextAsync();

        await page.Button("Overdue").ClickAsync();
        await Expect(page.Button("Overdue")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator(".page-count").First).Not.ToHaveTextAsync(all);
        await page.GetByLabel("Phase").SelectOptionAsync("TopOut");
        await Expect(page).ToHaveURLAsync(new Regex("overdue=true&phase=TopOut$"));
        // The old rows stand there until the new ones come.
        await Expect(page.Locator("tbody tr").Filter(new() { HasNotText = "Top Out" })).ToHaveCountAsync(0);
        await page.ReadyAsync();
        var narrowed = await page.Locator("tbody tr").CountAsync();

        await page.ReloadAsync();
        await page.ReadyAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(narrowed);
        await Expect(page.GetByLabel("Phase")).ToHaveValueAsync("TopOut");

        await page.GoBackAsync();
        await Expect(page.GetByLabel("Phase")).ToHaveValueAsync("");
        await Expect(page.Button("Overdue")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByText("Clear filters").ClickAsync();
        await Expect(page.Button("Overdue")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(page.Locator(".page-count").First).ToHaveTextAsync(all);
    }

    [Fact]
    public async Task The_list_pages_on_without_repeating_a_row()
    {
        var page = await SignInAsync(RunningHouse.Vera);
        await page.VisitAsync($"{Urls.Jobs}?status=all");
        var first = await page.Locator("tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.key)");

        await page.Locator("a[rel=next]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("after="));
        await Expect(page.Locator($"tr[data-key='{first[0]}']")).ToHaveCountAsync(0);
        await page.ReadyAsync();
        var second = await page.Locator("tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.key)");

        Assert.Empty(first.Intersect(second));
        await page.Locator("a[rel=prev]").ClickAsync();
        await Expect(page.Locator($"tr[data-key='{first[0]}']")).ToBeVisibleAsync();
    }
}
