using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Imports;

/// <summary>Gathers what the company already knows: its settings, names with their aliases, earlier answers, visits of the other calendar.</summary>
internal static class KnowledgeReader
{
    /// <summary>The other calendar's go-backs may stand so far from the days of this file.</summary>
    private const int DaysAround = 60;

    public static async Task<ImportKnowledge> ReadAsync(AppDbContext db, string tenantId, CalendarFile file, CancellationToken cancellationToken)
    {
        var tenant = await db.Tenants.AsNoTracking().SingleOrDefaultAsync(t => t.Id == tenantId, cancellationToken) ?? throw new NotFoundException("The company");
        var knowledge = new ImportKnowledge
        {
            Zone = tenant.Zone,
            DefaultState = tenant.DefaultState,
            Cities = tenant.Cities,
            Technicians = await TechniciansAsync(db, tenantId, cancellationToken),
            Builders = await BuildersAsync(db, cancellationToken),
            Visits = await VisitsAsync(db, file, cancellationToken),
        };
        var answers = await db.ImportWords.AsNoTracking().Where(w => w.TenantId == tenantId).OrderBy(w => w.AnsweredAt).ThenBy(w => w.Id).ToListAsync(cancellationToken);
        return answers.Aggregate(knowledge, (known, word) => ImportAnswers.Apply(known, Question(word), word.Meaning));
    }

    /// <summary>What persons decided on entries of this file: on this batch's rows, and on the same entries of earlier uploads.</summary>
    public static async Task<Dictionary<string, RowCorrection>> CorrectionsAsync(AppDbContext db, string tenantId, Guid? batchId, IEnumerable<CalendarRecord> records, CancellationToken cancellationToken)
    {
        var hashes = records.Select(r => r.ContentHash).Distinct().ToArray();
        var found = await db.ReadAsync(
            """
            select distinct on (source_key) source_key, correction::text from app.import_rows
            where tenant_id = $1 and correction is not null and (batch_id = $2 or content_hash = any ($3))
            order by source_key, batch_id is not distinct from $2 desc, id desc
            """,
            [tenantId, batchId ?? Guid.Empty, hashes], r => (Key: r.GetString(0), Correction: ImportJson.Read<RowCorrection>(r.GetString(1))), cancellationToken);
        return found.ToDictionary(f => f.Key, f => f.Correction);
    }

    private static ImportQuestion Question(ImportWord word) => new()
    {
        Id = "",
        Subject = word.Subject,
        AsWritten = word.Written,
        Builder = word.Builder.Length > 0 ? word.Builder : null,
        Proposals = [],
        Rows = [],
        Sentence = "",
        Blocking = false,
    };

    private static async Task<List<KnownTechnician>> TechniciansAsync(AppDbContext db, string tenantId, CancellationToken cancellationToken) =>
        await db.Technicians.AsNoTracking().Where(t => t.TenantId == tenantId).OrderBy(t => t.Name)
            .Select(t => new KnownTechnician(t.Id, t.Name, t.Aliases.Select(a => a.Alias).ToList())).ToListAsync(cancellationToken);

    private static async Task<List<KnownBuilder>> BuildersAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var communities = (await db.Communities.AsNoTracking().Where(c => c.ArchivedAt == null).OrderBy(c => c.Name)
            .Select(c => new { c.BuilderId, Known = new KnownCommunity(c.Id, c.Name, c.Aliases.Select(a => a.Alias).ToList()) }).ToListAsync(cancellationToken)).ToLookup(c => c.BuilderId, c => c.Known);
        var builders = await db.Builders.AsNoTracking().Where(b => b.ArchivedAt == null).OrderBy(b => b.Name)
            .Select(b => new { b.Id, b.Name, Aliases = b.Aliases.Select(a => a.Alias).ToList() }).ToListAsync(cancellationToken);
        return builders.ConvertAll(b => new KnownBuilder(b.Id, b.Name, b.Aliases, [.. communities[b.Id]]));
    }

    /// <summary>Go-backs that came from the other kind of calendar, or were booked by hand: the same visit must not be booked twice.</summary>
    private static async Task<List<KnownVisit>> VisitsAsync(AppDbContext db, CalendarFile file, CancellationToken cancellationToken)
    {
        var days = file.Records.Where(r => r.Start is not null).Select(r => r.Start!.Value.Local).ToList();
        if (days.Count == 0)
        {
            return [];
        }
        var from = new DateTimeOffset(DateTime.SpecifyKind(Bounded(days.Min()).AddDays(-DaysAround), DateTimeKind.Utc));
        var to = new DateTimeOffset(DateTime.SpecifyKind(Bounded(days.Max()).AddDays(DaysAround), DateTimeKind.Utc));
        var found = await db.ServiceCalls.AsNoTracking()
            .Where(c => c.Kind == ServiceCallKind.GoBack && c.ArchivedAt == null && c.Street != null && c.StartsAt >= from && c.StartsAt <= to)
            .Where(c => !db.ImportLinks.Any(l => l.EntityId == c.Id && db.ImportBatches.Any(b => b.Id == l.BatchId && b.CalendarKind == file.Kind)))
            .Join(db.Tenants, c => c.TenantId, t => t.Id, (c, t) => new { c.Id, c.Number, c.Street, c.StartsAt, t.Zone, t.Name }).ToListAsync(cancellationToken);
        var zones = found.Select(f => f.Zone).Distinct().ToDictionary(z => z, TimeZoneInfo.FindSystemTimeZoneById);
        return found.ConvertAll(f => new KnownVisit(
            $"the books of {f.Name} as C-{f.Number}", f.Id.ToString(), ImportKind.GoBack, f.Street!, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(f.StartsAt!.Value, zones[f.Zone]).DateTime)));
    }

    /// <summary>A file may say the year 1 or 9999.</summary>
    private static DateTime Bounded(DateTime day) => day.Year < 1900 ? new DateTime(1900, 1, 1) : day.Year > 2200 ? new DateTime(2200, 1, 1) : day;
}
