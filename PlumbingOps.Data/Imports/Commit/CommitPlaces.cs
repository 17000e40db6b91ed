using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Imports;

/// <summary>Finds or makes the builders, communities and lots that rows speak of. Aliases come before lots: a new alias rewrites the search text of every lot it concerns.</summary>
internal sealed class CommitPlaces(AppDbContext db, CancellationToken cancellationToken)
{
    private const int UsualWarrantyMonths = 12;

    private readonly Dictionary<string, Guid> builders = [];
    private readonly Dictionary<(Guid Builder, string Name), Guid> communities = [];
    private readonly Dictionary<string, Guid> lots = [];

    public Guid? Builder(string? name) => name is not null && builders.TryGetValue(Places.Plain(name), out var id) ? id : null;

    public Guid Lot(Place place) => lots[place.Key()];

    public async Task EnsureAsync(IReadOnlyList<RowProposal> rows, BatchFindings findings, IReadOnlyList<ImportWord> answers)
    {
        await EnsureBuildersAsync(rows, findings, answers);
        await EnsureCommunitiesAsync(rows, findings, answers);
        await EnsureLotsAsync(rows);
    }

    private async Task EnsureBuildersAsync(IReadOnlyList<RowProposal> rows, BatchFindings findings, IReadOnlyList<ImportWord> answers)
    {
        var names = rows.Where(r => r.Builder is not null).Select(r => r.Builder!).DistinctBy(Places.Plain).ToArray();
        await FindBuildersAsync(names);
        var missing = names.Where(n => Builder(n) is null).ToArray();
        if (missing.Length > 0)
        {
            await db.RunAsync(
                """
                insert into app.builders (id, name, warranty_months) select n.id, n.name, $3 from unnest($1::uuid[], $2::text[]) n (id, name)
                on conflict (app.plain(name)) do nothing
                """,
                [NewIds(missing.Length), missing.Select(n => Cut(n, Builders.Builder.NameMaxLength)).ToArray(), UsualWarrantyMonths], cancellationToken);
            await FindBuildersAsync(missing);
        }

        var spellings = findings.Builders.SelectMany(b => b.Spellings.Select(s => (Name: b.Name, Alias: s)))
            .Concat(answers.Where(a => a.Subject == QuestionSubject.Builder).Select(a => (Name: a.Meaning, Alias: a.Written)))
            .Select(s => (Id: Builder(s.Name), Alias: Cut(s.Alias, Builders.Builder.NameMaxLength), s.Name))
            .Where(s => s.Id is not null && Places.Plain(s.Alias).Length > 0 && Places.Plain(s.Alias) != Places.Plain(s.Name)).DistinctBy(s => Places.Plain(s.Alias)).ToList();
        await db.RunAsync(
            """
            insert into app.builder_aliases (id, builder_id, alias) select n.id, n.builder_id, n.alias from unnest($1::uuid[], $2::uuid[], $3::text[]) n (id, builder_id, alias)
            where not exists (select from app.builders b where app.plain(b.name) = app.plain(n.alias))
            on conflict (app.plain(alias)) do nothing
            """,
            [NewIds(spellings.Count), spellings.Select(s => s.Id!.Value).ToArray(), spellings.Select(s => s.Alias).ToArray()], cancellationToken);
    }

    private async Task FindBuildersAsync(string[] names)
    {
        foreach (var (plain, id) in await db.ReadAsync(
            """
            select distinct on (app.plain(n.name)) app.plain(n.name), coalesce(b.id, a.builder_id)
            from unnest($1::text[]) n (name)
            left join app.builders b on app.plain(b.name) = app.plain(left(n.name, $2))
            left join app.builder_aliases a on app.plain(a.alias) = app.plain(n.name)
            where coalesce(b.id, a.builder_id) is not null
            """,
            [names, Builders.Builder.NameMaxLength], r => (r.GetString(0), r.GetGuid(1)), cancellationToken))
        {
            builders[plain] = id;
        }
    }

    private async Task EnsureCommunitiesAsync(IReadOnlyList<RowProposal> rows, BatchFindings findings, IReadOnlyList<ImportWord> answers)
    {
        var wanted = rows.SelectMany(Places.Of).Select(p => (Builder: Builder(p.Builder)!.Value, p.Community)).DistinctBy(c => (c.Builder, Places.Plain(c.Community))).ToList();
        await FindCommunitiesAsync(wanted);
        var missing = wanted.Where(w => !communities.ContainsKey((w.Builder, Places.Plain(w.Community)))).ToList();
        if (missing.Count > 0)
        {
            await db.RunAsync(
                """
                insert into app.communities (id, builder_id, name) select n.id, n.builder_id, n.name from unnest($1::uuid[], $2::uuid[], $3::text[]) n (id, builder_id, name)
                on conflict (builder_id, app.plain(name)) do nothing
                """,
                [NewIds(missing.Count), missing.Select(m => m.Builder).ToArray(), missing.Select(m => Cut(m.Community, Lots.Community.NameMaxLength)).ToArray()], cancellationToken);
            await FindCommunitiesAsync(missing);
        }

        var spellings = findings.Builders.SelectMany(b => b.Communities.SelectMany(c => c.Spellings.Select(s => (Builder: b.Name, c.Name, Alias: s))))
            .Concat(answers.Where(a => a.Subject == QuestionSubject.Community).Select(a => (a.Builder, Name: a.Meaning, Alias: a.Written)))
            .Where(s => Builder(s.Builder) is { } b && communities.ContainsKey((b, Places.Plain(s.Name))))
            .Select(s => (Builder: Builder(s.Builder)!.Value, Community: communities[(Builder(s.Builder)!.Value, Places.Plain(s.Name))], Alias: Cut(s.Alias, Lots.Community.NameMaxLength), s.Name))
            .Where(s => Places.Plain(s.Alias).Length > 0 && Places.Plain(s.Alias) != Places.Plain(s.Name)).DistinctBy(s => (s.Builder, Places.Plain(s.Alias))).ToList();
        await db.RunAsync(
            """
            insert into app.community_aliases (id, builder_id, community_id, alias)
            select n.id, n.builder_id, n.community_id, n.alias from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) n (id, builder_id, community_id, alias)
            where not exists (select from app.communities c where c.builder_id = n.builder_id and app.plain(c.name) = app.plain(n.alias))
            on conflict (builder_id, app.plain(alias)) do nothing
            """,
            [NewIds(spellings.Count), spellings.Select(s => s.Builder).ToArray(), spellings.Select(s => s.Community).ToArray(), spellings.Select(s => s.Alias).ToArray()], cancellationToken);
    }

