using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using PlumbingOps.Simulator;

namespace PlumbingOps.Bench.Publishing;

/// <summary>The networks, in a process of their own: killing the publishers does not touch what they have seen.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    public const string Command = "simulator-process";
    private readonly OwnProcess process;
    private readonly HttpClient http;

    private SimulatorProcess(OwnProcess process, Uri address) => (this.process, http, Address) = (process, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) }, address);

    public Uri Address { get; }

    public int Id => process.Id;

    public static async Task<SimulatorProcess> StartAsync(string folder)
    {
        var (process, address) = await OwnProcess.StartAsync(Command, folder);
        return new SimulatorProcess(process, new Uri(address));
    }

    public static async Task<int> RunAsync(string folder)
    {
        await using var app = SimulatorApp.Build(new SimulatorOptions { Port = 0, Data = folder }, TimeProvider.System);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await app.WaitForShutdownAsync();
        return 0;
    }

    public async Task<JsonNode?> AskAsync(string path, object? body = null)
    {
        using var answer = body is null ? await http.GetAsync($"/__sim/{path}") : await http.PostAsJsonAsync($"/__sim/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text.Length == 0 ? null : JsonNode.Parse(text) : throw new InvalidOperationException($"The simulator refused {path}: {text}");
    }

    /// <summary>How often the public saw each text appear, from the simulator's own log.</summary>
    public async Task<Dictionary<string, int>> VisibleAsync() =>
        (await AskAsync("ledger?kind=visible"))!.AsArray().GroupBy(row => (string?)row!["text"] ?? "").ToDictionary(g => g.Key, g => g.Count());

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }
}
