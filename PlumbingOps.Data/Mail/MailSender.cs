using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Mail;

/// <summary>
/// Takes mails that are due, one at a time and for a while, and sends them. Others pass over what is taken (SKIP LOCKED); what a killed sender held is
/// taken again when its time is over, so a mail is sent at least once, and twice only when a sender dies between the server's yes and our writing it down.
/// </summary>
public sealed class MailSender(Db database, TenantDirectory tenants, IMailTransport transport, MailOptions options, TimeProvider clock)
{
    private const string Take = """
        with due as (
            select id from app.outgoing_mails
            where state in ('Waiting', 'Sending') and next_try_at <= $1 and (lease_until is null or lease_until < $1)
            order by next_try_at, id limit 1 for update skip locked
        )
        update app.outgoing_mails m set state = 'Sending', lease_until = $2, tries = m.tries + 1 from due where m.id = due.id
        returning m.id, m.tenant_id, m.to_address, m.to_name, m.subject, m.text, m.tries, m.stop_address
        """;

    /// <summary>Only the lease it was taken under may say what became of it.</summary>
    private const string Settle = """
        update app.outgoing_mails set state = $3, next_try_at = $4, sent_at = $5, error = $6, lease_until = null
        where id = $1 and state = 'Sending' and lease_until = $2
        """;

    private const string EmptyTexts = """
        update app.outgoing_mails set text = '', stop_address = null
        where state in ('Sent', 'Discarded', 'Failed') and text <> '' and coalesce(sent_at, next_try_at, created_at) < $1
        """;

    /// <summary>All that is due. Another sender may work beside this one.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken = default)
    {
        var tried = 0;
        while (!cancellationToken.IsCancellationRequested && await TakeAsync(cancellationToken) is { } taken)
        {
            // What was taken is brought to its end: the outcome would be lost otherwise.
            await SendAsync(taken);
            tried++;
        }

        return tried;
    }

    /// <summary>How long until a mail is due; null when none is.</summary>
    public async Task<TimeSpan?> NextAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var next = await db.ReadAsync(
            "select min(greatest(next_try_at, coalesce(lease_until, next_try_at))) from app.outgoing_mails where state in ('Waiting', 'Sending')", [], row => row.Get<DateTimeOffset?>(0), cancellationToken);
        return next[0] - clock.GetUtcNow();
    }

    /// <summary>Texts hold links for one person; after some days nobody needs them.</summary>
    public async Task<int> EmptyOldTextsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.RunAsync(EmptyTexts, [clock.GetUtcNow() - options.TextsKept], cancellationToken);
    }

    /// <summary>The next one that is due, now ours; null when there is none.</summary>
    internal async Task<TakenMail?> TakeAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        // PostgreSQL keeps microseconds; the lease is compared when the outcome is written.
        var lease = new DateTimeOffset((now + options.Lease).Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        return (await db.ReadAsync(
            Take, [now, lease],
            row => new TakenMail(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6), lease, row.Get<string>(7)), cancellationToken)).SingleOrDefault();
    }

    internal async Task SendAsync(TakenMail mail)
    {
        if (mail.Tries > options.Retries.Count + 1)
        {
            await SettleAsync(mail, MailState.Failed, null, "It was tried often enough: whoever sent it was stopped in the middle each time.");
            return;
        }

        try
        {
            if (!MailText.IsAddress(mail.ToAddress))
            {
                throw new MailRefusedException($"“{mail.ToAddress}” is not a mail address.", forGood: true);
            }

            var sender = options.SenderOf(mail.TenantId, (await tenants.GetAsync(mail.TenantId)).Name);
            await transport.SendAsync(new Letter(mail.Id, sender.From!, sender.Name, mail.ToAddress, mail.ToName, mail.Subject, mail.Text, clock.GetUtcNow(), mail.StopAddress));
            await SettleAsync(mail, MailState.Sent, null, null);
        }
        catch (Exception e) when (e is MailRefusedException or IOException or UnauthorizedAccessException)
        {
            var over = e is MailRefusedException { ForGood: true } || mail.Tries > options.Retries.Count;
            await SettleAsync(mail, over ? MailState.Failed : MailState.Waiting, over ? null : Backoff.Of(options.Retries, mail.Tries - 1, null), e.Message);
        }
    }

    private async Task SettleAsync(TakenMail mail, MailState state, TimeSpan? wait, string? error)
    {
        var now = clock.GetUtcNow();
        await using var db = await OpenAsync(CancellationToken.None);
        await db.RunAsync(
            Settle,
            [mail.Id, mail.Lease, state.ToString(), now + (wait ?? TimeSpan.Zero), state == MailState.Sent ? now : null, error is null ? null : error[..Math.Min(error.Length, OutgoingMail.ErrorMaxLength)]],
            CancellationToken.None);
    }

    private async Task<AppDbContext> OpenAsync(CancellationToken cancellationToken) =>
        await database.OpenAsync(Actor.System([.. (await tenants.ListAsync(cancellationToken)).Select(t => t.Id)]), Permission.SeeMail, cancellationToken);
}

/// <summary>A mail that is one sender's for a while.</summary>
internal sealed record TakenMail(Guid Id, string TenantId, string ToAddress, string ToName, string Subject, string Text, int Tries, DateTimeOffset Lease, string? StopAddress);
