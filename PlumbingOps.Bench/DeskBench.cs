using System.Globalization;
using Microsoft.Playwright;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls.Intake;

namespace PlumbingOps.Bench;

/// <summary>What the front desk waits for: who is calling, among a million customers, and the schedule of a full day and of a full week.</summary>
internal static class DeskBench
{
    private const int Customers = 1_000_000;
    private const int Rounds = 40;
    private const int WarmUps = 5;
    private const int Paints = 30;
    private const int Visits = 400;
    private const double MostToMatch = 150;
    private const double MostToPaint = 700;

    private static readonly DateOnly Day = new(2031, 3, 5);
    private static readonly string[] Tenants = [DemoPeople.AllCounty, DemoPeople.H2O];

    /// <summary>Clicks, and answers the milliseconds until so many visits stand on the board, the tray apart, and the browser has painted them.</summary>
    private const string ClickToPainted = """
        ([selector, visits]) => new Promise((painted, failed) => {
            const late = setTimeout(() => failed(new Error('the board was not painted')), 20000);
            const start = performance.now();
            const watch = new MutationObserver(() => {
                if (document.querySelectorAll('[data-visit]:not([data-day=""])').length < visits) { return; }
                watch.disconnect();
                clearTimeout(late);
                requestAnimationFrame(() => { const after = new MessageChannel(); after.port1.onmessage = () => painted(performance.now() - start); after.port2.postMessage(0); });
            });
            watch.observe(document.body, { subtree: true, childList: true });
            document.querySelector(selector).click();
        })
        """;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(Office office, DatabaseConnections connections)
    {
        await Console.Error.WriteLineAsync("desk");
        await BenchData.LoadDeskAsync(connections, Customers);
        var (by, intake, board) = (await office.PersonAsync(Tenants), office.Get<IntakeService>(), office.Get<BoardService>());
        var table = new List<Measurement>();
        foreach (var (what, typed) in new[] { ("the last four digits of a phone", "0142"), ("seven digits of one", "555-0142"), ("a house number", "481223"), ("a house number and its street", "48122 inv"), ("the beginning of a name", "customer 3f2a") })
        {
            table.Add(new Measurement($"who is calling, by {what}, of 1,000,000 customers, p95", (await Turns.TakeAsync(Rounds, () => intake.FindAsync(typed, by)))[0].Slow(), null, null, MostToMatch));
        }

        table.Add(await BareReplay.CompareAsync(office, Tenants, "board: a day of 60 people and 400 visits", () => board.ReadAsync(new BoardQuery(Day, Day), by)));
        table.Add(await BareReplay.CompareAsync(office, Tenants, "board: that week", () => board.ReadAsync(new BoardQuery(Day.AddDays(-2), Day.AddDays(4)), by)));
        await using var house = House.Open(connections);
        await using var ana = await Visitor.SignInAsync(house, Office.Ana);
        table.Add(await PaintAsync(ana, "day", 1));
        table.Add(await PaintAsync(ana, "week", 7));
        return table;
    }

    private static async Task<Measurement> PaintAsync(Visitor ana, string view, int days)
    {
        var before = Day.AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var page = await ana.OpenAsync($"/schedule/board?view={view}&date={before}", ".board");
        var times = new List<double>();
        for (var paint = -WarmUps; paint < Paints; paint++)
        {
            var time = await page.EvaluateAsync<double>(ClickToPainted, new object[] { $"a[aria-label='Next {view}']", Visits });
            if (paint >= 0)
            {
                times.Add(time);
            }

            await page.Locator($"a[aria-label='Previous {view}']").ClickAsync();
            await page.Locator("[data-visit]:not([data-day=''])").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        }

        await page.CloseAsync();
        times.Sort();
        return new Measurement($"click to painted board, a {view} with 400 visits of 60 people, p95", times.Slow(), null, null, MostToPaint);
    }
}
