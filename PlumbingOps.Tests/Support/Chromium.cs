using Microsoft.Playwright;
using PlumbingOps.Tests.Support;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace PlumbingOps.Tests.Support;

/// <summary>One browser for the whole test run. It starts with the first test that opens a page.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Generous: the machine runs the database, the house and the browser at once.</summary>
    public const float PatienceMilliseconds = 20_000;

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    /// <summary>The shell is the same engine without windows and menus: a fifth less work.</summary>
    private static string Program => Environment.GetEnvironmentVariable("PLUMBINGOPS_CHROMIUM") is { Length: > 0 } path ? path
        : File.Exists(Shell) ? Shell : "/usr/bin/chromium";

    private const string Shell = "/usr/bin/chromium-headless-shell";

    private static Lazy<Task<IBrowser>> running = new(() => throw new InvalidOperationException("The test run has not begun, or is over."));

    private IPlaywright? playwright;

    public static Task<IBrowser> RunningAsync() => running.Value;

    public ValueTask InitializeAsync()
    {
        running = new Lazy<Task<IBrowser>>(StartAsync);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (playwright is not null)
        {
            await (await running.Value).DisposeAsync();
            playwright.Dispose();
        }
    }

    private async Task<IBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = Quiet,
        });
    }
}
