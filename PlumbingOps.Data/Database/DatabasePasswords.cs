using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;

namespace PlumbingOps.Data.Database;

/// <summary>The passwords of a private server's roles. They live in one file that only the house's own user can read.</summary>
internal sealed record DatabasePasswords(string Superuser, string App, string Migrate, string Backup)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static async Task<DatabasePasswords?> FindAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<DatabasePasswords>(await File.ReadAllTextAsync(file, cancellationToken)) is
            { Superuser.Length: > 0, App.Length: > 0, Migrate.Length: > 0, Backup.Length: > 0 } passwords
                ? passwords
                : throw new DatabaseSetupException($"{file} lacks a password. Put it back from a backup.");
        }
        catch (JsonException notJson)
        {
            throw new DatabaseSetupException($"{file} is damaged ({notJson.Message}). Put it back from a backup.", notJson);
        }
        catch (UnauthorizedAccessException notOurs)
        {
            throw new DatabaseSetupException($"{file} belongs to another user. Start PlumbingOps as the user who made this data folder.", notOurs);
        }
    }

    /// <summary>Written before the server exists, and complete or not at all: a crash in between never leaves data nobody can open.</summary>
    [UnsupportedOSPlatform("windows")]
    public static async Task<DatabasePasswords> CreateAsync(string file, CancellationToken cancellationToken)
    {
        var passwords = new DatabasePasswords(Random(), Random(), Random(), Random());
        var draft = file + ".new";
        File.Delete(draft);
        var privately = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        await using (var stream = new FileStream(draft, privately))
        {
            await JsonSerializer.SerializeAsync(stream, passwords, Readable, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file);
        return passwords;
    }

    /// <summary>A copy or a restore may have opened the file to others.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void Protect(string file)
    {
        if (File.GetUnixFileMode(file) != OwnerOnly)
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }
    }

    private static string Random() => RandomNumberGenerator.GetHexString(48, lowercase: true);
}
