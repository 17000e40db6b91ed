using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling.Feeds;

/// <summary>Makes, renews and ends calendars that are read by a secret address. A technician's is of their own visits.</summary>
public sealed class CalendarFeedService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public const int MostOfACompany = 200;

    /// <summary>Those that go on; a technician sees what they made themselves.</summary>
    public async Task<IReadOnlyList<CalendarFeedRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.ShareCalendars, cancellationToken);
        return await Visible(db).AsNoTracking().OrderBy(f => f.TenantId).ThenBy(f => f.Name).ThenBy(f => f.Id).Take(MostOfACompany * db.Scope!.Tenants.Count)
            .Select(f => new CalendarFeedRow(
                f.Id, f.TenantId, f.Name, (from p in f.People join t in db.Technicians on p.TechnicianId equals t.Id orderby t.Name select t.Name).ToList(),
                db.Users.Where(u => u.Id == f.CreatedById).Select(u => u.FullName).First(), f.CreatedAt, !db.Users.Any(u => u.Id == f.CreatedById && u.IsActive)))
            .ToListAsync(cancellationToken);
    }

    /// <returns>The secret of its address, told this once.</returns>
    public async Task<string> CreateAsync(string tenantId, CalendarFeedInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.ShareCalendars, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "calendars", cancellationToken);
        var people = input.TechnicianIds.Distinct().ToList();
        if (by.OnlyOwn && (people.Count == 0 || people.Except(by.TechnicianIds).Any()))
        {
            throw new RuleException("Your calendar is of your own visits.", nameof(input.TechnicianIds));
        }

        await Assignable.RequireTechniciansAsync(db, tenantId, people, nameof(input.TechnicianIds), cancellationToken);
        if (await db.CalendarFeeds.CountAsync(f => f.TenantId == tenantId && f.EndedAt == null, cancellationToken) >= MostOfACompany)
        {
            throw new RuleException($"The company has {MostOfACompany} calendars already. End one that nobody reads.");
        }

        var names = await db.Technicians.Where(t => people.Contains(t.Id)).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(cancellationToken);
        var token = OneTimeLink.NewToken();
        var feed = new CalendarFeed
        {
            TenantId = tenantId,
            Name = Typed.Line(input.Name) ?? Short(names.Count > 0 ? string.Join(", ", names) : (await tenants.GetAsync(tenantId, cancellationToken)).Name),
            TokenHash = OneTimeLink.Hash(token),
            CreatedById = by.UserId!.Value,
            CreatedAt = clock.GetUtcNow(),
        };
        feed.People.AddRange(people.Select(person => new CalendarFeedPerson { TenantId = tenantId, TechnicianId = person }));
        db.Add(feed);
        await db.DescribeAsync($"Made the calendar “{feed.Name}” for other programs", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>Another secret: the old address ends at once, for everybody who has it. Whoever renews it answers for it from now on.</summary>
    public async Task<string> RenewAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        var token = OneTimeLink.NewToken();
        await FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.ShareCalendars, cancellationToken);
            var feed = await Visible(db).SingleOrDefaultAsync(f => f.Id == id, cancellationToken) ?? throw Unknown();
            (feed.TokenHash, feed.CreatedById, feed.CreatedAt) = (OneTimeLink.Hash(token), by.UserId!.Value, clock.GetUtcNow());
            await db.DescribeAsync($"Gave the calendar “{feed.Name}” another address", cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        });
        return token;
    }

    public Task EndAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetEndedAsync(id, clock.GetUtcNow(), "Ended", by, cancellationToken);

    /// <summary>It goes on at the address it had.</summary>
    public Task ResumeAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetEndedAsync(id, null, "Resumed", by, cancellationToken);

    private Task SetEndedAsync(Guid id, DateTimeOffset? at, string verb, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.ShareCalendars, cancellationToken);
        var feed = await Visible(db, ended: at is null).SingleOrDefaultAsync(f => f.Id == id, cancellationToken) ?? throw Unknown();
        feed.EndedAt = at;
        await db.DescribeAsync($"{verb} the calendar “{feed.Name}”", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static IQueryable<CalendarFeed> Visible(AppDbContext db, bool ended = false)
    {
        var (allowed, actor) = (db.Scope!.Tenants, db.Scope.Actor);
        var feeds = db.CalendarFeeds.Where(f => allowed.Contains(f.TenantId) && (f.EndedAt != null) == ended);
        return actor.OnlyOwn ? feeds.Where(f => f.CreatedById == actor.UserId) : feeds;
    }

    private static NotFoundException Unknown() => new("The calendar");

    private static string Short(string name) => name.Length <= CalendarFeed.NameMaxLength ? name : name[..(CalendarFeed.NameMaxLength - 1)] + "…";
}
