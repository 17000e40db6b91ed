using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Web.Commands;

/// <summary>
/// <c>psql --data D [--as owner|app|admin] […]</c>: PostgreSQL's own prompt on a house's private database, running or not. Everything else on the
/// line goes to psql as it is.
/// </summary>
public static class PsqlCommand
{
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var request = Request.Read(args);
            await using var house = await ReachedHouse.FindAsync(request.DataFolder)
                ?? throw new DatabaseSetupException($"There is no database in {Path.GetFullPath(request.DataFolder)} yet. Start PlumbingOps once with ./run, or name another folder with --data.");
            return await OpenAsync(request, house.Connections);
        }
        catch (DatabaseSetupException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return Misused;
        }
    }

    private static async Task<int> OpenAsync(Request request, DatabaseConnections connections)
    {
        var login = new NpgsqlConnectionStringBuilder(request.Role switch
        {
            "app" => connections.App,
            "admin" => connections.Admin,
            _ => connections.Migrations,
        });
        var start = new ProcessStartInfo(await PrivatePostgres.FindPsqlAsync(request.DataFolder), request.ForPsql);
        start.Environment["PGHOST"] = login.Host;
        start.Environment["PGPORT"] = $"{login.Port}";
        start.Environment["PGDATABASE"] = login.Database;
        start.Environment["PGUSER"] = login.Username;
        start.Environment["PGPASSWORD"] = login.Password;
        start.Environment["PGAPPNAME"] = "PlumbingOps psql";
        start.Environment.Remove("PGOPTIONS");
        start.Environment.Remove("PGSERVICE");
        if (request.Role == "owner")
        {
            start.Environment["PGOPTIONS"] = $"-c role={DatabaseRoles.Owner}";
        }

        // Ctrl-C cancels a query inside psql; it must not end us, and with us the server, under psql's feet.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var psql = Process.Start(start) ?? throw new DatabaseSetupException("psql did not start.");
        await psql.WaitForExitAsync();
        return psql.ExitCode;
    }

    private sealed record Request(string DataFolder, string Role, IReadOnlyList<string> ForPsql)
    {
        private static readonly string[] Roles = ["owner", "app", "admin"];

        public static Request Read(string[] args)
        {
            var dataFolder = ".data";
            var role = Roles[0];
            var forPsql = new List<string>();
            for (var i = 0; i < args.Length; i++)
            {
                switch (args[i])
                {
                    case "--data":
                        dataFolder = ValueAfter(args, ref i);
                        break;
                    case "--as":
                        role = ValueAfter(args, ref i);
                        break;
                    default:
                        forPsql.Add(args[i]);
                        break;
                }
            }
            return Roles.Contains(role)
                ? new Request(dataFolder, role, forPsql)
                : throw new DatabaseSetupException($"--as takes {string.Join(", ", Roles)}; “{role}” is none of them.");
        }

        private static string ValueAfter(string[] args, ref int i) =>
            i + 1 < args.Length ? args[++i] : throw new DatabaseSetupException($"{args[i]} needs a value.");
    }
}
