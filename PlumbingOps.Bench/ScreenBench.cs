using System.Globalization;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Bench;

/// <summary>What a person at a screen waits for: from the click to the painted list, and from somebody else's save to the changed record.</summary>
internal static class ScreenBench
{
    private const int Rounds = 12;
    private const double MostToPaint = 300;
    private const double MostToBeSeen = 1000;
    private const string Row = "[data-list] tbody tr[data-key]";

    /// <summary>Acts, and answers the milliseconds until the list shows other rows, is not busy any more, and the browser has painted them.</summary>
    private const string ClickToPainted = """
        ([selector, value]) => new Promise((painted, failed) => {
            const keys = () => [...document.querySelectorAll('[data-list] tbody tr[data-key]')].map(row => row.dataset.key).join();
            const before = keys();
            const target = document.querySelector(selector);
            const late = setTimeout(() => failed(new Error(selector + ' changed nothing')), 20000);
            const start = performance.now();
            const watch = new MutationObserver(() => {
                const list = document.querySelector('[data-list]');
                const now = keys();
                if (!list || list.getAttribute('aria-busy') === 'true' || now === '' || now === before) { return; }
                watch.disconnect();
                clearTimeout(late);
                // A task that was asked for inside a frame runs after that frame is painted.
                requestAnimationFrame(() => { const after = new MessageChannel(); after.port1.onmessage = () => painted(performance.now() - start); after.port2.postMessage(0); });
            });
            watch.observe(document.body, { subtree: true, childList: true, attributes: true });
            if (value === null) { target.click(); } else { target.value = value; target.dispatchEvent(new Event('change', { bubbles: true })); }
        })
        """;

    private const string WhenShown = """
        text => new Promise(shown => {
            const look = () => document.body.innerText.includes(text);
            const watch = new MutationObserver(() => { if (look()) { watch.disconnect(); requestAnimationFrame(() => shown(Date.now())); } });
            watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        })
        """;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(DatabaseConnections large, int rows, DatabaseConnections? small)
    {
        List<Measurement> table = [];
        var (clicks, seen) = await VisitAsync(large);
        table.Add(new Measurement(Named("click to painted jobs list, p95", rows), clicks.Slow(), null, null, MostToPaint));
        if (small is not null)
        {
            var (few, _) = await VisitAsync(small);
            table.Add(new Measurement(Named("click to painted jobs list, p95", Orders.Small), few.Slow(), null, null, MostToPaint));
        }

        table.Add(new Measurement("a save seen on another screen, p95", seen.Slow(), null, null, MostToBeSeen));
        return table;
    }

    private static string Named(string what, int rows) => string.Create(CultureInfo.InvariantCulture, $"{what}, {rows:N0} jobs");

    private static async Task<(List<double> Clicks, List<double> Seen)> VisitAsync(DatabaseConnections connections)
    {
        Console.Error.WriteLine("screens");
        await using var house = House.Open(connections);
        await using var ana = await Visitor.SignInAsync(house, Office.Ana);
        return (await ClicksAsync(ana), await SeenAsync(house, ana));
    }

    private static async Task<List<double>> ClicksAsync(Visitor ana)
    {
        (string Selector, string? Value)[] steps =
        [
            ("a[rel=next]", null), ("a[rel=next]", null), ("a[rel=prev]", null),
            ("[data-list] thead a", null), ("[data-list] thead a", null),
            (".filter-pill:has(option[value=Trim]) select", "Trim"), (".filter-pill:has(option[value=Trim]) select", ""),
        ];
        var page = await ana.OpenAsync("/jobs", Row);
        var times = new List<double>();
        for (var round = -2; round < Rounds; round++)
        {
            foreach (var (selector, value) in steps)
            {
                var time = await page.EvaluateAsync<double>(ClickToPainted, new[] { selector, value });
                if (round >= 0)
                {
                    times.Add(time);
                }
            }
        }

        await page.CloseAsync();
        times.Sort();
        return times;
    }

    /// <summary>Somebody else writes notes on the job that Ana looks at.</summary>
    private static async Task<List<double>> SeenAsync(House house, Visitor ana)
    {
        const int Saves = 40;
        var jobs = house.Get<JobService>();
        var other = Actor.System([DemoPeople.AllCounty]);
        var id = (await jobs.ListAsync(new JobFilter { Status = JobStatus.Scheduled }, new ListRequest(null, false, null, null, 1), other)).Rows[0].Id;
        var page = await ana.OpenAsync($"/jobs/{id}", "main h1");
        await page.GetByText("Notes").First.WaitForAsync();
        var input = (await jobs.GetAsync(id, other)).Input;
        var times = new List<double>();
        for (var save = 0; save < Saves; save++)
        {
            var text = $"Written for all to see {Guid.CreateVersion7():N}";
            var shown = page.EvaluateAsync<double>(WhenShown, text);
            await page.EvaluateAsync("() => 0");
            var mine = input.Copy();
            mine.Notes = text;
            var start = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await jobs.SaveAsync(id, input, mine, other);
            times.Add(await shown - start);
            input = mine;
        }

        await page.CloseAsync();
        times.Sort();
        return times;
    }
}
