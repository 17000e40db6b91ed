using System.Net;
using Npgsql;

namespace PlumbingOps.Web.Start;

/// <summary>How a house is started. Read and checked once, before anything else happens.</summary>
/// <param name="DataFolder">Private database, logs, files.</param>
/// <param name="Start">What an empty database begins with.</param>
/// <param name="AppConnection">Null: the house brings up a PostgreSQL of its own.</param>
/// <param name="MigrationsConnection">Null beside a given AppConnection: somebody else migrates.</param>
/// <param name="RecurringWork">Whether this process takes part in what runs on a timer.</param>
/// <param name="Domain">The name people open the house under; passkeys belong to it.</param>
/// <param name="SecretKeys">The file with the keys that seal secrets in the database.</param>
/// <param name="Proxies">Believed about who asks and over what, beside one on this machine.</param>
public sealed record HouseSettings(
    string DataFolder, HouseStart Start, string? AppConnection, string? MigrationsConnection, bool RecurringWork, string Domain, string SecretKeys,
    IReadOnlyList<IPNetwork> Proxies)
{
    public const string DataFolderKey = "PlumbingOps:DataFolder";
    private const string StartKey = "PlumbingOps:Start";
    private const string RecurringWorkKey = "PlumbingOps:RecurringWork";
    private const string DomainKey = "PlumbingOps:Domain";
    private const string SecretKeysKey = "PlumbingOps:SecretKeys";
    private const string ProxiesKey = "PlumbingOps:Proxies";
    private const string AppKey = "ConnectionStrings:PlumbingOps";
    private const string MigrationsKey = "ConnectionStrings:Migrations";

    /// <exception cref="SettingsException">Names the key that is wrong.</exception>
    public static HouseSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var app = Connection(configuration, AppKey);
        var migrations = Connection(configuration, MigrationsKey);
        if (app is null && migrations is not null)
        {
            throw new SettingsException($"{MigrationsKey} is set but {AppKey} is not. Set both, or neither for a private database.");
        }

        var folder = Folder(configuration);
        return new HouseSettings(
            folder, Beginning(configuration, environment), app, migrations, Switch(configuration, RecurringWorkKey, otherwise: true), DomainOf(configuration),
            configuration[SecretKeysKey] is { Length: > 0 } file ? Path.GetFullPath(file) : Path.Combine(folder, Data.Secrets.SecretKeys.FileName),
            ProxiesOf(configuration));
    }

    private static string DomainOf(IConfiguration configuration) => configuration[DomainKey] switch
    {
        null or "" => "localhost",
        var name when Uri.CheckHostName(name) == UriHostNameType.Dns => name.ToLowerInvariant(),
        var other => throw new SettingsException($"{DomainKey} is “{other}”. It takes the bare name people open PlumbingOps under, such as office.example.com."),
    };

    private static IReadOnlyList<IPNetwork> ProxiesOf(IConfiguration configuration)
    {
        try
        {
            return TrustedProxies.Parse(configuration[ProxiesKey]);
        }
        catch (FormatException)
        {
            throw new SettingsException($"{ProxiesKey} is “{configuration[ProxiesKey]}”. It takes addresses and networks with commas between them, such as 10.0.0.4, 172.18.0.0/16.");
        }
    }

    private static string Folder(IConfiguration configuration)
    {
        var folder = configuration[DataFolderKey] is { Length: > 0 } given ? given : ".data";
        return File.Exists(folder) ? throw new SettingsException($"{DataFolderKey} is “{folder}”, which is a file, not a folder.") : Path.GetFullPath(folder);
    }

    private static HouseStart Beginning(IConfiguration configuration, IHostEnvironment environment) => configuration[StartKey] switch
    {
        null or "" => environment.IsProduction() ? HouseStart.Empty : HouseStart.Demo,
        "empty" => HouseStart.Empty,
        "demo" when environment.IsProduction() => throw new SettingsException(
            $"{StartKey} is “demo”, and the environment is Production: the demonstration has printed passwords. Use “empty”, or another environment."),
        "demo" => HouseStart.Demo,
        var other => throw new SettingsException($"{StartKey} is “{other}”. It takes “demo” or “empty”."),
    };

    private static string? Connection(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            var host = new NpgsqlConnectionStringBuilder(text).Host;
            return string.IsNullOrEmpty(host) ? throw new SettingsException($"{key} names no Host.") : text;
        }
        catch (ArgumentException wrong)
        {
            // The message of the parser names keywords, never values; the text itself holds a password.
            throw new SettingsException($"{key} is not a connection string: {wrong.Message}");
        }
    }

    private static bool Switch(IConfiguration configuration, string key, bool otherwise) => configuration[key] switch
    {
        null or "" => otherwise,
        var text when bool.TryParse(text, out var value) => value,
        var other => throw new SettingsException($"{key} is “{other}”. It takes “true” or “false”."),
    };
}

/// <summary>What an empty database begins with: the demonstration, or a one-time link for the first administrator.</summary>
public enum HouseStart { Demo, Empty }
