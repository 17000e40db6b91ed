using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlumbingOps.Data;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Recurring;

/// <summary>Several processes on one database: each firing runs once, whoever dies and whoever pauses.</summary>
public sealed class SeveralProcessesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeZoneInfo Office = TimeZoneInfo.FindSystemTimeZoneById(RecurringSettings.Zone);

    private TestOffice office = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync(TimeProvider.System.GetUtcNow());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Two_processes_run_each_firing_once_and_a_pause_holds_for_both()
    {
        var ran = new ConcurrentBag<string>();
        var start = TimeProvider.System.GetUtcNow().AddSeconds(8);
        var paused = Line("paused", start, ran);
        RecurringWork[] work = [.. Enumerable.Range(0, 6).Select(n => Line($"work-{n}", start.AddSeconds(n / 2), ran)), paused];
        await Sql.RunAsync(office.Connections.App, "insert into app.recurring_switches (id, work, paused_at, paused_by) values (gen_random_uuid(), 'paused', now(), 'Ana')");
        using var first = await StartAsync("first", work);
        using var second = await StartAsync("second", work);

        await UntilAsync(() => Task.FromResult(ran.Count >= 6));
        var processes = await second.Services.GetRequiredService<RecurringWorkService>().ProcessesAsync(office.Ana, Now);
        await Task.Delay(TimeSpan.FromSeconds(3), Now);

        Assert.Equal(Enumerable.Range(0, 6).Select(n => $"work-{n}"), ran.Order());
        Assert.Equal(6L, await Sql.AskAsync<long>(office.Connections.App, "select count(*) from app.recurring_runs where outcome = 'Done' and instance in ('first', 'second') and counts = 'Ran' and started_by is null"));
        Assert.Equal([("first", true, false), ("second", true, true)], processes.Select(p => (p.Instance, p.IsAlive, p.IsThisOne)));

        await second.Services.GetRequiredService<RecurringWorkService>().RunNowAsync("paused", office.Ana, Now);
        await UntilAsync(() => Task.FromResult(ran.Count >= 7));
        await UntilAsync(async () => await Sql.AskAsync<string>(office.Connections.App, "select started_by from app.recurring_runs where work = 'paused' and outcome = 'Done'") == "Ana Adams");
        await first.StopAsync(Now);
        await second.StopAsync(Now);
    }

    [Fact]
    public async Task A_run_whose_process_is_killed_is_interrupted_and_done_once_by_another()
    {
        var ran = new ConcurrentBag<string>();
        var line = Line("long", TimeProvider.System.GetUtcNow().AddSeconds(10), ran);
        var order = Path.GetTempFileName();
        await File.WriteAllTextAsync(order, JsonSerializer.Serialize(new { Connection = office.Connections.App, Instance = "first", line.Name, line.Cron, Takes = TimeSpan.FromMinutes(10) }), Now);
        using var killed = Process.Start(new ProcessStartInfo("dotnet", [Bench, "recurring-worker", order]) { RedirectStandardOutput = true })!;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Now);
            limit.CancelAfter(Patience);
            Assert.Equal("began", await killed.StandardOutput.ReadLineAsync(limit.Token));
        }
        finally
        {
            killed.Kill();
            await killed.WaitForExitAsync(Now);
            File.Delete(order);
        }

        Assert.Equal(1L, await Sql.AskAsync<long>(office.Connections.App, "select count(*) from app.recurring_runs where outcome = 'Running' and instance = 'first'"));
        using var second = await StartAsync("second", line);
        await UntilAsync(async () => await Sql.AskAsync<long>(office.Connections.App, "select count(*) from app.recurring_runs where outcome = 'Done' and instance = 'second'") == 1);
        await Task.Delay(TimeSpan.FromSeconds(3), Now);

        Assert.Single(ran);
        Assert.Equal("Interrupted", await Sql.AskAsync<string>(office.Connections.App, "select outcome from app.recurring_runs where instance = 'first'"));
        Assert.Equal(2L, await Sql.AskAsync<long>(office.Connections.App, "select count(*) from app.recurring_runs"));
        await second.StopAsync(Now);
    }

    /// <summary>Built beside the tests.</summary>
    private static string Bench => Path.Combine(AppContext.BaseDirectory.Replace("PlumbingOps.Tests", "PlumbingOps.Bench", StringComparison.Ordinal), "PlumbingOps.Bench.dll");

    /// <summary>Once a day, and next at that instant.</summary>
    private static RecurringWork Line(string name, DateTimeOffset at, ConcurrentBag<string> ran)
    {
        var wall = TimeZoneInfo.ConvertTime(at, Office);
        return new RecurringWork(name, name, $"{wall.Second} {wall.Minute} {wall.Hour} * * ?", (_, _) =>
        {
            ran.Add(name);
            return Task.FromResult("Ran");
        });
    }

    private async Task<IHost> StartAsync(string instance, params RecurringWork[] work)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPlumbingOpsData(office.Connections.App).AddTestFiles();
        builder.Services.AddRecurringWork(office.Connections.App, work, instance);
        var host = builder.Build();
        await host.StartAsync(Now);
        return host;
    }

    private static async Task UntilAsync(Func<Task<bool>> question)
    {
        var waited = Stopwatch.StartNew();
        while (!await question())
        {
            Assert.True(waited.Elapsed < Patience, "It did not happen in time.");
            await Task.Delay(100, Now);
        }
    }
}
