using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Web.Commands;

/// <summary>
/// <c>rotate-keys [--retire] [--data D]</c>: adds a new key, seals every secret of the house anew with it, running or not; with <c>--retire</c> takes
/// the older keys out once nothing needs them. Settings come from where the house takes them.
/// </summary>
public static class RotateKeysCommand
{
    private const int Refused = 1;
    private const int Misused = 2;
    private const string Usage = "rotate-keys [--retire] [--data .data]";

    public static async Task<int> RunAsync(string[] args)
    {
        if (Request.Read(args) is not { } request)
        {
            await Console.Error.WriteLineAsync($"Usage: {Usage}");
            return Misused;
        }

        try
        {
            var settings = Settings(request);
            if (settings.AppConnection is { } given)
            {
                return await RunAsync(request, settings, given);
            }

            await using var house = await ReachedHouse.FindAsync(settings.DataFolder)
                ?? throw new DatabaseSetupException($"There is no house in {settings.DataFolder} yet. Start PlumbingOps once, or name another folder with --data.");
            return await RunAsync(request, settings, house.Connections.App);
        }
        catch (Exception refusal) when (refusal is SettingsException or DatabaseSetupException or SecretKeysException or RuleException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
        }
        catch (NpgsqlException broken)
        {
            await Console.Error.WriteLineAsync($"The database failed: {broken.Message}. Nothing is lost; run the command again, and it goes on where it was.");
        }

        return Refused;
    }

    private static HouseSettings Settings(Request request)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddRootSettings(request.DataFolder is { } folder ? [$"--{HouseSettings.DataFolderKey}={folder}"] : []);
        return HouseSettings.Read(builder.Configuration, builder.Environment);
    }

    private static async Task<int> RunAsync(Request request, HouseSettings settings, string appConnection)
    {
        await using var dataSource = NpgsqlDataSource.Create(appConnection);
        if (await DatabaseMigrator.PendingAsync(dataSource) is [_, ..])
        {
            throw new DatabaseSetupException("The database is older than this program. Start PlumbingOps once, which migrates it.");
        }

        if (!File.Exists(settings.SecretKeys))
        {
            throw new SecretKeysException($"{settings.SecretKeys} is not there. Put it back from a backup; a house that never started has no keys yet.");
        }

        var keys = await SecretKeys.OpenAsync(settings.SecretKeys);
        var rotation = new KeyRotation(new Db(dataSource, new TenantDirectory(dataSource, TimeProvider.System)), dataSource, keys, new SecretBox(keys), TimeProvider.System);
        return request.Retire ? await RetireAsync(rotation, settings) : await RotateAsync(rotation, settings);
    }

    private static async Task<int> RotateAsync(KeyRotation rotation, HouseSettings settings)
    {
        var done = await rotation.RotateAsync();
        await Console.Out.WriteLineAsync(done.WentOn
            ? $"Finished an earlier rotation: {done.Resealed:N0} {Secrets(done.Resealed)} sealed anew with its key {done.Key}. No further key was added; run again for one."
            : $"Added the key {done.Key}; {done.Resealed:N0} {Secrets(done.Resealed)} sealed anew with it.");
        await Console.Out.WriteLineAsync($"Back up {settings.SecretKeys} now: older copies lack the key.");
        foreach (var lost in done.Lost)
        {
            await Console.Error.WriteLineAsync($"Cannot be opened with any key, and was left as it is: {lost}");
        }

        if (done.Older is [_, ..] older)
        {
            await Console.Out.WriteLineAsync($"From {done.RetireFrom:u} on --retire can take out {string.Join(", ", older)}.");
        }

        return done.Lost is [] ? 0 : Refused;
    }

    private static async Task<int> RetireAsync(KeyRotation rotation, HouseSettings settings)
    {
        var retired = await rotation.RetireAsync();
        await Console.Out.WriteLineAsync(
            $"Took {string.Join(", ", retired)} out of {settings.SecretKeys}. A backup of the database from before the rotation opens only with the file of its own day: keep them together.");
        return 0;
    }

    private static string Secrets(int count) => count == 1 ? "secret was" : "secrets were";

    private sealed record Request(bool Retire, string? DataFolder)
    {
        /// <summary>Null when it was not understood: this command changes keys, so it does not guess.</summary>
        public static Request? Read(string[] args) => args switch
        {
            [] => new Request(false, null),
            ["--retire", .. var rest] when Read(rest) is { Retire: false } more => more with { Retire = true },
            ["--data", { Length: > 0 } folder, .. var rest] when Read(rest) is { DataFolder: null } more => more with { DataFolder = folder },
            _ => null,
        };
    }
}
