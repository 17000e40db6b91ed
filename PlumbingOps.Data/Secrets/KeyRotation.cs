using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Secrets;

/// <summary>
/// Seals every stored secret anew under a new key, while the house runs. A run that was killed is gone on with by the next one; what a person changes
/// meanwhile stays as the person left it.
/// </summary>
public sealed class KeyRotation(Db database, NpgsqlDataSource dataSource, SecretKeys keys, SecretBox box, TimeProvider clock)
{
    /// <summary>
    /// Longer than any page takes from sealing a secret to storing it, and than another machine takes to see a new file: afterwards nothing can appear
    /// under an older key any more.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    /// <summary>Secrets per statement.</summary>
    internal int BatchSize { get; init; } = 500;

    /// <exception cref="RuleException">Another rotation is at work.</exception>
    public async Task<KeysRotated> RotateAsync(CancellationToken cancellationToken = default)
    {
        await using var turn = await RotationTurn.TakeAsync(dataSource, cancellationToken);
        await using var db = await database.OpenForTheHouseAsync(cancellationToken);
        keys.ReadAgain();

        var leftover = await ResealAsync(db, cancellationToken);
        if (leftover.Count > 0)
        {
            return Rotated(leftover, wentOn: true);
        }

        await keys.AddAsync(clock.GetUtcNow(), cancellationToken);
        return Rotated(await ResealAsync(db, cancellationToken), wentOn: false);
    }

    /// <summary>Takes the older keys out of the file, once nothing is sealed with them.</summary>
    /// <returns>Their ids.</returns>
    /// <exception cref="RuleException">One of them is needed still, or could be; nothing is taken out then.</exception>
    public async Task<IReadOnlyList<string>> RetireAsync(CancellationToken cancellationToken = default)
    {
        await using var turn = await RotationTurn.TakeAsync(dataSource, cancellationToken);
        await using var db = await database.OpenForTheHouseAsync(cancellationToken);
        keys.ReadAgain();

        if (keys.Older is not { Count: > 0 } older)
        {
            throw new RuleException($"There is no older key in {keys.Where}; {keys.Current} seals everything.");
        }

        await RefuseUsedAsync(db, older, cancellationToken);
        if (RetireFrom is { } from && clock.GetUtcNow() < from)
        {
            throw new RuleException($"The key {keys.Current} is minutes old; a page could just be storing what it sealed with an older one. Retire the older from {from:u} on.");
        }

        await keys.RemoveAsync(older, cancellationToken);
        return older;
    }

    private DateTimeOffset? RetireFrom => keys.CurrentSince + Settling;

    private KeysRotated Rotated(Resealed done, bool wentOn) => new(keys.Current, wentOn, done.Count, done.Lost, keys.Older, RetireFrom ?? clock.GetUtcNow());

    private static async Task RefuseUsedAsync(AppDbContext db, IReadOnlyList<string> older, CancellationToken cancellationToken)
    {
        foreach (var column in SealedColumn.All)
        {
            var used = await db.ReadAsync(
                $"select split_part({column.Column}, '.', 2), count(*) from {column.Schema}.{column.Table} where split_part({column.Column}, '.', 2) = any ($1) group by 1 order by 1",
                [older], row => (Key: row.GetString(0), Count: row.GetInt64(1)), cancellationToken);
            if (used is [var (key, count), ..])
            {
                throw new RuleException($"The key {key} cannot be retired: {count:N0} in {column} {(count == 1 ? "is" : "are")} sealed with it. Rotate the keys first; what that cannot open must be set up anew by its owner.");
            }
        }
    }

    /// <summary>In passes, until one finds nothing more: a running page may store what it sealed with the key before.</summary>
    private async Task<Resealed> ResealAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var (count, lost) = (0, new List<string>());
        foreach (var column in SealedColumn.All)
        {
            Resealed pass;
            do
            {
                pass = await PassAsync(db, column, cancellationToken);
                count += pass.Count;
            }
            while (pass.Count + pass.Overtaken > 0);
            lost.AddRange(pass.Lost);
        }

