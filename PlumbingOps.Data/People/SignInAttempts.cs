using Npgsql;

namespace PlumbingOps.Data.People;

/// <summary>Counts tries before they are looked at, in the database: a hundred at once are a hundred, however many processes take them.</summary>
public sealed class SignInAttempts(NpgsqlDataSource dataSource, TimeProvider clock)
{
    public const int PerAccount = 5;
    public const int PerAddress = 10;
    public static readonly TimeSpan AccountSpan = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan AddressSpan = TimeSpan.FromMinutes(1);

    /// <summary>Until when the account is locked; null: the try may be looked at.</summary>
    /// <param name="account">The person's id, or the name somebody typed when nobody has it: both behave alike.</param>
    public Task<DateTimeOffset?> TryAccountAsync(string account, CancellationToken cancellationToken) =>
        TryAsync("account " + account, AccountSpan, PerAccount, cancellationToken);

    public Task<DateTimeOffset?> TryAddressAsync(string address, CancellationToken cancellationToken) =>
        TryAsync("address " + address, AddressSpan, PerAddress, cancellationToken);

    /// <summary>The right password: the account's failures are forgotten, and this try does not count against the address.</summary>
    public async Task SucceededAsync(string account, string address, CancellationToken cancellationToken)
    {
        await ForgetAsync(account, cancellationToken);
        await using var command = dataSource.CreateCommand("update identity.sign_in_attempts set tries = tries - 1 where key = $1");
        command.Parameters.Add(new() { Value = "address " + address });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The right password of somebody who owes a code: this try counts nowhere, and the failures before it stay.</summary>
    public async Task GiveBackAsync(string account, string address, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update identity.sign_in_attempts set tries = tries - 1, locked_until = null where key = any ($1)");
        command.Parameters.Add(new() { Value = new[] { "account " + account, "address " + address } });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ForgetAsync(string account, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("delete from identity.sign_in_attempts where key = $1");
        command.Parameters.Add(new() { Value = "account " + account });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Recurring work: what is over need not be kept.</summary>
    public async Task<int> ForgetOldAsync(CancellationToken cancellationToken = default)
    {
        await using var command = dataSource.CreateCommand("delete from identity.sign_in_attempts where since < $1 and coalesce(locked_until, since) < $1");
        command.Parameters.Add(new() { Value = clock.GetUtcNow() - AccountSpan });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<DateTimeOffset?> TryAsync(string key, TimeSpan span, int allowed, CancellationToken cancellationToken)
    {
        const string Count = """
            insert into identity.sign_in_attempts as a (key, since, tries) values ($1, $2, 1)
            on conflict (key) do update set
                tries = case when a.locked_until <= $2 or a.locked_until is null and a.since <= $2 - $3 then 1 else a.tries + 1 end,
                since = case when a.locked_until <= $2 or a.locked_until is null and a.since <= $2 - $3 then $2 else a.since end,
                locked_until = case
                    when a.locked_until > $2 then a.locked_until
                    when a.locked_until is null and a.since > $2 - $3 and a.tries + 1 >= $4 then $2 + $3 end
            returning case when tries > $4 then locked_until end
            """;
        await using var command = dataSource.CreateCommand(Count);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(new() { Value = span });
        command.Parameters.Add(new() { Value = allowed });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }
}
