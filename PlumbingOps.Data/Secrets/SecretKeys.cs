using System.Security.Cryptography;

namespace PlumbingOps.Data.Secrets;

/// <summary>
/// The keys that seal secrets in the database. They lie in a file beside it, not in it: a copy of the database alone opens nothing. New secrets take
/// the current key; older keys stay, for what they sealed. Another process may add a key at any time (<see cref="KeyRotation"/>): the file is read
/// again for every secret that is sealed, and when a key is not known.
/// </summary>
public sealed class SecretKeys
{
    public const string FileName = "secret-keys.json";

    private readonly string? file;
    private volatile StoredKeys stored;

    private SecretKeys(string? file, StoredKeys stored) => (this.file, this.stored) = (file, stored);

    /// <summary>The id of the key that seals.</summary>
    public string Current => stored.Current;

    /// <summary>Where the keys lie, for messages.</summary>
    internal string Where => file ?? "this process";

    /// <summary>Those that only open what they sealed once.</summary>
    internal IReadOnlyList<string> Older => [.. stored.Keys.Keys.Where(id => id != Current).Order(StringComparer.Ordinal)];

    /// <summary>Since when the older ones seal nothing any more.</summary>
    internal DateTimeOffset? CurrentSince => stored.Since;

    /// <summary>Made with the first start. Processes that start together end up with the same keys.</summary>
    /// <exception cref="SecretKeysException">The file is damaged or somebody else's.</exception>
    public static async Task<SecretKeys> OpenAsync(string file, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(file))
        {
            await SecretKeyFile.CreateAsync(file, New(), cancellationToken);
        }

        return new SecretKeys(file, SecretKeyFile.Read(file));
    }

    /// <summary>Keys that live as long as the process, for tests.</summary>
    public static SecretKeys ForThisProcess() => new(null, New());

    internal (string Id, byte[] Key) Newest()
    {
        ReadAgain();
        var now = stored;
        return (now.Current, now.Keys[now.Current]);
    }

    internal byte[]? Find(string id)
    {
        if (!stored.Keys.ContainsKey(id))
        {
            ReadAgain();
        }

        return stored.Keys.GetValueOrDefault(id);
    }

    internal void ReadAgain()
    {
        if (file is not null)
        {
            stored = SecretKeyFile.Read(file);
        }
    }

    /// <summary>From now on a new key seals. One process at a time.</summary>
    internal async Task AddAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        ReadAgain();
        var added = New();
        await ReplaceAsync(added with { Since = at, Keys = stored.Keys.Concat(added.Keys).ToDictionary() }, cancellationToken);
    }

    /// <summary>What these sealed opens nowhere any more. One process at a time.</summary>
    internal async Task RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        ReadAgain();
        await ReplaceAsync(stored with { Keys = stored.Keys.Where(key => key.Key == Current || !ids.Contains(key.Key)).ToDictionary() }, cancellationToken);
    }

    private async Task ReplaceAsync(StoredKeys keys, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await SecretKeyFile.ReplaceAsync(file, keys, cancellationToken);
        }

        stored = keys;
    }

    private static StoredKeys New()
    {
        const int IdDigits = 8;
        var id = RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);
        return new StoredKeys(id, null, new Dictionary<string, byte[]> { [id] = RandomNumberGenerator.GetBytes(StoredKeys.KeyBytes) });
    }
}

/// <summary>The house cannot start without its keys: it would seal new secrets that the old house cannot open.</summary>
public sealed class SecretKeysException(string message, Exception? inner = null) : Exception(message, inner);
