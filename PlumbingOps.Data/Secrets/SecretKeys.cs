using System.Security.Cryptography;
using System.Text.Json;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Secrets;

/// <summary>
/// The keys that seal secrets in the database. They lie in a file beside it, not in it: a copy of the database alone opens nothing. New secrets take
/// the current key; older keys stay, for what they sealed.
/// </summary>
public sealed class SecretKeys
{
    public const string FileName = "secret-keys.json";

    private const int KeyBytes = 32;
    private const int IdDigits = 8;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly IReadOnlyDictionary<string, byte[]> keys;

    private SecretKeys(string current, IReadOnlyDictionary<string, byte[]> keys) => (Current, this.keys) = (current, keys);

    /// <summary>The id of the key that seals.</summary>
    public string Current { get; }

    /// <summary>Made with the first start. Processes that start together end up with the same keys.</summary>
    /// <exception cref="SecretKeysException">The file is damaged or somebody else's.</exception>
    public static async Task<SecretKeys> OpenAsync(string file, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!File.Exists(file))
            {
                await CreateAsync(file, cancellationToken);
            }

            return Read(await File.ReadAllTextAsync(file, cancellationToken), file);
        }
        catch (UnauthorizedAccessException notOurs)
        {
            throw new SecretKeysException($"{file} cannot be read. Start PlumbingOps as the user who made this data folder.", notOurs);
        }
    }

    /// <summary>Keys that live as long as the process, for tests.</summary>
    public static SecretKeys ForThisProcess()
    {
        var stored = New();
        return new SecretKeys(stored.Current, stored.Keys);
    }

    internal byte[]? Find(string id) => keys.GetValueOrDefault(id);

    private static SecretKeys Read(string json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(json) is { Current: { } current, Keys: { } keys } && keys.ContainsKey(current) && keys.Values.All(key => key is { Length: KeyBytes })
                ? new SecretKeys(current, keys)
                : throw new SecretKeysException($"{file} lacks a key. Put it back from a backup.");
        }
        catch (JsonException notJson)
        {
            throw new SecretKeysException($"{file} is damaged. Put it back from a backup.", notJson);
        }
    }

    /// <summary>Complete or not at all, and never over a file that another process was faster to make.</summary>
    private static async Task CreateAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Guid.CreateVersion7():N}";
        var privately = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            privately.UnixCreateMode = OwnerOnly;
        }

        await using (var stream = new FileStream(draft, privately))
        {
            await JsonSerializer.SerializeAsync(stream, New(), Readable, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        // Not File.Move: it looks whether the name is free and renames then, and the later of two would replace the keys the first already seals with.
        try
        {
            Posix.Link(draft, file);
        }
        catch (IOException noSecondName)
        {
            throw new SecretKeysException($"{noSecondName.Message}. Keep the keys on a file system that knows hard links.", noSecondName);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static Stored New()
    {
        var id = RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);
        return new Stored(id, new Dictionary<string, byte[]> { [id] = RandomNumberGenerator.GetBytes(KeyBytes) });
    }

    private sealed record Stored(string Current, Dictionary<string, byte[]> Keys);
}

/// <summary>The house cannot start without its keys: it would seal new secrets that the old house cannot open.</summary>
public sealed class SecretKeysException(string message, Exception? inner = null) : Exception(message, inner);
