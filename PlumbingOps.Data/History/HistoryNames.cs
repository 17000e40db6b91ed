using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.History;

/// <summary>The names behind the ids of one page of history: collected first, then read with one query per table, with the viewer's rights.</summary>
internal sealed class HistoryNames(AppDbContext db)
{
    private readonly Dictionary<(string Table, string Id), string?> names = [];

    public void Want(string table, string? id)
    {
        if (id is not null)
        {
            names.TryAdd((table, id), null);
        }
    }

    /// <summary>A name the log itself holds; used when the record is gone or may not be seen.</summary>
    public void Remember(string table, string id, string name) => names[(table, id)] = name;

    public string Of(string table, string id) =>
        names.GetValueOrDefault((table, id)) ?? $"a {HistoryWords.Noun(table)} that is gone";

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var table in names.Keys.Select(k => k.Table).Distinct().ToList())
        {
            var texts = names.Keys.Where(k => k.Table == table).Select(k => k.Id).ToList();
            if (table == "tenants")
            {
                // Their key is text; the log knows their records by a hash of it.
                var companies = await db.Database.SqlQuery<Company>($"select id as \"Id\", md5(id)::uuid as \"LoggedAs\", name as \"Name\" from app.tenants").ToListAsync(cancellationToken);
                Put(table, companies.SelectMany(c => new[] { (c.Id, c.Name), (c.LoggedAs.ToString(), c.Name) }));
                continue;
            }

            var ids = texts.Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Distinct().ToList();
            if (Named(table, ids) is { } query)
            {
                Put(table, (await query.ToListAsync(cancellationToken)).Select(n => (n.Id.ToString(), n.Name)));
            }
        }
    }

    private void Put(string table, IEnumerable<(string Id, string Name)> found)
    {
        foreach (var (id, name) in found.Where(f => names.ContainsKey((table, f.Id))))
        {
            names[(table, id)] = name;
        }
    }

    private sealed record Company(string Id, Guid LoggedAs, string Name);

    private IQueryable<Named>? Named(string table, List<Guid> ids) => table switch
    {
        "technicians" => db.Technicians.Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.Name)),
        "users" => db.Users.Where(u => ids.Contains(u.Id)).Select(u => new Named(u.Id, u.FullName)),
        "roles" => db.Roles.Where(r => ids.Contains(r.Id)).Select(r => new Named(r.Id, r.Name!)),
        "customers" => db.Customers.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Name)),
        "builders" => db.Builders.Where(b => ids.Contains(b.Id)).Select(b => new Named(b.Id, b.Name)),
        "builder_contacts" => db.BuilderContacts.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Name)),
        "communities" => db.Communities.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Name)),
        "lots" => db.Lots.Where(l => ids.Contains(l.Id))
            .Select(l => new Named(l.Id, l.Community!.Name + (l.Number != null ? " lot " + l.Number : l.Street != null ? ", " + l.Street : ""))),
        "jobs" => db.Jobs.Where(j => ids.Contains(j.Id)).Select(j => new Named(j.Id, "J-" + j.Number)),
        "service_calls" => db.ServiceCalls.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, "C-" + c.Number)),
        "bids" => db.Bids.Where(b => ids.Contains(b.Id)).Select(b => new Named(b.Id, "B-" + b.Number)),
        "bid_sections" => db.BidSections.Where(s => ids.Contains(s.Id)).Select(s => new Named(s.Id, s.Title)),
        "bid_templates" => db.BidTemplates.Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.Name)),
        "calendar_feeds" => db.CalendarFeeds.Where(f => ids.Contains(f.Id)).Select(f => new Named(f.Id, f.Name)),
        "absences" => db.Absences.Where(a => ids.Contains(a.Id)).Select(a => new Named(a.Id, a.Title)),
        "import_batches" => db.ImportBatches.Where(b => ids.Contains(b.Id)).Select(b => new Named(b.Id, b.FileName)),
        "import_words" => db.ImportWords.Where(w => ids.Contains(w.Id)).Select(w => new Named(w.Id, w.Written)),
        "channels" => db.Channels.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Name)),
        "channel_accounts" => db.ChannelAccounts.Where(a => ids.Contains(a.Id)).Select(a => new Named(a.Id, a.Name)),
        "content_items" => db.ContentItems.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Title)),
        "posts" => db.Posts.Where(p => ids.Contains(p.Id)).Select(p => new Named(p.Id, "P-" + p.Number)),
        "offers" => db.Offers.Where(o => ids.Contains(o.Id)).Select(o => new Named(o.Id, o.Title)),
        "seasonal_events" => db.SeasonalEvents.Where(e => ids.Contains(e.Id)).Select(e => new Named(e.Id, e.Name)),
        "local_topics" => db.LocalTopics.Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.ServiceType + ", " + t.City)),
        "caption_templates" => db.CaptionTemplates.Where(t => ids.Contains(t.Id)).Select(t => new Named(t.Id, t.Title)),
        "media_assets" => db.MediaAssets.Where(m => ids.Contains(m.Id)).Select(m => new Named(m.Id, m.FileName)),
        "review_requests" => db.ReviewRequests.Where(r => ids.Contains(r.Id)).Select(r => new Named(r.Id, r.CustomerName)),
        "reviews" => db.Reviews.Where(r => ids.Contains(r.Id)).Select(r => new Named(r.Id, r.CustomerName)),
        "portal_definitions" => db.PortalDefinitions.Where(p => ids.Contains(p.Id)).Select(p => new Named(p.Id, p.Name)),
        "portal_accounts" => db.PortalAccounts.Where(a => ids.Contains(a.Id)).Select(a => new Named(a.Id, a.Definition!.Name)),
        "portal_rules" => db.PortalRules.Where(r => ids.Contains(r.Id)).Select(r => new Named(r.Id, r.Account!.Definition!.Name)),
        _ => null,
    };
}

internal sealed record Named(Guid Id, string Name);
