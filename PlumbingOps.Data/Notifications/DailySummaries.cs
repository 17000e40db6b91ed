using System.Globalization;
using System.Text;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Signals;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>One mail for each who wants it, in the morning of their company: what is late, what is due, what nobody has, and what waits for them. None when there is nothing.</summary>
public sealed class DailySummaries(Db database, TenantDirectory tenants, SignalService signals, RightsDirectory rights, ISignalAddress addresses, IHouseAddress house, TimeProvider clock)
{
    /// <summary>By the company's clock; whoever starts the house later than noon has seen the day already.</summary>
    private static readonly (TimeOnly From, TimeOnly To) Morning = (new TimeOnly(8, 0), new TimeOnly(12, 0));

    private static readonly (string Title, IReadOnlyList<SignalKind> Kinds)[] Parts =
    [
        ("Overdue", [SignalKinds.CallsOverdue, SignalKinds.JobsOverdue, SignalKinds.TasksOverdue, SignalKinds.TicketsOverdue, SignalKinds.PostsPastDue, SignalKinds.DraftsOverdue]),
        ("Due today", [SignalKinds.TasksToday, SignalKinds.JobsEnding]),
        ("Nobody has it yet", [SignalKinds.CallsUnscheduled, SignalKinds.CallsUnassigned, SignalKinds.JobsUnassigned]),
    ];

    /// <returns>How many mails were written.</returns>
    public async Task<int> WriteAsync(CancellationToken cancellationToken = default)
    {
        var companies = await tenants.ListAsync(cancellationToken);
        if (companies.Count == 0)
        {
            return 0;
        }

        var written = 0;
        foreach (var person in await WaitingAsync(companies, cancellationToken))
        {
            // One company's morning counts: the person's own, or the first.
            var company = companies.First(c => person.SeesCompany(c.Id));
            var (day, time, _) = company.TimeZone.OnTheWall(clock.GetUtcNow());
            if (time >= Morning.From && time < Morning.To && await WriteAsync(person, company, companies, day, cancellationToken))
            {
                written++;
            }
        }

        return written;
    }

    private async Task<IReadOnlyList<NotificationPerson>> WaitingAsync(IReadOnlyList<TenantRow> companies, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(companies, cancellationToken);
        var people = await NotificationPeople.ReadAsync(db, companies, cancellationToken);
        var days = companies.Select(c => c.Today(clock)).Distinct().ToArray();
        var done = (await db.ReadAsync("select user_id from app.daily_summaries where day = any ($1)", [days], row => row.GetGuid(0), cancellationToken)).ToHashSet();
        return
        [
            .. people.All.Where(p => p.Email is not null && p.Settings.Mails(NotificationKind.DailySummary) && NotificationKind.DailySummary.IsFor(p.Role)
                && !done.Contains(p.Id) && companies.Any(c => p.SeesCompany(c.Id))),
        ];
    }

    private async Task<bool> WriteAsync(NotificationPerson person, TenantRow company, IReadOnlyList<TenantRow> companies, DateOnly day, CancellationToken cancellationToken)
    {
        if (await rights.FindAsync(person.Id, fresh: true, cancellationToken) is not { } now)
        {
            return false;
        }

        // With the person's own rights: no number of a room they do not see.
        var actor = new Actor(now.UserId, now.Name, now.Role, [.. companies.Select(c => c.Id).Where(id => now.TenantId is null || now.TenantId == id)], now.TechnicianIds, ChangeSource.Recurring);
        var found = await signals.ListAsync(actor, cancellationToken);
        await using var db = await OpenAsync(companies, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever comes second, in another process or again, finds it done. Also when there was nothing to say.
        var mine = await db.RunAsync("insert into app.daily_summaries (user_id, day) values ($1, $2) on conflict do nothing", [person.Id, day], cancellationToken);
        var parts = InParts(found);
        if (mine == 1 && parts.Count > 0)
        {
            var unread = await db.AskAsync<int>("select count(*)::int from app.notifications where user_id = $1 and on_bell and read_at is null", [person.Id], cancellationToken);
            db.Add(Letter(person, company, day, parts, unread));
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return mine == 1 && parts.Count > 0;
    }

    private static List<(string Title, IReadOnlyList<Signal> Signals)> InParts(IReadOnlyList<Signal> found)
    {
        var told = Parts.SelectMany(part => part.Kinds).ToHashSet();
        var parts = Parts.Select(part => (part.Title, (IReadOnlyList<Signal>)[.. found.Where(s => part.Kinds.Contains(s.Kind))])).ToList();
        parts.Add(("Waits for you", [.. found.Where(s => s.IsMine && !told.Contains(s.Kind))]));
        return parts.FindAll(part => part.Item2.Count > 0);
    }

    private OutgoingMail Letter(NotificationPerson person, TenantRow company, DateOnly day, List<(string Title, IReadOnlyList<Signal> Signals)> parts, int unread)
    {
        var (now, origin) = (clock.GetUtcNow().ToUniversalTime(), house.Find());
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Good morning, {person.Name.Split(' ')[0]}.");
        foreach (var (title, signals) in parts)
        {
            text.AppendLine().AppendLine(title);
            foreach (var signal in signals)
            {
                var words = $"{Count(signal)} {signal.Kind.Words(signal.Count)}{(signal.Part is null ? null : $", {signal.Part.Name}")}";
                text.AppendLine(origin is null ? $"{MailHtml.Bullet}{words}" : $"{MailHtml.Bullet}{words}: {new Uri(origin, addresses.PathOf(signal))}");
            }
        }

        if (unread > 0)
        {
            text.AppendLine().AppendLine(unread == 1 ? "One notification is unread." : string.Create(CultureInfo.InvariantCulture, $"{unread:N0} notifications are unread."));
        }

        text.AppendLine().AppendLine(MailHtml.SmallPrint);
        text.Append(origin is null ? "You get this each morning on which there is something to tell." : $"You get this each morning on which there is something to tell.\nChoose what you are told: {new Uri(origin, NotificationMail.SettingsPath)}");
        return new OutgoingMail
        {
            TenantId = company.Id,
            Cause = string.Create(CultureInfo.InvariantCulture, $"daily-summary/{person.Id}/{day:yyyy-MM-dd}"),
            ToAddress = person.Email!,
            ToName = person.Name,
            Subject = $"{TimeWords.In(company.Zone, clock).Day(day)}: {string.Join(", ", parts.Select(part => $"{part.Signals.Sum(s => s.Count)} {Short(part.Title)}"))}",
            Text = text.ToString(),
            CreatedAt = now,
            NextTryAt = person.Settings.Quiet?.EndsAt(now, company.TimeZone) ?? now,
        };
    }

    private static string Count(Signal signal) => string.Create(CultureInfo.InvariantCulture, $"{signal.Count:N0}{(signal.CountIsCapped ? "+" : null)}");

    private static string Short(string title) => title switch { "Nobody has it yet" => "without anybody", "Waits for you" => "waiting for you", _ => title.ToLowerInvariant() };

    private Task<AppDbContext> OpenAsync(IReadOnlyList<TenantRow> companies, CancellationToken cancellationToken) =>
        database.OpenAsync(Actor.System([.. companies.Select(c => c.Id)]), Permission.SeeMail, cancellationToken);
}

/// <summary>Where a signal's rows stand, for mails: the pages are somebody else's.</summary>
public interface ISignalAddress
{
    string PathOf(Signal signal);
}

/// <summary>A house without pages of its own.</summary>
internal sealed class HomeForAll : ISignalAddress
{
    public string PathOf(Signal signal) => "/";
}
