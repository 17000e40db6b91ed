using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Simulator;
using PlumbingOps.Simulator.Control;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Simulator;

/// <summary>The simulator on a free port of this machine, spoken to over real connections, on a clock that stands still until it is moved.</summary>
public sealed class SimulatorHouse : IAsyncDisposable
{
    public const string Callback = "http://127.0.0.1:5080/connections/callback";
    public const string GraphVersion = "v25.0";

    private readonly WebApplication app;

    private SimulatorHouse(WebApplication app, string address)
    {
        this.app = app;
        Http = NewClient(address);
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    /// <param name="clock">The simulator's own; without one it stands still.</param>
    public static async Task<SimulatorHouse> OpenAsync(SimulatorOptions? options = null, TimeProvider? clock = null)
    {
        var app = SimulatorApp.Build((options ?? new SimulatorOptions()) with { Port = 0 }, clock ?? new FixedClock(new DateTimeOffset(2026, 11, 18, 17, 0, 0, TimeSpan.Zero)));
        await app.StartAsync();
        return new SimulatorHouse(app, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Follows no redirect; every request on a connection of its own pool.</summary>
    public static HttpClient NewClient(string address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(20) };

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await Http.SendAsync(request);
        return await Reply.ReadAsync(answer);
    }

    /// <summary>A Graph call as our clients make it: token and proof in the form, or in the query when reading.</summary>
    public Task<Reply> GraphAsync(HttpMethod method, string path, string token, params (string Name, string Value)[] fields) =>
        MetaAsync(method, $"/graph.facebook.com/{GraphVersion}/{path}", token, Seed.MetaSecret, fields);

    /// <summary>The same at Instagram's own host.</summary>
    public Task<Reply> InstagramAsync(HttpMethod method, string path, string token, params (string Name, string Value)[] fields) =>
        MetaAsync(method, $"/graph.instagram.com/{GraphVersion}/{path}", token, Seed.InstagramSecret, fields);

    public Task<Reply> GoogleAsync(HttpMethod method, string path, string token, JsonObject? body = null) =>
        SendAsync(method, "/" + path, body is null ? null : JsonContent.Create(body), token);

    public Task<Reply> FormAsync(string path, params (string Name, string Value)[] fields) => SendAsync(HttpMethod.Post, path, Form(fields));

    public async Task<JsonNode?> SimAsync(string path, object? body = null)
    {
        var reply = await SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, $"{ControlApi.Root}/{path}", body is null ? null : JsonContent.Create(body));
        Assert.True(reply.Status is HttpStatusCode.OK, $"{reply.Status}: {reply.Text}");
        return reply.Json;
    }

    public Task AdvanceAsync(TimeSpan by) => SimAsync("clock", new { advanceSeconds = by.TotalSeconds });

    public Task SettingsAsync(object changes) => SimAsync("settings", changes);

    public Task FaultAsync(object fault) => SimAsync("faults", fault);

    public async Task<IReadOnlyList<LedgerRow>> LedgerAsync(string? kind = null) =>
        (await SimAsync("ledger" + (kind is null ? "" : $"?kind={kind}"))).Deserialize<List<LedgerRow>>(Ledger.Json)!;

    /// <summary>Everything connected, by account id; Google's are refresh tokens.</summary>
    public async Task<Dictionary<string, string>> TokensAsync() =>
        (await SimAsync("accounts/connect", new { })).Deserialize<List<ReadyAccount>>(Ledger.Json)!.ToDictionary(account => account.Id, account => account.Token);

    public async Task<string> GoogleTokenAsync()
    {
        var reply = await FormAsync(
            "/oauth2.googleapis.com/token", ("grant_type", "refresh_token"), ("refresh_token", (await TokensAsync())["9001"]), ("client_id", Seed.GoogleClient), ("client_secret", Seed.GoogleSecret));
        return reply["access_token"];
    }

    /// <summary>What a browser carries back from a consent page.</summary>
    public async Task<Dictionary<string, string>> ConsentAsync(string dialog, (string Name, string Value)[] query, params (string Name, string Value)[] form)
    {
        var address = QueryHelpers.AddQueryString("/" + dialog, query.ToDictionary(pair => pair.Name, pair => (string?)pair.Value));
        using var answer = await Http.PostAsync(address, Form(form));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var location = answer.Headers.Location!.OriginalString;
        Assert.StartsWith(Callback, location, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(location[location.IndexOf('?', StringComparison.Ordinal)..]).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Fields of one name stay several, as ticked boxes do.</summary>
    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private Task<Reply> MetaAsync(HttpMethod method, string path, string token, string secret, (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] all = [.. fields, ("access_token", token), ("appsecret_proof", Signing.AppSecretProof(token, secret))];
        return method == HttpMethod.Get || method == HttpMethod.Delete
            ? SendAsync(method, QueryHelpers.AddQueryString(path, all.ToDictionary(pair => pair.Name, pair => (string?)pair.Value)))
            : SendAsync(method, path, Form(all));
    }
}
