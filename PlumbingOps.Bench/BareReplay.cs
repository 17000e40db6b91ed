using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace PlumbingOps.Bench;

/// <summary>The very statements a service sent, sent again through bare Npgsql: same SQL, same parameters, every value read.</summary>
internal sealed class BareReplay
{
    /// <summary>How many times as long as its bare statements a service may take.</summary>
    public const double Most = 1.5;

    private const int Rounds = 40;

    private readonly NpgsqlDataSource source;
    private readonly List<(string Sql, List<NpgsqlParameter> Parameters)> statements;
    private readonly string tenants;

    private BareReplay(NpgsqlDataSource source, List<(string, List<NpgsqlParameter>)> statements, string tenants) =>
        (this.source, this.statements, this.tenants) = (source, statements, tenants);

    /// <summary>A service that reads, against its own statements.</summary>
    public static async Task<Measurement> CompareAsync(Office office, IReadOnlyList<string> tenants, string what, Func<Task> service)
    {
        await service();
        var bare = await CaptureAsync(office.Source, tenants, service);
        var times = await Turns.TakeAsync(Rounds, service, bare.RunAsync);
        return new Measurement(what, times[0].Median(), times[1].Median(), Most);
    }

    public static async Task<BareReplay> CaptureAsync(NpgsqlDataSource source, IReadOnlyList<string> tenants, Func<Task> service)
    {
        using var recorder = new Recorder();
        await service();
        return new BareReplay(source, recorder.Statements, string.Join(',', tenants));
    }

    public async Task RunAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var set = new NpgsqlCommand("select set_config('app.tenants', $1, false)", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = tenants } } })
        {
            await set.ExecuteNonQueryAsync();
        }

        foreach (var (sql, parameters) in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters.Select(p => p.Clone()).ToArray());
            await using var reader = await command.ExecuteReaderAsync();
            var values = new object[reader.FieldCount];
            while (await reader.ReadAsync())
            {
                reader.GetValues(values);
            }
        }
    }

    private sealed class Recorder : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly List<IDisposable> subscriptions = [];

        public Recorder() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public List<(string, List<NpgsqlParameter>)> Statements { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore")
            {
                subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData executed)
            {
                Statements.Add((executed.Command.CommandText, executed.Command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone()).ToList()));
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
}
