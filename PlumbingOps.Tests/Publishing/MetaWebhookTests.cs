using System.Text;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Webhooks;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

public class MetaWebhookTests : PublishingTest
{
    private MetaWebhooks Webhooks => Office.Get<MetaWebhooks>();

    [Fact]
    public void Only_who_knows_our_word_is_answered()
    {
        Assert.Equal("1234", Webhooks.Challenge("subscribe", Seed.VerifyToken, "1234"));
        Assert.Null(Webhooks.Challenge("subscribe", "guessed", "1234"));
        Assert.Null(Webhooks.Challenge("unsubscribe", Seed.VerifyToken, "1234"));
        Assert.Null(Webhooks.Challenge(null, null, null));
    }

    [Fact]
    public async Task The_signature_covers_the_bytes_as_they_came()
    {
        const string Vector = """{"object":"page","entry":[{"id":"100000000000001","time":1700000000,"changes":[{"field":"feed","value":{"item":"status","verb":"add","published":1,"post_id":"100000000000001_555"}}]}]}""";

        Assert.NotEqual(WebhookVerdict.Forged, await Webhooks.ReceiveAsync(Encoding.UTF8.GetBytes(Vector), "sha256=5f5d0de7d3c3fb7e5b24629507221d9cee4133c9aeaa50230bf19d6fb2425464"));
        Assert.Equal(WebhookVerdict.Forged, await Webhooks.ReceiveAsync(Encoding.UTF8.GetBytes(Vector + " "), "sha256=5f5d0de7d3c3fb7e5b24629507221d9cee4133c9aeaa50230bf19d6fb2425464"));
    }

    [Fact]
    public async Task Both_shapes_are_taken_once_and_what_is_stale_forged_or_strange_is_counted()
    {
        var now = Office.Clock.Now.ToUnixTimeSeconds();
        var page = $$$$"""{"object":"page","entry":[{"id":"{{{{Seed.H2OPage}}}}","time":{{{{now}}}},"changes":[{"field":"feed","value":{"item":"status","verb":"add","post_id":"{{{{Seed.H2OPage}}}}_1"}}]}]}""";
        var flat = $$$$"""[{"object":"instagram","entry":[{"id":"{{{{Seed.H2OProfile}}}}","time":{{{{now}}}},"field":"comments","value":{"id":"7","text":"Caf\u00e9?","media":{"id":"99"}}}]}]""";
        var nested = $$$$"""{"object":"instagram","entry":[{"id":"{{{{Seed.H2OProfile}}}}","time":{{{{now}}}},"changes":[{"field":"comments","value":{"id":"8","media":{"id":"98"}}}]}]}""";

        Assert.Equal(WebhookVerdict.Accepted, await SendAsync(page));
        Assert.Equal(WebhookVerdict.Repeated, await SendAsync(page));
        Assert.Equal(WebhookVerdict.Accepted, await SendAsync(flat));
        Assert.Equal(WebhookVerdict.Accepted, await SendAsync(nested));
        Assert.Equal(WebhookVerdict.Stale, await SendAsync(page.Replace($"{now}", $"{now - 200_000}", StringComparison.Ordinal)));
        Assert.Equal(WebhookVerdict.UnknownAccount, await SendAsync(page.Replace(Seed.H2OPage, "4711", StringComparison.Ordinal)));
        Assert.Equal(WebhookVerdict.Unreadable, await SendAsync("{ not json"));
        Assert.Equal(WebhookVerdict.Unreadable, await SendAsync("[]"));
        Assert.Equal(WebhookVerdict.Forged, await Webhooks.ReceiveAsync(Encoding.UTF8.GetBytes(page), null));
        Assert.Equal(WebhookVerdict.Forged, await Webhooks.ReceiveAsync(Encoding.UTF8.GetBytes(page), Signing.HubSignature(Encoding.UTF8.GetBytes(page), "not the secret")));

        await using var db = await Office.DbAsync();
        var counts = await db.WebhookCounts.ToDictionaryAsync(c => c.Verdict, c => c.Count);
        Assert.Equal(3, counts[WebhookVerdict.Accepted]);
        Assert.Equal(2, counts[WebhookVerdict.Forged]);
        Assert.Equal(3, await db.WebhookHints.CountAsync());
        Assert.Equal([$"{Seed.H2OPage}_1", "98", "99"], (await db.WebhookHints.Select(h => h.ExternalId!).ToListAsync()).Order(StringComparer.Ordinal).ToList());
    }

