using System.Text.Json;
using System.Text.Json.Serialization;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Secrets;

/// <param name="Since">When the current key came after others.</param>
internal sealed record StoredKeys(
    string Current, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Since, Dictionary<string, byte[]> Keys)
{
    public const int KeyBytes = 32;
}

/// <summary>The file the keys lie in: whole or not there at all, on the disk before anything is sealed, and its owner's only.</summary>
internal static class SecretKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static StoredKeys Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredKeys>(File.ReadAllText(file)) is { Current: { } current, Keys: { } keys } stored
                && keys.ContainsKey(current) && keys.Values.All(key => key is { Length: StoredKeys.KeyBytes })
                ? stored
                : throw new SecretKeysException($"{file} lacks a key. Put it back from a backup.");
        }
        catch (JsonException notJson)
        {
            throw new SecretKeysException($"{file} is damaged. Put it back from a backup.", notJson);
        }
        catch (UnauthorizedAccessException notOurs)
        {
            throw NotOurs(file, notOurs);
        }
        catch (IOException unreadable)
        {
            throw new SecretKeysException($"{file} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Never over a file that another process was faster to make.</summary>
    public static async Task CreateAsync(string file, StoredKeys keys, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = await DraftAsync(file, keys, cancellationToken);

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

        Posix.FlushFolder(Path.GetDirectoryName(file)!);
    }

    /// <summary>Whoever reads meanwhile finds the old keys or the new ones.</summary>
    public static async Task ReplaceAsync(string file, StoredKeys keys, CancellationToken cancellationToken)
    {
        var draft = await DraftAsync(file, keys, cancellationToken);
        try
        {
            await StayWithItsOwnerAsync(file, draft, cancellationToken);
            File.Move(draft, file, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }

        // Otherwise a power cut could bring the old file back, after secrets were sealed with a key that only the new one has.
        Posix.FlushFolder(Path.GetDirectoryName(file)!);
    }

    private static async Task<string> DraftAsync(string file, StoredKeys keys, CancellationToken cancellationToken)
    {
        var draft = $"{file}.{Guid.CreateVersion7():N}";
        var privately = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            privately.UnixCreateMode = OwnerOnly;
        }

        try
        {
            await using var stream = new FileStream(draft, privately);
            await JsonSerializer.SerializeAsync(stream, keys, Readable, cancellationToken);
            stream.Flush(flushToDisk: true);
            return draft;
        }
        catch (UnauthorizedAccessException notOurs)
        {
            throw NotOurs(file, notOurs);
        }
    }

    /// <summary>Root may change the keys of a house that runs as somebody else; that house must be able to read them still.</summary>
    private static async Task StayWithItsOwnerAsync(string file, string draft, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess && await Command.RunAsync(["chown", $"--reference={file}", "--", draft], cancellationToken) is { Succeeded: false } failed)
        {
            throw new SecretKeysException($"The new keys cannot be given to the owner of {file}: {failed.Said}");
        }
    }

    private static SecretKeysException NotOurs(string file, UnauthorizedAccessException notOurs) =>
        new($"{file} cannot be read. Start PlumbingOps as the user who made this data folder.", notOurs);
}
