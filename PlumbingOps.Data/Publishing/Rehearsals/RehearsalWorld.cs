using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Rehearsals;

/// <summary>A world of the simulator that was opened for one rehearsal, with accounts and a clock of its own.</summary>
internal sealed class RehearsalWorld : IAsyncDisposable
{
    private const string Control = "__sim";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient simulator;
    private readonly HttpClient world;
    private readonly string id;

    private RehearsalWorld(HttpClient simulator, string id, Uri address) => (this.simulator, this.id, Address, world) = (simulator, id, address, Client(address));

    public Uri Address { get; }

    /// <exception cref="SimulatorException">There is none, or it has no room.</exception>
    public static async Task<RehearsalWorld> OpenAsync(Uri simulator, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var client = Client(simulator);
        try
        {
            var opened = await AskAsync(client, HttpMethod.Post, "worlds", new { at }, cancellationToken);
            return new RehearsalWorld(client, Text(opened, "id"), new Uri(Text(opened, "address")));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <exception cref="SimulatorException">There is no simulator.</exception>
    public static async Task<IReadOnlyList<RehearsalFault>> FaultsAsync(Uri simulator, CancellationToken cancellationToken)
    {
        using var client = Client(simulator);
        return (await AskAsync(client, HttpMethod.Get, "mishaps", null, cancellationToken))?.Deserialize<List<RehearsalFault>>(Json) ?? [];
    }

    public Task ArrangeAsync(IReadOnlyList<string> keys, int times, CancellationToken cancellationToken) => AskAsync(world, HttpMethod.Post, "mishaps", new { keys, times }, cancellationToken);

    /// <summary>So many accounts of each kind, with tokens that work.</summary>
    public async Task<ILookup<Provider, RehearsedAccount>> ConnectAsync(int pages, int profiles, int locations, CancellationToken cancellationToken) =>
        (await AskAsync(world, HttpMethod.Post, "accounts", new { pages, profiles, locations }, cancellationToken))!.AsArray()
            .Select(node => (Network(Text(node, "provider")), new RehearsedAccount(Text(node, "id"), (string?)node!["parent"], Text(node, "token"))))
            .ToLookup(made => made.Item1, made => made.Item2);

    public Task PassAsync(TimeSpan by, CancellationToken cancellationToken) => AskAsync(world, HttpMethod.Post, "clock", new { advanceSeconds = by.TotalSeconds }, cancellationToken);

    /// <summary>What a token's end does at a network.</summary>
    public Task EndTokensAsync(string account, CancellationToken cancellationToken) => AskAsync(world, HttpMethod.Post, "tokens/kill", new { death = "Expired", account }, cancellationToken);

    /// <summary>Ids of what the public saw appear, by the simulator's own log.</summary>
    public async Task<IReadOnlyList<string>> VisibleAsync(CancellationToken cancellationToken) =>
        [.. (await AskAsync(world, HttpMethod.Get, "ledger?kind=visible", null, cancellationToken))!.AsArray().Select(row => (string?)row!["id"]).OfType<string>()];

    public async ValueTask DisposeAsync()
    {
        try
        {
            await AskAsync(simulator, HttpMethod.Delete, $"worlds/{id}", null, CancellationToken.None);
        }
        catch (SimulatorException)
        {
            // It ends by itself, with the simulator at the latest.
        }

        world.Dispose();
        simulator.Dispose();
    }

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };

    private static Provider Network(string name) => name switch
    {
        "facebook" => Provider.Facebook,
        "instagram" => Provider.Instagram,
        _ => Provider.GoogleBusiness,
    };

    private static string Text(JsonNode? node, string name) => (string?)node?[name] ?? throw new SimulatorException($"The simulator did not say “{name}”.");

    private static async Task<JsonNode?> AskAsync(HttpClient client, HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, $"/{Control}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await client.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return !answer.IsSuccessStatusCode ? throw new SimulatorException(answer.StatusCode == System.Net.HttpStatusCode.BadRequest ? text : $"The simulator answered {(int)answer.StatusCode}.")
                : text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SimulatorException("The simulator does not answer.");
        }
    }
}

/// <param name="Parent">A location's Google account.</param>
/// <param name="Token">A Page's, Instagram's own, or Google's refresh token.</param>
internal sealed record RehearsedAccount(string Id, string? Parent, string Token);

/// <summary>The simulator is not there, or said no; the message is for people.</summary>
internal sealed class SimulatorException(string message) : Exception(message);
