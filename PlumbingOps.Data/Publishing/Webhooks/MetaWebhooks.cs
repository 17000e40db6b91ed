using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing.Webhooks;

/// <summary>
/// What Meta tells us. Only what carries the right signature over the very bytes that came is believed, and even that is a hint: what it is about is read.
/// Deliveries come twice, late and in any order.
/// </summary>
public sealed class MetaWebhooks(Db database, TenantDirectory tenants, ConnectionCheck check, ProviderOptions providers, TimeProvider clock)
{
    public const int MostBytes = 1024 * 1024;

    /// <summary>Meta repeats a delivery for 36 hours; what is older is nobody's repetition.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(37);

    /// <summary>Deliveries a minute and process; more is somebody hammering.</summary>
    private const int MostAMinute = 600;

    private const string Prefix = "sha256=";
    private readonly Lock gate = new();
    private (DateTimeOffset Minute, int Count) pace;

    /// <summary>Meta's first question: null unless the word is ours.</summary>
    public string? Challenge(string? mode, string? word, string? challenge) =>
        mode == "subscribe" && challenge is not null && providers.Facebook.VerifyToken is { } ours && Same(word ?? "", ours.Reveal()) ? challenge : null;

    /// <param name="body">As it came; read again and written anew it would have another signature.</param>
    /// <param name="signature">X-Hub-Signature-256.</param>
    public async Task<WebhookVerdict> ReceiveAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken = default)
    {
        if (IsTooMany())
        {
            return WebhookVerdict.TooMany;
        }

        var verdicts = Verify(body.Span, signature) ? await TakeAsync(body, cancellationToken) : [WebhookVerdict.Forged];
        await CountAsync(verdicts, cancellationToken);
        return verdicts[0];
    }

    /// <summary>A person took the app out of their account, or wants their data gone: what still works is asked of the network itself.</summary>
    /// <param name="signedRequest">signature.payload, both base64url; the signature covers the payload as it is written.</param>
    /// <returns>A word the person can be told the request by; null when it is forged.</returns>
    public async Task<string?> ReceiveSignedAsync(string? signedRequest, CancellationToken cancellationToken = default)
    {
        if (IsTooMany() || signedRequest?.Split('.') is not [var signature, var payload] || !VerifySigned(signature, payload))
        {
            await CountAsync([WebhookVerdict.Forged], cancellationToken);
            return null;
        }

        await CountAsync([WebhookVerdict.Accepted], cancellationToken);
        await check.RunAsync(cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(payload)).AsSpan(0, 8));
    }

    /// <summary>What was told and not read yet: the posts of those connections are looked at. Answers how many hints were used up.</summary>
    public async Task<int> ReadHintsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (db is null)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        // An open question about a post of that account is asked at once; anything else the next regular look finds. One statement sees one set of hints:
        // what is told meanwhile stays unread for the next round.
        return (int)await db.AskAsync<long>(
            """
            with told as (
                update app.webhook_hints set read_at = $1 where read_at is null returning tenant_id, connection_id),
            asked as (
                update app.publications p set look_at = least(p.look_at, $1)
                from (select distinct c.tenant_id, c.account_id from told t join app.account_connections c on c.tenant_id = t.tenant_id and c.id = t.connection_id) c
                where p.tenant_id = c.tenant_id and p.account_id = c.account_id and p.state = 'Unknown' and p.look_at is not null)
            select count(*) from told
            """,
            [now], cancellationToken);
    }

    private bool IsTooMany()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            pace = pace.Minute.AddMinutes(1) <= now ? (now, 1) : (pace.Minute, pace.Count + 1);
            return pace.Count > MostAMinute;
        }
    }

    /// <summary>Both of Meta's apps may be the sender.</summary>
    private bool Verify(ReadOnlySpan<byte> body, string? signature)
    {
        if (signature?.StartsWith(Prefix, StringComparison.Ordinal) != true)
        {
            return false;
        }

        var isOurs = false;
        foreach (var secret in Secrets())
        {
            isOurs |= Same(signature[Prefix.Length..], Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), body)));
        }

        return isOurs;
    }

    private bool VerifySigned(string signature, string payload)
    {
        var isOurs = false;
        foreach (var secret in Secrets())
        {
            var expected = System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.ASCII.GetBytes(payload)));
            isOurs |= Same(signature.TrimEnd('='), expected);
        }

        return isOurs;
    }

    private IEnumerable<SecretText> Secrets() => new[] { providers.Facebook.AppSecret, providers.Instagram.AppSecret }.OfType<SecretText>();

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private async Task<IReadOnlyList<WebhookVerdict>> TakeAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        List<Told> told;
        try
        {
            told = Read(JsonNode.Parse(body.Span));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return [WebhookVerdict.Unreadable];
        }

        if (told.Count == 0)
        {
            return [WebhookVerdict.Unreadable];
        }

        await using var db = await OpenAsync(cancellationToken);
        if (db is null)
        {
            return [WebhookVerdict.UnknownAccount];
        }

        var accounts = told.Select(t => t.Account).Distinct().ToList();
        var connections = (await db.AccountConnections.Where(c => accounts.Contains(c.ExternalId) && c.State != ConnectionState.Disconnected && (c.Provider == Provider.Facebook || c.Provider == Provider.Instagram))
            .Select(c => new { c.ExternalId, c.Id, c.TenantId }).ToListAsync(cancellationToken)).ToLookup(c => c.ExternalId);
        var verdicts = new List<WebhookVerdict>();
        foreach (var one in told)
        {
            verdicts.Add(one.At < clock.GetUtcNow() - Stale ? WebhookVerdict.Stale
                : connections[one.Account].FirstOrDefault() is not { } connection ? WebhookVerdict.UnknownAccount
                : await KeepAsync(db, one, connection.TenantId, connection.Id, cancellationToken) ? WebhookVerdict.Accepted
                : WebhookVerdict.Repeated);
        }

        return verdicts;
    }

    private async Task<bool> KeepAsync(AppDbContext db, Told told, string tenant, Guid connection, CancellationToken cancellationToken) => await db.RunAsync(
        """
        insert into app.webhook_hints (id, tenant_id, connection_id, field, external_id, hash, received_at) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant_id, hash) do nothing
        """,
        [Guid.CreateVersion7(), tenant, connection, Cut(told.Field), Cut(told.About), told.Hash, clock.GetUtcNow()], cancellationToken) == 1;

    private static string? Cut(string? text) => text is { Length: > WebhookHint.NameMaxLength } ? text[..WebhookHint.NameMaxLength] : text;

    /// <summary>Both shapes: changes in a list under the entry, or field and value in the entry itself, the whole perhaps in an array.</summary>
    private static List<Told> Read(JsonNode? payload) =>
    [
        .. from part in payload is JsonArray parts ? parts.AsEnumerable() : [payload]
           from entry in part?["entry"] as JsonArray ?? []
           from change in (entry?["changes"] as JsonArray)?.AsEnumerable() ?? new[] { entry }
           let field = ProviderReply.Text(change?["field"])
           let account = ProviderReply.Text(entry?["id"])
           where field is not null && account is not null
           select new Told(account, field, About(change?["value"]), Time(entry?["time"]), Hash(ProviderReply.Text(part?["object"]), account, field, change?["value"])),
    ];

    private static string? About(JsonNode? value) => ProviderReply.Text(value?["post_id"]) ?? ProviderReply.Text(value?["media"]?["id"]) ?? ProviderReply.Text(value?["id"]);

    private static DateTimeOffset Time(JsonNode? time) =>
        long.TryParse(ProviderReply.Text(time), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;

    private static string Hash(string? about, string account, string field, JsonNode? value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{about}\n{account}\n{field}\n{value?.ToJsonString()}")));

    private async Task CountAsync(IReadOnlyList<WebhookVerdict> verdicts, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        if (db is null)
        {
            return;
        }

        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var verdict in verdicts.GroupBy(v => v))
        {
            await db.RunAsync(
                "insert into app.webhook_counts as c (day, verdict, count) values ($1, $2, $3) on conflict (day, verdict) do update set count = c.count + $3",
                [day, $"{verdict.Key}", (long)verdict.Count()], cancellationToken);
        }
    }

    /// <summary>Null in a house where nobody publishes.</summary>
    private async Task<AppDbContext?> OpenAsync(CancellationToken cancellationToken)
    {
        var all = (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Marketing)).Select(t => t.Id).ToList();
        return all.Count == 0 ? null : await database.OpenAsync(Actor.System(all), Permission.ResolvePublishing, cancellationToken);
    }

    private sealed record Told(string Account, string Field, string? About, DateTimeOffset At, string Hash);
}
