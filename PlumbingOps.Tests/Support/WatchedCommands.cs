using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace PlumbingOps.Tests.Support;

/// <summary>What EF asks one database while watched, to be explained afterwards as the application's role would run it.</summary>
public sealed class WatchedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string connection;
    private readonly string database;
    private readonly ConcurrentQueue<NpgsqlCommand> seen = new();
    private readonly List<IDisposable> subscriptions = [];

    public WatchedCommands(string appConnection)
    {
        connection = appConnection;
        database = new NpgsqlConnectionStringBuilder(appConnection).Database!;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The plans of all that was asked, one text each, and forgets them.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync(IEnumerable<string> tenants)
    {
        await using var asApp = new NpgsqlConnection(connection);
        await asApp.OpenAsync(TestContext.Current.CancellationToken);
        await using (var scope = new NpgsqlCommand("select set_config('app.tenants', $1, false)", asApp) { Parameters = { new() { Value = string.Join(',', tenants) } } })
        {
            await scope.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var plans = new List<string>();
        while (seen.TryDequeue(out var command))
        {
            command.Connection = asApp;
            command.CommandText = "explain " + command.CommandText;
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            var lines = new List<string>();
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                lines.Add(reader.GetString(0));
            }

            plans.Add(string.Join('\n', lines));
            await command.DisposeAsync();
        }

        return plans;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: NpgsqlCommand command } && command.Connection?.Database == database
            && command.CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
        {
            seen.Enqueue(command.Clone());
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
