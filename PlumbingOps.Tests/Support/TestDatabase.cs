using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Tests.Support;

/// <summary>A database of a test's own: a copy of the migrated template, gone when disposed of.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static int count;

    private readonly TestServer server;
    private readonly string name;

    private TestDatabase(TestServer server, string name, DatabaseConnections connections)
    {
        this.server = server;
        this.name = name;
        Connections = connections;
    }

    public DatabaseConnections Connections { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await TestServer.RunningAsync();
        var name = $"test_{Interlocked.Increment(ref count)}";
        return new TestDatabase(server, name, await server.CloneAsync(name));
    }

    public async ValueTask DisposeAsync()
    {
        // Idle connections of the pool would stay, and count against the server's limit.
        await using (var pool = new NpgsqlConnection(Connections.App))
        {
            NpgsqlConnection.ClearPool(pool);
        }
        await server.DropAsync(name);
    }
}
