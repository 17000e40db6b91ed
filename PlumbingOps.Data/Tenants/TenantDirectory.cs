using Npgsql;

namespace PlumbingOps.Data.Tenants;

/// <summary>The companies and their switches, read often and changed rarely; forgotten when a company changes, and after a minute anyway.</summary>
public sealed class TenantDirectory(NpgsqlDataSource dataSource, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private (IReadOnlyList<TenantRow> Rows, DateTimeOffset ReadAt)? known;

    /// <summary>Knows one company, which nobody else needs to know.</summary>
    internal static TenantDirectory Of(TenantRow only, NpgsqlDataSource dataSource, TimeProvider clock) => new(dataSource, clock) { known = ([only], DateTimeOffset.MaxValue) };

    public async Task<IReadOnlyList<TenantRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        if (known is { } k && clock.GetUtcNow() - k.ReadAt < Fresh)
        {
            return k.Rows;
        }

        var rows = new List<TenantRow>();
        await using var command = dataSource.CreateCommand("select id, name, short_name, color, zone, features, work_begins, work_ends, work_days, travel_minutes from app.tenants where is_active order by name");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var features = reader.GetFieldValue<string[]>(5).Select(Enum.Parse<Feature>).ToHashSet();
            rows.Add(new TenantRow(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), features)
            {
                Work = new WorkWeek(
                    reader.GetFieldValue<TimeOnly>(6), reader.GetFieldValue<TimeOnly>(7), [.. reader.GetFieldValue<string[]>(8).Select(Enum.Parse<DayOfWeek>)], TimeSpan.FromMinutes(reader.GetInt32(9))),
            });
        }

        known = (rows, clock.GetUtcNow());
        return rows;
    }

    /// <summary>Of all companies there ever were, closed ones too.</summary>
    internal async Task<IReadOnlyList<string>> ListIdsAsync(CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("select coalesce(array_agg(id order by id), '{}') from app.tenants");
        return (string[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<TenantRow> GetAsync(string id, CancellationToken cancellationToken = default) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(t => t.Id == id) ?? throw new NotFoundException("The company");

    public async Task<IReadOnlyList<string>> WithFeatureAsync(IReadOnlyList<string> tenants, Feature feature, CancellationToken cancellationToken = default) =>
        (await ListAsync(cancellationToken)).Where(t => tenants.Contains(t.Id) && t.Features.Contains(feature)).Select(t => t.Id).ToList();

    /// <summary>The company's today: never the server's and never UTC's.</summary>
    public async Task<DateOnly> TodayAsync(string tenantId, CancellationToken cancellationToken = default) =>
        (await GetAsync(tenantId, cancellationToken)).Today(clock);

    public void Forget() => known = null;
}
