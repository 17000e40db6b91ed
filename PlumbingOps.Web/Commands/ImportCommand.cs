using System.Text.Json;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Web.Commands;

/// <summary>
/// <c>import --file F --tenant T [--kind construction|service] [--settings S.json] --preview --json OUT</c>: what an import would do, as JSON.
/// Commits nothing and asks nobody to sign in. With settings it needs no database; without, the company's own knowledge counts.
/// </summary>
public static class ImportCommand
{
    private const int Refused = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var request = Request.Read(args);
            var file = ReadCalendar(request);
            var preview = request.Settings is { } settings
                ? ImportPreview.Make(file, ReadSettings(settings))
                : await WithTheHouseAsync(request, file);
            await WriteAsync(preview, request.Json);
            return 0;
        }
        catch (MisusedException misuse)
        {
            await Console.Error.WriteLineAsync(misuse.Message);
            return Misused;
        }
        catch (Exception refusal) when (refusal is ImportRefusedException or RuleException or DatabaseSetupException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return Refused;
        }
    }

    private static CalendarFile ReadCalendar(Request request)
    {
        try
        {
            using var stream = File.OpenRead(request.File);
            var file = CalendarReader.Read(stream, Path.GetFileName(request.File));
            return request.Kind is { } kind ? file with { Kind = kind } : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MisusedException($"{request.File} cannot be read: {e.Message}");
        }
    }

    private static ImportKnowledge ReadSettings(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return ImportSettingsJson.Read(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new MisusedException($"The settings in {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>The database of the house, running or not; when there is none, the engine learns from the file alone.</summary>
    private static async Task<ImportPreview> WithTheHouseAsync(Request request, CalendarFile file)
    {
        if (new ConfigurationBuilder().AddEnvironmentVariables().Build().GetConnectionString("PlumbingOps") is { Length: > 0 } given)
        {
            return await AskAsync(given, request, file);
        }
        await using var house = await ReachedHouse.FindAsync(request.DataFolder);
        if (house is null)
        {
            await Console.Error.WriteLineAsync($"There is no house in {Path.GetFullPath(request.DataFolder)} and no --settings: the file is read without knowing the company.");
            return ImportPreview.Make(file, new ImportKnowledge());
        }
        return await AskAsync(house.Connections.App, request, file);
    }

    private static async Task<ImportPreview> AskAsync(string connection, Request request, CalendarFile file)
    {
        await using var dataSource = NpgsqlDataSource.Create(connection);
        var tenants = new TenantDirectory(dataSource, TimeProvider.System);
        var known = await tenants.ListAsync();
        if (known.All(t => t.Id != request.Tenant))
        {
            throw new MisusedException($"There is no company “{request.Tenant}”. There are: {string.Join(", ", known.Select(t => t.Id))}.");
        }
        var look = new ImportLookService(new Db(dataSource, tenants), tenants);
        return await look.PreviewAsync(file, request.Tenant, Actor.System([.. known.Select(t => t.Id)], ChangeSource.Import));
    }

    /// <summary>Written beside its place first: a reader never sees half an answer.</summary>
    private static async Task WriteAsync(ImportPreview preview, string path)
    {
        try
        {
            var half = path + ".new";
            await using (var stream = File.Create(half))
            {
                preview.WriteAnswer(stream);
            }
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MisusedException($"{path} cannot be written: {e.Message}");
        }
        await Console.Out.WriteLineAsync(string.Join(", ", preview.Counts.OrderBy(c => c.Key).Select(c => $"{c.Value:N0} {c.Key.InWords().ToLowerInvariant()}")));
    }

    private sealed class MisusedException(string message) : Exception(message);

    private sealed record Request(string File, string Tenant, CalendarKind? Kind, string? Settings, string Json, string DataFolder)
    {
        private const string Usage = "import --file CALENDAR --tenant COMPANY [--kind construction|service] [--settings SETTINGS.json] [--data .data] --preview --json ANSWER.json";

        public static Request Read(string[] args)
        {
            var values = new Dictionary<string, string>();
            var preview = false;
            for (var i = 0; i < args.Length; i++)
            {
                if (args[i] == "--preview")
                {
                    preview = true;
                }
                else if (args[i] is "--file" or "--tenant" or "--kind" or "--settings" or "--json" or "--data")
                {
                    values[args[i]] = i + 1 < args.Length ? args[i + 1] : throw new MisusedException($"{args[i]} needs a value.");
                    i++;
                }
                else
                {
                    throw new MisusedException($"{args[i]} is not an option of import. Usage: {Usage}");
                }
            }
            string Needed(string name) => values.GetValueOrDefault(name) ?? throw new MisusedException($"{name} is missing. Usage: {Usage}");
            return preview
                ? new Request(Needed("--file"), Needed("--tenant"), Kinds(values.GetValueOrDefault("--kind")), values.GetValueOrDefault("--settings"), Needed("--json"), values.GetValueOrDefault("--data") ?? ".data")
                : throw new MisusedException("The command line only previews: add --preview. To import, use the Imports page, where somebody looks first.");
        }

        private static CalendarKind? Kinds(string? name) => name switch
        {
            null => null,
            "construction" => CalendarKind.Construction,
            "service" => CalendarKind.Service,
            _ => throw new MisusedException($"--kind takes construction or service; “{name}” is neither."),
        };
    }
}