    [Fact]
    public async Task A_hint_only_has_an_open_question_asked_sooner()
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true, afterCommit = true });
        var post = await Office.ScheduleAsync(Provider.Facebook, "Told by Meta");
        await Office.RunAsync();
        Assert.Equal(PublicationState.Unknown, (await Office.PublicationAsync(post.Id)).State);

        await SendAsync(Told(Seed.H2OPage));
        Assert.Equal(PublicationState.Unknown, (await Office.PublicationAsync(post.Id)).State);
        await Webhooks.ReadHintsAsync();
        await Office.RunAsync();

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
    }

    [Fact]
    public async Task What_is_told_while_hints_are_read_waits_for_the_next_round()
    {
        await Office.Sim.FaultAsync(new { kind = "reset", commitsOnly = true, afterCommit = true, times = 2 });
        var north = await Office.AddAccountAsync("facebook_page", "North", Seed.AllCountyNorthPage, token: (await Office.Sim.TokensAsync())[Seed.AllCountyNorthPage]);
        var (first, second) = (await Office.ScheduleAsync(Provider.Facebook, "Told first"), await Office.ScheduleAsync(Provider.Facebook, "Told meanwhile", account: north));
        await Office.RunAsync();
        Assert.Equal(PublicationState.Unknown, (await Office.PublicationAsync(second.Id)).State);

        // Somebody holds the first post while its hint is read, and the second hint comes meanwhile.
        await SendAsync(Told(Seed.H2OPage));
        await using (var db = await Office.DbAsync())
        await using (await db.Database.BeginTransactionAsync())
        {
            await db.Database.ExecuteSqlAsync($"select 1 from app.publications where post_id = {first.Id} for update");
            var reading = Webhooks.ReadHintsAsync();
            await Eventually.IsTrueAsync(async () => await Sql.AskAsync<long>(Office.Office.Connections.Migrations, "select count(*) from pg_locks where not granted") > 0);
            await SendAsync(Told(Seed.AllCountyNorthPage));
            await db.Database.RollbackTransactionAsync();
            Assert.Equal(1, await reading);
        }

        Assert.Equal(1, await Webhooks.ReadHintsAsync());
        await Office.RunAsync();
        Assert.Equal(PublicationState.Sent, (await Office.PublicationAsync(first.Id)).State);
        Assert.Equal(PublicationState.Sent, (await Office.PublicationAsync(second.Id)).State);
    }

    [Fact]
    public async Task Too_many_are_turned_away()
    {
        var body = Encoding.UTF8.GetBytes("{}");
        for (var i = 0; i < 600; i++)
        {
            await Webhooks.ReceiveSignedAsync(null);
        }

        Assert.Equal(WebhookVerdict.TooMany, await Webhooks.ReceiveAsync(body, Signing.HubSignature(body, Seed.MetaSecret)));
    }

    [Fact]
    public async Task Who_takes_the_app_out_is_believed_by_signature_and_then_by_looking()
    {
        await Office.Sim.SimAsync("tokens/kill", new { death = "appRemoved", account = Seed.H2OPage });

        Assert.Null(await Webhooks.ReceiveSignedAsync(Signing.SignedRequest("""{"user_id":"1"}""", "not the secret")));
        Assert.NotNull(await Webhooks.ReceiveSignedAsync("KMcjUVo_3SjhKkd4QrTpKWuIPMcHn71c4h3FgNsN4Dw.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTcwMDAwMDAwMCwidXNlcl9pZCI6IjIxODQ3MSJ9"));

        await using var db = await Office.DbAsync();
        Assert.Equal(ConnectionState.NeedsReconnect, (await db.AccountConnections.SingleAsync(c => c.ExternalId == Seed.H2OPage)).State);
    }

    private string Told(string page) =>
        $$$"""{"object":"page","entry":[{"id":"{{{page}}}","time":{{{Office.Clock.Now.ToUnixTimeSeconds()}}},"changes":[{"field":"feed","value":{"post_id":"{{{page}}}_1"}}]}]}""";

    private Task<WebhookVerdict> SendAsync(string body) => Webhooks.ReceiveAsync(Encoding.UTF8.GetBytes(body), Signing.HubSignature(Encoding.UTF8.GetBytes(body), Seed.MetaSecret));
}
