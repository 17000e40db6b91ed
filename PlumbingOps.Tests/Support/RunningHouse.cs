using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Tests.Support;

/// <summary>The whole program on a port of its own and a database of its own, for tests with a real browser.</summary>
public sealed class RunningHouse : IAsyncDisposable
{
    public const string Ana = "ana";
    public const string Omar = "omar";
    public const string Mia = "mia";
    public const string Theo = "theo";
    public const string Vera = "vera";
    public const string Max = "max";

    private readonly TestDatabase database;
    private readonly HouseHolds holds;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plumbingops-browser-");
    private readonly ConcurrentDictionary<string, string> sessions = new();
    private House? house;

    private RunningHouse(TestDatabase database, HouseHolds holds, IReadOnlyDictionary<string, string> settings) => (this.database, this.holds, this.settings) = (database, holds, settings);

    public Uri Address { get; private set; } = default!;

    public DatabaseConnections Connections => database.Connections;

    /// <summary>What the house logged as an error since it was asked last.</summary>
    internal ConcurrentQueue<string> Errors { get; } = new();

    /// <param name="settings">On top of the usual ones, as the environment would give them.</param>
    public static async Task<RunningHouse> OpenAsync(HouseHolds holds, IReadOnlyDictionary<string, string>? settings = null)
    {
        var running = new RunningHouse(await TestDatabase.CreateAsync(), holds, settings ?? new Dictionary<string, string>());
        try
        {
            running.house = running.Begin(port: 0);
            if (holds == HouseHolds.Cast)
            {
                await DemoPeople.CreateAsync(running.Get<Db>(), running.Get<Passwords>(), running.Get<ILookupNormalizer>(), TimeProvider.System, PasswordOf);
                running.Get<TenantDirectory>().Forget();
            }

            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public static string PasswordOf(string person) => $"copper pipes of {person}";

    /// <summary>For what a test is given and does not click itself.</summary>
    public T Get<T>() where T : notnull => house!.Services.GetRequiredService<T>();

    /// <summary>Makes what a test begins with.</summary>
    public static Actor SetUp { get; } = Actor.System([DemoPeople.AllCounty, DemoPeople.H2O], ChangeSource.Setup);

    /// <summary>The process is gone: nobody answers at the address, and no circuit survives.</summary>
    public async Task StopAsync()
    {
        await house!.DisposeAsync();
        house = null;
    }

    /// <summary>It comes back with the same address and the same data.</summary>
    public void StartAgain() => house = Begin(Address.Port);

    /// <summary>Signing in costs time; a person who did it once in this house comes back with the same cookies.</summary>
    internal string? SessionOf(string person) => sessions.GetValueOrDefault(person);

    internal void Remember(string person, string session) => sessions[person] = session;

    public async ValueTask DisposeAsync()
    {
        if (house is not null)
        {
            await house.DisposeAsync();
        }

        await database.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private House Begin(int port)
    {
        var passwords = Path.Combine(folder.FullName, "demo-passwords.json");
        if (holds == HouseHolds.Demonstration && !File.Exists(passwords))
        {
            File.WriteAllText(passwords, JsonSerializer.Serialize(DemoPeople.Cast.ToDictionary(person => person.UserName, person => PasswordOf(person.UserName))));
        }

        var begun = new House(this);
        begun.UseKestrel(port);
        begun.StartServer();
        // By name: browsers know passkeys of names only, never of a number.
        Address = new UriBuilder(begun.ClientOptions.BaseAddress) { Host = "localhost" }.Uri;
        return begun;
    }

    private sealed class House(RunningHouse running) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("ConnectionStrings:PlumbingOps", running.Connections.App);
            builder.UseSetting("ConnectionStrings:Migrations", running.Connections.Migrations);
            builder.UseSetting("PlumbingOps:DataFolder", running.folder.FullName);
            builder.UseSetting("PlumbingOps:Start", running.holds == HouseHolds.Demonstration ? "demo" : "empty");
            builder.UseSetting("PlumbingOps:RecurringWork", "false");
            foreach (var (key, value) in running.settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Error).AddProvider(new ErrorsOf(running.Errors)));
        }
    }

    /// <summary>A mishap a page hides from the person still fails the test.</summary>
    private sealed class ErrorsOf(ConcurrentQueue<string> errors) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>What a house has inside when a test enters: nothing at all, the two companies with their people, or two years of invented work as well.</summary>
public enum HouseHolds { Nobody, Cast, Demonstration }