        return new Resealed(count, 0, lost);
    }

    private async Task<Resealed> PassAsync(AppDbContext db, SealedColumn column, CancellationToken cancellationToken)
    {
        var (count, overtaken, lost, last) = (0, 0, new List<string>(), Guid.Empty);
        while (true)
        {
            var found = await db.ReadAsync(
                $"select {column.Owner}, {column.Column} from {column.Schema}.{column.Table} where {column.Owner} > $1 and {column.Column} <> '' and split_part({column.Column}, '.', 2) <> $2 order by 1 limit $3",
                [last, keys.Current, BatchSize], row => new Found(row.GetGuid(0), row.GetString(1)), cancellationToken);
            if (found is [])
            {
                return new Resealed(count, overtaken, lost);
            }

            last = found[^1].Owner;
            List<(Found Old, string New)> opened = [.. found.Select(secret => Reseal(secret, column, lost)).OfType<(Found, string)>()];
            var stored = await StoreAsync(db, column, opened, cancellationToken);
            (count, overtaken) = (count + stored, overtaken + opened.Count - stored);
        }
    }

    private (Found Old, string New)? Reseal(Found secret, SealedColumn column, List<string> lost)
    {
        try
        {
            var place = column.Of(secret.Owner);
            return (secret, box.Seal(box.Open(secret.Sealed, place), place));
        }
        catch (SecretLostException)
        {
            lost.Add($"{column} of {secret.Owner}");
            return null;
        }
    }

    /// <summary>Only what is as it was read: somebody may have stored a newer secret since.</summary>
    private static async Task<int> StoreAsync(AppDbContext db, SealedColumn column, IReadOnlyList<(Found Old, string New)> secrets, CancellationToken cancellationToken)
    {
        if (secrets is [])
        {
            return 0;
        }

        await db.DescribeAsync($"Sealed {secrets.Count:N0} in {column} with a new key", cancellationToken);
        return await db.RunAsync(
            $"""
            update {column.Schema}.{column.Table} t set {column.Column} = n.new
            from unnest($1::uuid[], $2::text[], $3::text[]) as n (owner, old, new)
            where t.{column.Owner} = n.owner and t.{column.Column} = n.old
            """,
            [secrets.Select(s => s.Old.Owner).ToArray(), secrets.Select(s => s.Old.Sealed).ToArray(), secrets.Select(s => s.New).ToArray()], cancellationToken);
    }

    private sealed record Found(Guid Owner, string Sealed);

    /// <param name="Overtaken">Somebody stored another secret there meanwhile, perhaps under the key before.</param>
    private sealed record Resealed(int Count, int Overtaken, IReadOnlyList<string> Lost);
}

/// <param name="Key">The id of the key that seals from now on.</param>
/// <param name="WentOn">An earlier run had added it and not come to its end; no further key was added.</param>
/// <param name="Resealed">How many secrets were sealed anew.</param>
/// <param name="Lost">What no key of the house opens; left as it is.</param>
/// <param name="Older">The keys before, which may be retired from <paramref name="RetireFrom"/> on.</param>
public sealed record KeysRotated(string Key, bool WentOn, int Resealed, IReadOnlyList<string> Lost, IReadOnlyList<string> Older, DateTimeOffset RetireFrom);

/// <summary>One rotation at a time: two that change the file at once could lose a key. Given back when the process ends, however it ends.</summary>
internal sealed class RotationTurn : IAsyncDisposable
{
    private const long Lock = 7586246873128;
    private readonly NpgsqlConnection connection;

    private RotationTurn(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<RotationTurn> TakeAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
        if (await take.ExecuteScalarAsync(cancellationToken) is true)
        {
            return new RotationTurn(connection);
        }

        await connection.DisposeAsync();
        throw new RuleException("The keys are being rotated already. Try again when that run has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await using (connection)
        {
            // The pool resets a connection when somebody takes it again, which may be long after.
            await using var give = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", connection);
            await give.ExecuteNonQueryAsync();
        }
    }
}
