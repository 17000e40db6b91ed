using System.Globalization;
using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Database;

/// <summary>A folder with PostgreSQL's programs, and the major version they are.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    public const string Setting = "PLUMBINGOPS_PGBIN";
    public const int OldestMajor = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    /// <summary>A server package may come without the client programs.</summary>
    public string Psql => Path.Combine(Folder, "psql") is var beside && File.Exists(beside) ? beside : "psql";

    /// <param name="chosenFolder">The folder the operator named, or null to look around.</param>
    /// <param name="dataMajor">The major version the data was written by, or null when there is no data yet.</param>
    public static async Task<PostgresBinaries> FindAsync(string? chosenFolder, int? dataMajor, CancellationToken cancellationToken)
    {
        var installed = new List<PostgresBinaries>();
        foreach (var folder in string.IsNullOrWhiteSpace(chosenFolder) ? UsualFolders() : [Path.GetFullPath(chosenFolder)])
        {
            if (await InAsync(folder, cancellationToken) is { } found)
            {
                installed.Add(found);
            }
        }
        if (installed.Count == 0)
        {
            throw new DatabaseSetupException(string.IsNullOrWhiteSpace(chosenFolder)
                ? "PostgreSQL's server programs (postgres, initdb) were not found. Install PostgreSQL 15 or newer (Debian, Ubuntu: apt install postgresql), "
                    + $"name their folder in {Setting}, or give a connection string of a server you have (ConnectionStrings:PlumbingOps)."
                : $"{Setting} names {chosenFolder}, but postgres and initdb are not there.");
        }
        return dataMajor is { } major
            ? installed.Find(b => b.Major == major) ?? throw new DatabaseSetupException(
                $"The data was written by PostgreSQL {major}, but what is installed is PostgreSQL {Listed(installed)}. "
                + $"Install PostgreSQL {major} beside it, or bring the data over as docs/OPERATIONS.md says under “A new major version of PostgreSQL”.")
            : installed.Find(b => b.Major >= OldestMajor) ?? throw new DatabaseSetupException(
                $"PostgreSQL {OldestMajor} or newer is needed; what is installed is PostgreSQL {Listed(installed)}. docs/OPERATIONS.md says how to get a newer one.");
    }

    private static string Listed(IEnumerable<PostgresBinaries> installed) =>
        string.Join(" and ", installed.Select(b => $"{b.Major} (in {b.Folder})"));

    /// <summary>PATH first, because a person chose it; then where distributions put the server, newest first.</summary>
    private static IEnumerable<string> UsualFolders()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return path.Concat(Versioned("/usr/lib/postgresql", "*")).Concat(Versioned("/usr", "pgsql-*")).Distinct();
    }

    private static IEnumerable<string> Versioned(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern).OrderByDescending(MajorInName).Select(folder => Path.Combine(folder, "bin"))
            : [];

    private static int MajorInName(string folder) =>
        int.TryParse(Path.GetFileName(folder).Replace("pgsql-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static async Task<PostgresBinaries?> InAsync(string folder, CancellationToken cancellationToken)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            return null;
        }
        var version = await Command.RunAsync([postgres, "--version"], cancellationToken);
        return VersionNumber().Match(version.Output) is { Success: true } match
            ? new PostgresBinaries(folder, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            : throw new DatabaseSetupException($"{postgres} --version does not say its version: {version.Said}");
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionNumber();
}
