using Npgsql;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;

namespace PlumbingOps.Web.Start;

/// <summary>For whoever watches the process: /health says it lives, /ready that it can do its work.</summary>
public static class Health
{
    public const string Alive = "/health";
    public const string Ready = "/ready";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Alive, () => Results.Text("alive")).AllowAnonymous();
        app.MapGet(Ready, ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource dataSource, LiveUpdates live, ILogger<HouseDatabase> logger, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var database = await AskAsync("database", logger, () => QueryAsync(dataSource, limit.Token));
        var migrations = database == Good ? await AskAsync("migrations", logger, () => MigratedAsync(dataSource, limit.Token)) : "unknown while the database does not answer";
        var parts = new Dictionary<string, string>
        {
            ["database"] = database,
            ["migrations"] = migrations,
            ["live updates"] = live.IsListening ? Good : "not listening",
        };
        var failing = parts.Where(part => part.Value != Good).Select(part => part.Key).ToList();
        return Results.Json(
            new { ready = failing.Count == 0, failing, parts }, statusCode: failing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private const string Good = "ok";

    private static async Task<string> QueryAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select count(*) from app.tenants");
        await command.ExecuteScalarAsync(cancellationToken);
        return Good;
    }

    private static async Task<string> MigratedAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        await DatabaseMigrator.PendingAsync(dataSource, cancellationToken) is { Count: > 0 and var missing } ? $"{missing} missing" : Good;

    /// <summary>The answer goes to anybody who asks, so it names the kind of failure and no more; the log has the rest.</summary>
    private static async Task<string> AskAsync(string part, ILogger logger, Func<Task<string>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException or IOException)
        {
            logger.LogWarning("Not ready: {Part} failed with {Failure}", part, e.GetType().Name);
            return e is OperationCanceledException or TimeoutException ? "no answer in time" : "not reachable";
        }
    }
}
