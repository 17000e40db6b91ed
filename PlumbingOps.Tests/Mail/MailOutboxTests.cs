using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Mail;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Mail;

/// <summary>What is written into the outbox gets out, once.</summary>
public sealed class MailOutboxTests : IAsyncLifetime
{
    private readonly ScriptedServer server = new();
    private readonly MailOptions options = new() { From = "office@example.com", Companies = new Dictionary<string, MailSenderName> { [TestOffice.H2o] = new("hello@example.com", "H2O") } };
    private TestOffice office = null!;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Two_senders_at_once_send_each_mail_once()
    {
        const int Many = 12;
        await office.AddAsync([.. Enumerable.Range(0, Many).Select(n => Written($"mail/{n}"))]);

        var tried = await Task.WhenAll(Sender().SendDueAsync(), Sender().SendDueAsync(), Sender().SendDueAsync());

        Assert.Equal(Many, tried.Sum());
        Assert.Equal(Many, server.Taken.Select(l => l.Id).Distinct().Count());
        Assert.Equal(Many, server.Taken.Count);
        Assert.All(await AllAsync(), m => Assert.Equal((MailState.Sent, (DateTimeOffset?)office.Clock.Now), (m.State, m.SentAt)));
    }

    [Fact]
    public async Task What_a_killed_sender_held_is_taken_again_when_its_time_is_over()
    {
        await office.AddAsync(Written("mail/1"));
        var killed = (await Sender().TakeAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(0, await Sender().SendDueAsync());
        office.Clock.Now += options.Lease + TimeSpan.FromSeconds(1);
        Assert.Equal(1, await Sender().SendDueAsync());

        Assert.Equal(killed.Id, Assert.Single(server.Taken).Id);
        // The dead one comes back late and has nothing to say any more.
        server.Refusal = new MailRefusedException("too late", forGood: true);
        await Sender().SendAsync(killed);
        Assert.Equal((MailState.Sent, null), Assert.Single((await AllAsync()).Select(m => (m.State, m.Error))));
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_again_later_and_at_last_the_mail_fails_in_words()
    {
        await office.AddAsync(Written("mail/1"));
        server.Refusal = new MailRefusedException("The mail server is away.", forGood: false);

        await Sender().SendDueAsync();
        var first = Assert.Single(await AllAsync());
        for (var day = 0; day < options.Retries.Count; day++)
        {
            office.Clock.Now = office.Clock.Now.AddDays(1);
            await Sender().SendDueAsync();
        }

        var last = Assert.Single(await AllAsync());
        Assert.Equal((MailState.Waiting, "The mail server is away.", 1), (first.State, first.Error, first.Tries));
        Assert.InRange(first.NextTryAt - TestOffice.Morning, TimeSpan.FromMilliseconds(1), options.Retries[0] + TimeSpan.FromSeconds(1));
        Assert.Equal((MailState.Failed, options.Retries.Count + 1), (last.State, last.Tries));
        server.Refusal = null;
        await office.Get<MailService>().RetryAsync(last.Id, office.Ana);
        await Sender().SendDueAsync();
        Assert.Equal(MailState.Sent, Assert.Single(await AllAsync()).State);
    }

    [Fact]
    public async Task An_address_the_server_refuses_for_good_fails_at_once_and_may_be_discarded()
    {
        await office.AddAsync(Written("mail/1"));
        server.Refusal = new MailRefusedException("The mail server said 550: no such person", forGood: true);

        await Sender().SendDueAsync();
        var failed = Assert.Single(await AllAsync());
        await office.Get<MailService>().DiscardAsync(failed.Id, office.Ana);

        Assert.Equal(MailState.Failed, failed.State);
        Assert.Equal(MailState.Discarded, Assert.Single(await AllAsync()).State);
        await Assert.ThrowsAsync<RuleException>(() => office.Get<MailService>().RetryAsync(failed.Id, office.Ana));
        await Assert.ThrowsAsync<RuleException>(() => office.Get<MailService>().ListAsync(new MailFilter(), new ListRequest(null, true, null, null, 50), office.Omar));
    }

    [Fact]
    public async Task Each_company_writes_under_its_own_name_and_texts_are_emptied_after_some_days()
    {
        await office.AddAsync(Written("mail/1"), Written("mail/2", TestOffice.AllCounty));
        await Sender().SendDueAsync();

        office.Clock.Now += options.TextsKept - TimeSpan.FromHours(1);
        Assert.Equal(0, await Sender().EmptyOldTextsAsync());
        office.Clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(2, await Sender().EmptyOldTextsAsync());

        Assert.Equal(["All County Plumbing <office@example.com>", "H2O <hello@example.com>"], server.Taken.Select(l => $"{l.FromName} <{l.From}>").Order());
        Assert.All(await AllAsync(), m => Assert.Equal("", m.Text));
    }

    private MailSender Sender() => new(office.Database, office.Tenants, server, options, office.Clock);

    private OutgoingMail Written(string cause, string company = TestOffice.H2o) => new()
    {
        TenantId = company,
        Cause = cause,
        ToAddress = "ann@example.com",
        ToName = "Ann",
        Subject = "How was it?",
        Text = "https://example.com/review/secret",
        CreatedAt = office.Clock.Now.ToUniversalTime(),
        NextTryAt = office.Clock.Now.ToUniversalTime(),
    };

    private async Task<List<OutgoingMail>> AllAsync()
    {
        await using var db = await office.DbAsync();
        return await db.OutgoingMails.AsNoTracking().ToListAsync();
    }

    private sealed class ScriptedServer : IMailTransport
    {
        public ConcurrentQueue<Letter> Taken { get; } = new();
        public MailRefusedException? Refusal { get; set; }
        public string InWords => "";
        public bool LeavesTheHouse => true;

        public async Task SendAsync(Letter letter, CancellationToken cancellationToken = default)
        {
            await Task.Delay(5, cancellationToken);
            if (Refusal is not null)
            {
                throw Refusal;
            }

            Taken.Enqueue(letter);
        }
    }
}
