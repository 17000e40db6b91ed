using System.Collections.Concurrent;
using Npgsql;

namespace PlumbingOps.Data.People;

/// <summary>What an active person may do right now, as the database has it.</summary>
/// <param name="TenantId">The only company, or null for all.</param>
/// <param name="SessionStamp">Changes when all sessions end: another password, signed out everywhere.</param>
/// <param name="Version">Changes with role, company or technician: the session goes on with new rights.</param>
public sealed record PersonRights(
    Guid UserId, string Name, string Role, string? TenantId, IReadOnlyList<Guid> TechnicianIds, string SessionStamp, int Version)
{
    /// <summary>What an <see cref="Actor"/> carries and the database compares.</summary>
    public string Stamp => $"{SessionStamp}:{Version}";
}

/// <summary>Rights by person, read with every request and changed rarely; forgotten when a person changes, and after some seconds anyway.</summary>
public sealed class RightsDirectory(NpgsqlDataSource dataSource, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (PersonRights? Rights, DateTimeOffset ReadAt)> known = new();

    /// <summary>Null when there is no such person or they were deactivated.</summary>
    /// <param name="fresh">Read it now, whatever is remembered.</param>
    public async Task<PersonRights?> FindAsync(Guid userId, bool fresh = false, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (!fresh && known.TryGetValue(userId, out var remembered) && now - remembered.ReadAt < Fresh)
        {
            return remembered.Rights;
        }

        var rights = await ReadAsync(userId, cancellationToken);
        known[userId] = (rights, now);
        return rights;
    }

    public void Forget() => known.Clear();

    private async Task<PersonRights?> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        const string OwnCompanies = """
            select set_config('app.tenants', coalesce(tenant_id, (select string_agg(id, ',') from app.tenants)), false) from identity.users where id = $1
            """;
        const string Rights = """
            select u.full_name, r.name, u.tenant_id, u.security_stamp, u.rights_version,
                array(select t.id from app.technicians t where t.user_id = u.id and t.is_active order by t.tenant_id)
            from identity.users u join identity.user_roles ur on ur.user_id = u.id join identity.roles r on r.id = ur.role_id
            where u.id = $1 and u.is_active
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var companies = new NpgsqlCommand(OwnCompanies, connection) { Parameters = { new() { Value = userId } } };
        await companies.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Rights, connection) { Parameters = { new() { Value = userId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new PersonRights(
                userId, reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetFieldValue<Guid[]>(5), reader.IsDBNull(3) ? "" : reader.GetString(3), reader.GetInt32(4))
            : null;
    }
}
