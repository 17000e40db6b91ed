using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Web.Start;

/// <summary>The database of this house: reached or brought up, safe to use, and migrated.</summary>
public sealed class HouseDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres? server;

    private HouseDatabase(string appConnection, PrivatePostgres? server) => (AppConnection, this.server) = (appConnection, server);

    public string AppConnection { get; }

    /// <exception cref="DatabaseSetupException">With a sentence that says what is wrong and what to do.</exception>
    public static async Task<HouseDatabase> OpenAsync(HouseSettings settings, ILogger logger)
    {
        var server = settings.AppConnection is null ? await PrivatePostgres.StartAsync(settings.DataFolder, logger) : null;
        try
        {
            var app = settings.AppConnection ?? server!.Connections.App;
            await CheckAsync(app);
            await MigrateAsync(app, server?.Connections.Migrations ?? settings.MigrationsConnection);
            return new HouseDatabase(app, server);
        }
        catch
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task CheckAsync(string app)
    {
        try
        {
            await DatabaseRoles.CheckAppRoleAsync(app);
        }
        catch (NpgsqlException unreachable)
        {
            throw new DatabaseSetupException($"The database of ConnectionStrings:PlumbingOps cannot be reached: {unreachable.Message}", unreachable);
        }
    }

    private static async Task MigrateAsync(string app, string? migrations)
    {
        await using var turn = await StartTurn.WaitAsync(app);
        if (migrations is not null)
        {
            await DatabaseMigrator.MigrateAsync(migrations);
        }
        else
        {
            await RefuseOldSchemaAsync(app);
        }
    }

    private static async Task RefuseOldSchemaAsync(string app)
    {
        await using var source = NpgsqlDataSource.Create(app);
        if (await DatabaseMigrator.PendingAsync(source) is [var first, ..])
        {
            throw new DatabaseSetupException(
                $"The database lacks the migration {first}, and ConnectionStrings:Migrations is not set. Set it for one start, or migrate with a process that has it.");
        }
    }
}
