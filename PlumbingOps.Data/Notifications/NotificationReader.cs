using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>
/// Takes change sets from the queue, one at a time, and tells whom they concern. Taking one and telling of it is one transaction: whoever is killed in between
/// has taken nothing, and several readers pass over what another holds (SKIP LOCKED).
/// </summary>
public sealed class NotificationReader(Db database, TenantDirectory tenants, IHouseAddress house, TimeProvider clock, ILogger<NotificationReader> logger)
{
    private const string Take = """
        delete from app.notification_queue q using (
            select change_set_id from app.notification_queue where not_before <= clock_timestamp() order by not_before, change_set_id limit 1 for update skip locked) due
        where q.change_set_id = due.change_set_id
        returning q.change_set_id, q.at
        """;

    /// <summary>It comes again, later and later, and nothing behind it waits for it.</summary>
    private const string Postpone = """
        update app.notification_queue set tries = tries + 1, not_before = clock_timestamp() + least(interval '5 seconds' * power(2, tries), interval '1 hour') where change_set_id = $1
        """;

    private readonly NotificationWriter writer = new(tenants, house, clock);

    /// <summary>All that is due. Another reader may work beside this one.</summary>
    /// <returns>How many change sets were read.</returns>
    public async Task<int> ReadDueAsync(CancellationToken cancellationToken = default)
    {
        var read = 0;
        while (!cancellationToken.IsCancellationRequested && await ReadNextAsync(cancellationToken))
        {
            read++;
        }

        return read;
    }

