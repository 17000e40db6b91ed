using Microsoft.Playwright;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

/// <summary>Two people in two browsers, on the same job.</summary>
public sealed class EditFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const float OneSecond = 1000;

    private static readonly JobInput Booked = new() { StartDate = new DateOnly(2031, 3, 3), EndDate = new DateOnly(2031, 3, 5), Notes = "Key at the office" };

    [Fact]
    public async Task Two_people_change_different_fields_of_a_job_and_both_are_kept()
    {
        var (ana, omar, _) = await BothOpenAsync("21");
        await ana.Keyboard.PressAsync("e");
        await ana.GetByLabel("Last day").FillAsync("2031-03-07");
        await ana.GetByLabel("First day").FocusAsync();

        await omar.Keyboard.PressAsync("e");
        await omar.GetByRole(AriaRole.Textbox, new() { Name = "Notes" }).FillAsync("Gate code changed, ask Bruna");
        await omar.Button("Save").ClickAsync();

        await Expect(ana.GetByRole(AriaRole.Textbox, new() { Name = "Notes" })).ToHaveValueAsync("Gate code changed, ask Bruna");
        await Expect(ana.GetByLabel("Last day")).ToHaveValueAsync("2031-03-07");
        await Expect(ana.GetByLabel("First day")).ToBeFocusedAsync();
        await ana.Button("Save").ClickAsync();
        foreach (var page in new[] { ana, omar })
        {
            await Expect(page.GetByText("Mon 3 – Fri 7 Mar 2031").First).ToBeVisibleAsync();
            await Expect(page.GetByText("Gate code changed, ask Bruna")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task What_one_person_is_typing_survives_the_others_save_and_three_values_let_them_choose()
    {
        var (ana, omar, _) = await BothOpenAsync("22");
        await ana.Keyboard.PressAsync("e");
        var notes = ana.GetByRole(AriaRole.Textbox, new() { Name = "Notes" });
        await notes.FocusAsync();
        await ana.Keyboard.PressAsync("Control+A");
        await ana.Keyboard.TypeAsync("Dog in the yard");

        await omar.Keyboard.PressAsync("e");
        await omar.GetByRole(AriaRole.Textbox, new() { Name = "Notes" }).FillAsync("Key under the mat");
        await omar.GetByLabel("Last day").FillAsync("2031-03-06");
        await omar.Button("Save").ClickAsync();

        await Expect(ana.GetByLabel("Last day")).ToHaveValueAsync("2031-03-06");
        await Expect(notes).ToHaveValueAsync("Dog in the yard");
        await Expect(notes).ToBeFocusedAsync();
        await ana.Keyboard.TypeAsync(", call first");
        await ana.Button("Save").ClickAsync();

        var choice = ana.GetByRole(AriaRole.Group, new() { Name = "Notes was changed by someone else" });
        await Expect(choice).ToContainTextAsync("Key at the office");
        await Expect(choice).ToContainTextAsync("Key under the mat");
        await Expect(choice).ToContainTextAsync("Dog in the yard, call first");
        await Expect(notes).ToHaveValueAsync("Dog in the yard, call first");
        await choice.Button("Use mine").ClickAsync();
        await ana.Button("Save").ClickAsync();
        await Expect(omar.GetByText("Dog in the yard, call first")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_verb_shows_on_the_others_open_page_within_a_second()
    {
        var (ana, omar, number) = await BothOpenAsync("23");

        await omar.Button("Start").ClickAsync();
        await Expect(omar.GetByText($"{number} started")).ToBeVisibleAsync();

        await Expect(ana.Locator(".record-title").GetByText("In progress")).ToBeVisibleAsync(new() { Timeout = OneSecond });
    }

    [Fact]
    public async Task An_old_value_is_put_back_from_the_jobs_history_and_the_other_sees_it()
    {
        var (ana, omar, _) = await BothOpenAsync("24");
        await omar.Keyboard.PressAsync("e");
        await omar.GetByRole(AriaRole.Textbox, new() { Name = "Notes" }).FillAsync("Wrong house");
        await omar.Button("Save").ClickAsync();
        await Expect(ana.GetByText("Wrong house").First).ToBeVisibleAsync();

        await ana.GetByRole(AriaRole.Link, new() { Name = "History" }).Last.ClickAsync();
        var change = ana.Locator(".history-entry").Filter(new() { HasText = "Wrong house" });
        await Expect(change).ToContainTextAsync("Omar Oakes");
        await Expect(change).ToContainTextAsync("Key at the office");
        await change.Button("Put back Notes: Key at the office").ClickAsync();

        await Expect(omar.Locator(".notes")).ToContainTextAsync("Key at the office");
        await Expect(ana.Locator(".history-entry").First).ToContainTextAsync("Ana Alvarez");
    }

    private async Task<(IPage Ana, IPage Omar, string Number)> BothOpenAsync(string lotNumber)
    {
        var job = await House.AddJobAsync((await House.AddLotAsync(lotNumber)).Id, JobPhase.TopOut, Booked);
        var (ana, omar) = (await SignInAsync(RunningHouse.Ana), await SignInAsync(RunningHouse.Omar));
        await ana.VisitAsync(Urls.Job(job));
        await omar.VisitAsync(Urls.Job(job));
        return (ana, omar, await House.NumberOfAsync(job));
    }
}
