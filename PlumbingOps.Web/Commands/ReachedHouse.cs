using PlumbingOps.Data.Database;

namespace PlumbingOps.Web.Commands;

/// <summary>The private database of a house for the time of one command: the running house's, or brought up for the moment.</summary>
internal sealed class ReachedHouse : IAsyncDisposable
{
    private readonly PrivatePostgres? server;

    private ReachedHouse(DatabaseConnections connections, PrivatePostgres? server) => (Connections, this.server) = (connections, server);

    public DatabaseConnections Connections { get; }

    /// <summary>Null when there never was a house in this folder.</summary>
    public static async Task<ReachedHouse?> FindAsync(string dataFolder)
    {
        if (await PrivatePostgres.AttachAsync(dataFolder) is { } running)
        {
            return new ReachedHouse(running, null);
        }

        if (!PrivatePostgres.ExistsIn(dataFolder))
        {
            return null;
        }

        // Standard output belongs to the command's answer.
        using var logging = LoggerFactory.Create(log => log.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var server = await PrivatePostgres.StartAsync(dataFolder, logging.CreateLogger(nameof(ReachedHouse)));
        return new ReachedHouse(server.Connections, server);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