    /// <returns>False when nothing is due.</returns>
    private async Task<bool> ReadNextAsync(CancellationToken cancellationToken)
    {
        var companies = await tenants.ListAsync(cancellationToken);
        await using var db = await OpenAsync(companies, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await db.ReadAsync(Take, [], row => (Id: row.GetGuid(0), At: row.GetFieldValue<DateTimeOffset>(1)), cancellationToken);
        if (taken is not [var set])
        {
            return false;
        }

        try
        {
            await TellAsync(db, companies, set.Id, set.At, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // Whatever is the matter with this one, those behind it are told.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
        {
            logger.LogError(e, "Nobody could be told of change set {ChangeSet}; it is tried again", set.Id);
            await transaction.RollbackAsync(cancellationToken);
            await using var again = await OpenAsync(companies, cancellationToken);
            await again.RunAsync(Postpone, [set.Id], cancellationToken);
        }

        return true;
    }

    private async Task TellAsync(AppDbContext db, IReadOnlyList<TenantRow> companies, Guid id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Null when all of it belongs to a company that was closed meanwhile.
        if (await db.ChangeSets.AsNoTracking().Select(s => new { s.Id, s.ActorId, s.ActorName }).SingleOrDefaultAsync(s => s.Id == id, cancellationToken) is not { } set)
        {
            return;
        }

        var people = await NotificationPeople.ReadAsync(db, companies, cancellationToken);
        // Nobody is told of what they did themselves.
        var facts = (await ChangeNews.ReadAsync(db, id, at, people, cancellationToken)).Where(f => f.Person != set.ActorId).ToList();
        if (facts.Count == 0)
        {
            return;
        }

        var told = facts.GroupBy(f => (f.TenantId, f.Person)).Select(Best).ToList();
        var words = await WordsAsync(db, companies, told, cancellationToken);
        var requests = await ChangeNews.RequestsAsync(db, [.. told.SelectMany(t => t).Where(f => f.Root == "recovery_tickets").Select(f => f.Id).Distinct()], cancellationToken);
        await writer.TellAsync(db, told.Select(t => AsTelling(t, set.ActorName, id, words, requests)), people, cancellationToken);
    }

    /// <summary>One notification for a person and change set: of each thing the news that matters most.</summary>
    private static List<Fact> Best(IEnumerable<Fact> ofOne) => [.. ofOne.GroupBy(f => f.Id).Select(g => g.OrderBy(f => f.Kind).First())];

    /// <summary>The records that are named: one alone, or the first of several.</summary>
    private async Task<IReadOnlyDictionary<Guid, NotedRecord>> WordsAsync(AppDbContext db, IReadOnlyList<TenantRow> companies, List<List<Fact>> told, CancellationToken cancellationToken)
    {
        const int Named = 5;
        var noted = new NotedRecords(db, companies, clock);
        var words = new Dictionary<Guid, NotedRecord>();
        foreach (var entity in told.SelectMany(t => t.Take(Named)).GroupBy(f => f.Entity))
        {
            foreach (var (key, record) in await noted.ReadAsync(entity.Key, [.. entity.Select(f => f.Id).Distinct()], cancellationToken))
            {
                words[key] = record;
            }
        }

        return words;
    }

    private static Telling AsTelling(List<Fact> all, string actor, Guid changeSet, IReadOnlyDictionary<Guid, NotedRecord> words, IReadOnlyDictionary<Guid, Guid> requests)
    {
        // What is the person's own comes first; a warranty that begins with their job's completion is said beside it.
        var own = all.Where(f => f.Kind <= NotificationKind.StatusChange).ToList();
        var facts = own.Count > 0 ? own : [.. all.Where(f => f.Kind == all[0].Kind)];
        var beside = all.Except(facts).Select(f => words.TryGetValue(f.Id, out var record) ? Title(f.Deed, actor, record.Name) : null).OfType<string>().Take(2).ToList();
        var first = facts[0];
        var (root, records) = Opens(facts, requests);
        if (facts.Count == 1)
        {
            var record = words.GetValueOrDefault(first.Id) ?? new NotedRecord(first.Id, NotedWords.Many(first.Entity, 1), "");
            return new Telling(
                first.TenantId, first.Person, first.Kind, root, records, 1, $"{first.Entity}/{first.Id}", Title(first.Deed, actor, record.Name),
                string.Join(" · ", beside.Prepend(record.Sentence)), first.Because.One, changeSet);
        }

        var entity = facts.TrueForAll(f => f.Entity == first.Entity) ? first.Entity : facts.TrueForAll(f => f.Entity is "call_tasks" or "job_tasks") ? "tasks" : "";
        var deeds = facts.GroupBy(f => f.Deed).OrderByDescending(g => g.Count()).ToList();
        var title = deeds.Count > 1 ? $"{actor} changed {OfYours(entity, facts.Count, first.Kind)}" : Title(first.Deed, actor, first.Kind == NotificationKind.StatusChange ? OfYours(entity, facts.Count, first.Kind) : NotedWords.Many(entity, facts.Count));
        var names = NotedWords.Names([.. facts.Select(f => words.GetValueOrDefault(f.Id)?.Name).OfType<string>()], facts.Count);
        var sentence = deeds.Count > 1 ? $"{string.Join(", ", deeds.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count():N0} {g.Key.Short}")))}: {names}" : names;
        sentence = string.Join(" · ", beside.Prepend(sentence));
        var because = facts.TrueForAll(f => f.Because == first.Because) ? first.Because : Because.Mixed;
        // Given things are told as such, whatever else there is.
        return new Telling(first.TenantId, first.Person, facts.Min(f => f.Kind), root, records, facts.Count, $"set/{changeSet}", title, sentence, because.Many, changeSet);
    }

    private static string Title(Deed deed, string actor, string what)
    {
        var words = string.Format(CultureInfo.InvariantCulture, deed.Format, what);
        return deed.Named ? $"{actor} {words}" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string OfYours(string entity, int count, NotificationKind kind) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(kind <= NotificationKind.StatusChange ? "of your " : null)}{NotedWords.Plural(entity)}");

    /// <summary>What opens: the records with pages, of one kind. A ticket's page is that of its request.</summary>
    private static (string Root, IReadOnlyList<Guid> Records) Opens(List<Fact> facts, IReadOnlyDictionary<Guid, Guid> requests)
    {
        var root = facts.GroupBy(f => f.Root).OrderByDescending(g => g.Count()).First();
        return root.Key == "recovery_tickets"
            ? ("review_requests", [.. root.Select(f => requests.GetValueOrDefault(f.Id, f.Id)).Distinct()])
            : (root.Key, [.. root.Select(f => f.RootId).Distinct()]);
    }

    private Task<AppDbContext> OpenAsync(IReadOnlyList<TenantRow> companies, CancellationToken cancellationToken) =>
        database.OpenAsync(Actor.System([.. companies.Select(c => c.Id)]), Permission.SeeMail, cancellationToken);
}
