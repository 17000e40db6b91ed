using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Webhooks;

public enum WebhookSignature { Valid, Invalid, Missing, OnlySha1 }

/// <summary>Calls the application back as Meta does. Only on this machine.</summary>
public sealed class WebhookSender(SimulatedWorld world, SimulatorOptions options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Patience };

    /// <summary>Meta asks once before it delivers; the answer must be the challenge.</summary>
    public async Task<bool> VerifyAsync(string? address, string? verifyToken)
    {
        var challenge = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture);
        var query = new Dictionary<string, string?>
        {
            ["hub.mode"] = "subscribe",
            ["hub.challenge"] = challenge,
            ["hub.verify_token"] = verifyToken ?? Seed.VerifyToken,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, QueryHelpers.AddQueryString(Target(address), query));
        var (status, body) = await SendAsync(request, "verification");
        return status == StatusCodes.Status200OK && body == challenge;
    }

    public Task<int?> DeliverAsync(string? address, IReadOnlyList<MetaEvent> events, WebhookSignature signature) =>
        DeliverAsync(address, Encoding.UTF8.GetBytes(MetaEvents.Payload(events).ToJsonString()), signature, $"{events.Count} × {events[0].Topic} {events[0].Field}");

    public async Task<int?> DeliverAsync(string? address, byte[] body, WebhookSignature signature, string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Target(address)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        switch (signature)
        {
            case WebhookSignature.Valid:
                request.Headers.Add("X-Hub-Signature-256", Signing.HubSignature(body, Seed.MetaSecret));
                break;
            case WebhookSignature.Invalid:
                request.Headers.Add("X-Hub-Signature-256", Signing.HubSignature(body, "not the secret"));
                break;
            case WebhookSignature.OnlySha1:
                request.Headers.Add("X-Hub-Signature", "sha1=0000000000000000000000000000000000000000");
                break;
        }

        return (await SendAsync(request, $"{what}, signature {signature}")).Status;
    }

    /// <summary>Deauthorize and data deletion: a form with a signed_request.</summary>
    public async Task<(int? Status, string? Body)> SendSignedRequestAsync(string? address, string person, WebhookSignature signature, string what)
    {
        var payload = new JsonObject { ["algorithm"] = "HMAC-SHA256", ["issued_at"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(), ["user_id"] = person };
        var signed = Signing.SignedRequest(payload.ToJsonString(), signature == WebhookSignature.Valid ? Seed.MetaSecret : "not the secret");
        using var request = new HttpRequestMessage(HttpMethod.Post, Target(address))
        {
            Content = new FormUrlEncodedContent([new("signed_request", signed)]),
        };
        return await SendAsync(request, $"{what}, signature {signature}");
    }

    public void Dispose() => client.Dispose();

    private string Target(string? address)
    {
        var target = address ?? options.Webhooks ?? throw new FormatException("Where to? Start the simulator with --webhooks, or name an address.");
        return Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.IsLoopback ? target : throw new FormatException("The simulator calls addresses of this machine only.");
    }

    private async Task<(int? Status, string? Body)> SendAsync(HttpRequestMessage request, string what)
    {
        int? status = null;
        string? body = null;
        try
        {
            using var answer = await client.SendAsync(request);
            (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            what += ": nobody answered";
        }

        world.Ledger.Append(new LedgerRow { Kind = LedgerKinds.Webhook, Method = request.Method.Method, Path = request.RequestUri!.GetLeftPart(UriPartial.Path), Status = status, Detail = what });
        return (status, body);
    }
}