    private async Task FindCommunitiesAsync(List<(Guid Builder, string Community)> wanted)
    {
        foreach (var (key, id) in await db.ReadAsync(
            """
            select distinct on (n.builder_id, app.plain(n.name)) n.builder_id, app.plain(n.name), coalesce(c.id, a.community_id)
            from unnest($1::uuid[], $2::text[]) n (builder_id, name)
            left join app.communities c on c.builder_id = n.builder_id and app.plain(c.name) = app.plain(left(n.name, $3))
            left join app.community_aliases a on a.builder_id = n.builder_id and app.plain(a.alias) = app.plain(n.name)
            where coalesce(c.id, a.community_id) is not null
            """,
            [wanted.Select(w => w.Builder).ToArray(), wanted.Select(w => w.Community).ToArray(), Lots.Community.NameMaxLength], r => ((r.GetGuid(0), r.GetString(1)), r.GetGuid(2)), cancellationToken))
        {
            communities[key] = id;
        }
    }

    private async Task EnsureLotsAsync(IReadOnlyList<RowProposal> rows)
    {
        // Of several spellings of an address the most frequent counts; a row of several lots tells no lot's address.
        var wanted = rows.SelectMany(r => Places.Of(r).Select(p => (Place: p, Row: r))).GroupBy(p => p.Place.Key()).Select(g =>
        {
            var alone = g.Where(p => p.Row.Lots.Count <= 1).Select(p => p.Row).ToList();
            var address = alone.Where(r => r.Address.Street is not null).GroupBy(r => r.Address).OrderByDescending(a => a.Count()).Select(a => a.Key).FirstOrDefault() ?? ImportAddress.None;
            var plan = alone.Where(r => r.Plan is not null).GroupBy(r => r.Plan).OrderByDescending(p => p.Count()).Select(p => p.Key).FirstOrDefault();
            var place = g.First().Place;
            return (g.Key, Community: communities[(Builder(place.Builder)!.Value, Places.Plain(place.Community))], Number: place.Lot is { } lot ? Cut(lot, Lots.Lot.NumberMaxLength) : null, Address: address, Plan: plan);
        }).ToList();
        object?[] columns =
        [
            wanted.Select(w => w.Key).ToArray(), wanted.Select(w => w.Community).ToArray(), wanted.Select(w => w.Number).ToArray(), wanted.Select(w => Cut(w.Plan, 30)).ToArray(),
            wanted.Select(w => Cut(w.Address.Street, Lots.Lot.StreetMaxLength)).ToArray(), wanted.Select(w => Cut(w.Address.City, 60)).ToArray(),
            wanted.Select(w => State(w.Address.State)).ToArray(), wanted.Select(w => Cut(w.Address.Zip, 10)).ToArray(),
        ];
        const string Wanted = "unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) n (key, community_id, number, plan, street, city, state, zip)";
        // Equalities only, so that the lots are joined by hash: "is not distinct from" compared every wanted lot with every lot of its community.
        const string Same = "l.community_id = n.community_id and coalesce(upper(l.number), '') = coalesce(upper(n.number), '') and (l.number is null) = (n.number is null) and l.archived_at is null";
        await db.RunAsync(
            $"""
            insert into app.lots (id, community_id, number, plan, street, city, state, zip)
            select gen_random_uuid(), n.community_id, n.number, n.plan, n.street, n.city, n.state, n.zip from {Wanted}
            where not exists (select from app.lots l where {Same})
            on conflict do nothing
            """, columns, cancellationToken);
        // What the books know of a lot already stays; the calendar fills gaps. A street and its city come together or not at all.
        await db.RunAsync(
            $"""
            update app.lots l set plan = coalesce(l.plan, n.plan),
                street = coalesce(l.street, n.street), city = case when l.street is null then coalesce(l.city, n.city) else l.city end,
                state = case when l.street is null then coalesce(l.state, n.state) else l.state end, zip = case when l.street is null then coalesce(l.zip, n.zip) else l.zip end
            from {Wanted}
            where {Same} and ((l.plan is null and n.plan is not null) or (l.street is null and n.street is not null))
            """, columns, cancellationToken);
        foreach (var (key, id) in await db.ReadAsync(
            $"select distinct on (n.key) n.key, l.id from {Wanted} join app.lots l on {Same} order by n.key, l.id", columns, r => (r.GetString(0), r.GetGuid(1)), cancellationToken))
        {
            lots[key] = id;
        }
    }

    internal static Guid[] NewIds(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    internal static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];

    internal static string? State(string? state) => state is { Length: 2 } ? state.ToUpperInvariant() : null;
}
