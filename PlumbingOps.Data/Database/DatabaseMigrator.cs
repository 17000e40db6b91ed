using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using PlumbingOps.Data.Recurring;

namespace PlumbingOps.Data.Database;

/// <summary>Brings the schema up to date, under the migration role, which the web never uses again.</summary>
public static class DatabaseMigrator
{
    public static async Task MigrateAsync(string migrationsConnection, CancellationToken cancellationToken = default)
    {
        // The tables belong to plumbing_owner, whom nobody signs in as.
        var settings = new NpgsqlConnectionStringBuilder(migrationsConnection) { Options = "-c role=plumbing_owner", Pooling = false, CommandTimeout = 600 };
        await using var context = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(settings.ConnectionString, HistoryTable).Options);
        await context.Database.MigrateAsync(cancellationToken);
        await RecurringSettings.MakeTablesAsync(settings.ConnectionString, cancellationToken);
    }

    /// <summary>Names of migrations the database still lacks; empty when it fits this program. The application's role may ask.</summary>
    public static async Task<IReadOnlyList<string>> PendingAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken = default)
    {
        await using var context = new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql(dataSource, HistoryTable).Options);
        return (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
    }

    public static void HistoryTable(NpgsqlDbContextOptionsBuilder options) => options.MigrationsHistoryTable("migrations", "app");

    /// <summary>One of the scripts beside this class, for a migration to run.</summary>
    public static string Script(string name)
    {
        var resource = $"PlumbingOps.Data.Database.SQL.{name}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {name} is not part of the program.");
        return new StreamReader(stream).ReadToEnd();
    }
}
