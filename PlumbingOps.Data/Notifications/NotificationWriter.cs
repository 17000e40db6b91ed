using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>Puts what people are told onto their bell and, for who wants it, into the outbox; both in the transaction of the caller.</summary>
internal sealed class NotificationWriter(TenantDirectory tenants, IHouseAddress house, TimeProvider clock)
{
    /// <summary>
    /// The same is said once a day. Another change of the same record takes the line's place, unread again and with today's words, so that what stands there is
    /// never out of date; what only time has caused stays as it was said first.
    /// </summary>
    private const string Insert = """
        insert into app.notifications as n (id, tenant_id, user_id, kind, entity, records, record_count, subject, day, title, sentence, reason, on_bell, change_set_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (user_id, kind, subject, day) do update set
            entity = excluded.entity, records = excluded.records, record_count = excluded.record_count, title = excluded.title, sentence = excluded.sentence, reason = excluded.reason,
            on_bell = excluded.on_bell, change_set_id = excluded.change_set_id, at = excluded.at, read_at = null
        where n.change_set_id is distinct from excluded.change_set_id
        returning n.id
        """;

    /// <returns>How many were told.</returns>
    public async Task<int> TellAsync(AppDbContext db, IEnumerable<Telling> tellings, NotificationPeople people, CancellationToken cancellationToken)
    {
        var told = 0;
        // Always in one order: two who write at once then wait for each other instead of for nothing.
        foreach (var telling in tellings.OrderBy(t => t.UserId).ThenBy(t => t.Kind).ThenBy(t => t.Subject, StringComparer.Ordinal))
        {
            if (people.ById.TryGetValue(telling.UserId, out var person) && await TellAsync(db, telling, person, cancellationToken))
            {
                told++;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return told;
    }

    private async Task<bool> TellAsync(AppDbContext db, Telling telling, NotificationPerson person, CancellationToken cancellationToken)
    {
        var (rings, mails) = (person.Settings.Rings(telling.Kind), person.Settings.Mails(telling.Kind) && person.Email is not null);
        if (!rings && !mails)
        {
            return false;
        }

        var company = await tenants.GetAsync(telling.TenantId, cancellationToken);
        var now = clock.GetUtcNow().ToUniversalTime();
        var (title, sentence) = (Short(telling.Title, Notification.TitleMaxLength), Short(telling.Sentence, Notification.SentenceMaxLength));
        var written = await db.ReadAsync(
            Insert,
            [
                Guid.CreateVersion7(now), telling.TenantId, telling.UserId, telling.Kind.ToString(), telling.Entity, telling.Records.Distinct().Take(Notification.MostRecords).ToArray(), telling.Count,
                telling.Subject, company.Today(clock), title, sentence is { Length: > 0 } ? sentence : null, telling.Reason, rings, SetBased.Maybe(telling.ChangeSetId), now,
            ], row => row.GetGuid(0), cancellationToken);
        if (written is not [var id])
        {
            return false;
        }

        if (mails)
        {
            db.Add(Letter(telling, person, company, id, title!, sentence, now));
        }

        return true;
    }

    private OutgoingMail Letter(Telling telling, NotificationPerson person, TenantRow company, Guid id, string title, string? sentence, DateTimeOffset now)
    {
        var origin = house.Find();
        return new OutgoingMail
        {
            TenantId = telling.TenantId,
            Cause = telling.ChangeSetId is { } set ? $"notification/{id}/{set}" : $"notification/{id}",
            ToAddress = person.Email!,
            ToName = person.Name,
            Subject = title,
            Text = $"""
                {title}
                {(string.IsNullOrEmpty(sentence) ? null : $"\n{sentence}\n")}{(origin is null ? null : $"\nOpen it: {new Uri(origin, $"/notifications/{id}")}\n")}
                {MailHtml.SmallPrint}
                {telling.Reason} PlumbingOps writes such mails because you asked for them.{(origin is null ? null : $"\nChoose what you are told: {new Uri(origin, NotificationMail.SettingsPath)}")}
                """,
            CreatedAt = now,
            NextTryAt = person.Settings.Quiet?.EndsAt(now, company.TimeZone) ?? now,
        };
    }

    private static string? Short(string? words, int most) => words is { } all && all.Length > most ? all[..(most - 1)] + "…" : words;
}

internal static class NotificationMail
{
    public const string SettingsPath = "/profile/notifications";
}

/// <summary>What one person is to be told.</summary>
/// <param name="Records">What opens from it.</param>
/// <param name="Count">How many things it is about: several tasks may be one call's.</param>
internal sealed record Telling(
    string TenantId, Guid UserId, NotificationKind Kind, string Entity, IReadOnlyList<Guid> Records, int Count, string Subject, string Title, string? Sentence, string Reason, Guid? ChangeSetId = null);
