using System.Globalization;
using System.Runtime.Versioning;

namespace PlumbingOps.Data.Database;

/// <summary>What lies where in the folder of one house.</summary>
internal sealed record DataFolder(string Path)
{
    private const int WouldBlock = 11;

    public string Cluster => System.IO.Path.Combine(Path, "postgres");

    public string Log => System.IO.Path.Combine(Path, "postgres.log");

    public string Passwords => System.IO.Path.Combine(Path, "database-passwords.json");

    /// <summary>Of the simulator that <c>./run</c> starts before the house.</summary>
    private string Simulator => System.IO.Path.Combine(Path, "simulator");

    private string PortFile => System.IO.Path.Combine(Path, "postgres.port");

    private string PidFile => System.IO.Path.Combine(Path, "house.pid");

    private string LockFile => System.IO.Path.Combine(Path, "house.lock");

    /// <summary>Made by PlumbingOps, or empty and so about to be.</summary>
    public bool IsOurs => File.Exists(Passwords) || Directory.EnumerateFileSystemEntries(Path).All(entry => entry == LockFile || entry == Simulator);

    /// <summary>The major version that wrote the data; null when there is none yet.</summary>
    public int? DataMajor
    {
        get
        {
            var file = System.IO.Path.Combine(Cluster, "PG_VERSION");
            if (!File.Exists(file))
            {
                return null;
            }
            return int.TryParse(Read(file), CultureInfo.InvariantCulture, out var major)
                ? major
                : throw new DatabaseSetupException($"{file} does not hold a version. The folder {Cluster} is damaged; restore it from a backup.");
        }
    }

    /// <summary>Makes the folder when it is missing. The name is resolved, so that links to one folder are one house.</summary>
    [UnsupportedOSPlatform("windows")]
    public static async Task<DataFolder> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetFullPath(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new DatabaseSetupException($"The data folder {path} cannot be made: {refused.Message} Choose another one with --data.", refused);
        }
        return await FindAsync(path, cancellationToken);
    }

    public static async Task<DataFolder> FindAsync(string path, CancellationToken cancellationToken)
    {
        var real = await Command.RunAsync(["realpath", "--", System.IO.Path.GetFullPath(path)], cancellationToken);
        return real.Succeeded
            ? new DataFolder(real.Output.TrimEnd('\n'))
            : throw new DatabaseSetupException($"The data folder {path} cannot be opened: {real.Said}");
    }

    /// <summary>Held for as long as a house uses the folder; the kernel lets go of it when the process ends, however it ends. Null when a house runs.</summary>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return null;
        }
        catch (UnauthorizedAccessException notOurs)
        {
            throw new DatabaseSetupException($"The data folder {Path} belongs to another user. Start PlumbingOps as that user, or choose another folder with --data.", notOurs);
        }
    }

    /// <summary>Tells others (psql, a second start) where the running house is.</summary>
    public void Announce(int port)
    {
        File.WriteAllText(PidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        // Port last and in one step: whoever sees it may connect.
        File.WriteAllText(PortFile + ".new", port.ToString(CultureInfo.InvariantCulture));
        File.Move(PortFile + ".new", PortFile, overwrite: true);
    }

    public void Withdraw()
    {
        File.Delete(PortFile);
        File.Delete(PidFile);
    }

    public int? AnnouncedPort() => Number(PortFile);

    public int? AnnouncedPid() => Number(PidFile);

    private static int? Number(string file)
    {
        try
        {
            return int.TryParse(Read(file), CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (UnauthorizedAccessException notOurs)
        {
            throw new DatabaseSetupException($"{file} belongs to another user. Start PlumbingOps as the user who made this data folder, or choose another folder with --data.", notOurs);
        }
    }
}
