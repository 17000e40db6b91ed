using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Tests.Database;

/// <summary>An empty data folder for a house of the test's own.</summary>
public sealed class HouseFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("plumbingops-house-").FullName;

    public string Passwords => In("database-passwords.json");

    public int ServerProcess => int.Parse(File.ReadLines(In("postgres/postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public string AnnouncedPort() => File.ReadAllText(In("postgres.port"));

    /// <param name="durable">For tests that kill the server and expect everything committed to be there.</param>
    public Task<PrivatePostgres> StartAsync(bool durable = false) =>
        PrivatePostgres.StartAsync(new PrivatePostgresSettings(Path) { Durable = durable }, NullLogger.Instance, TestContext.Current.CancellationToken);

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
