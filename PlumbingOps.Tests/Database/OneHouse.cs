using PlumbingOps.Data.Database;

namespace PlumbingOps.Tests.Database;

/// <summary>A house that all tests of a class share.</summary>
public sealed class OneHouse : IAsyncLifetime
{
    private readonly HouseFolder folder = new();
    private PrivatePostgres server = null!;

    public DatabaseConnections Connections => server.Connections;

    public async ValueTask InitializeAsync() => server = await folder.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }
}
