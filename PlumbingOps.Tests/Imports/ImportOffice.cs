using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>An office with both companies, their cities and technicians, and nobody's records yet.</summary>
public sealed class ImportOffice : IAsyncLifetime
{
    public const string AllCounty = "all_county";
    public const string H2O = "h2o";

    public static readonly Actor Ana = new(null, "Ana Admin", Roles.Admin, [AllCounty, H2O], []);
    public static readonly Actor Omar = new(null, "Omar Office", Roles.Office, [AllCounty, H2O], []);
    public static readonly Actor Max = new(null, "Max of H2O", Roles.Office, [H2O], []);

    private static readonly string[] Cities = ["TANSLEY", "OAKHOLT", "PORT HALVOR", "LA PINEDA", "MARRENFIELD", "OLD BRISTOW", "CLEMENCY"];
    private static readonly string[] Technicians =
    [
        "Anselm", "Bruna", "Calix", "Dorrit", "Ewald", "Fenna", "Goran", "Hedda", "Ivo", "Jorun", "Kelda", "Leopold", "Maren", "Nils", "Oona", "Pascal", "Quill", "Rurik", "Senna",
        "Tavi", "Ulla", "Viggo", "Wenda", "Xavi", "Ylva",
    ];

    private TestDatabase database = default!;
    private ServiceProvider services = default!;

    public FixedClock Clock { get; } = new(new DateTimeOffset(2026, 1, 20, 18, 0, 0, TimeSpan.Zero));

    public string AppConnection => database.Connections.App;
    public string AdminConnection => database.Connections.Admin!;

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ImportUploadService Uploads => Get<ImportUploadService>();
    public ImportReviewService Review => Get<ImportReviewService>();
    public ImportCommitService Commits => Get<ImportCommitService>();
    public ImportUndoService Undo => Get<ImportUndoService>();
    public ImportListService Lists => Get<ImportListService>();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddPlumbingOpsData(database.Connections.App);
        collection.AddSingleton<TimeProvider>(Clock);
        services = collection.BuildServiceProvider();
        await using var db = await Get<Db>().OpenAsync(Everybody, Permission.ManageCompanies, TestContext.Current.CancellationToken);
        db.Tenants.Add(new Tenant { Id = AllCounty, Name = "All County Plumbing", ShortName = "AC", Color = "#4F9CF9", Features = [Feature.Jobs, Feature.ServiceCalls], Cities = [.. Cities] });
        db.Tenants.Add(new Tenant { Id = H2O, Name = "H2O Plumbers", ShortName = "H2O", Color = "#10B981", Features = [Feature.ServiceCalls, Feature.Customers], Cities = [.. Cities] });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        foreach (var tenant in new[] { AllCounty, H2O })
        {
            db.Technicians.AddRange(Technicians.Select(name => new Technician { TenantId = tenant, Name = name }));
        }
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Get<TenantDirectory>().Forget();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public static Actor Everybody { get; } = Actor.System([AllCounty, H2O], ChangeSource.Setup);

    public static FileStream Open(string sample) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Imports", "Samples", sample));

    public async Task<Guid> UploadAsync(string sample, string tenant = AllCounty, Actor? by = null)
    {
        await using var stream = Open(sample);
        return (await Uploads.UploadAsync(stream, Path.GetFileName(sample), tenant, null, by ?? Ana, null, TestContext.Current.CancellationToken)).BatchId;
    }

    public async Task<Guid> UploadTextAsync(string csv, string tenant = AllCounty)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        return (await Uploads.UploadAsync(stream, "calendar.csv", tenant, CalendarKind.Construction, Ana, null, TestContext.Current.CancellationToken)).BatchId;
    }

    public Task<ImportBatchDetails> GetAsync(Guid batch) => Lists.GetAsync(batch, Ana, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<ImportRowItem>> RowsAsync(Guid batch, RowOutcome? outcome = null) =>
        (await Lists.ListRowsAsync(batch, new ImportRowFilter { Outcome = outcome }, new ListRequest(null, false, null, null, 5000), Ana, TestContext.Current.CancellationToken)).Rows;

    /// <summary>Asks the database itself, past row-level security.</summary>
    public async Task<T?> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(AdminConnection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is var answer and not DBNull ? (T?)answer : default;
    }

    /// <summary>Subjects of a construction calendar as Outlook writes them: subject, day, days, categories, description, location.</summary>
    public static string Csv(params (string Subject, DateOnly Day, int Days, string Categories, string Description, string Location)[] rows)
    {
        const string Header = "\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\",\"Categories\",\"Description\",\"Location\"\r\n";
        string Row((string Subject, DateOnly Day, int Days, string Categories, string Description, string Location) r) => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"\"{r.Subject}\",\"{r.Day:M/d/yyyy}\",\"12:00:00 AM\",\"{r.Day.AddDays(r.Days):M/d/yyyy}\",\"12:00:00 AM\",\"True\",\"{r.Categories}\",\"{r.Description}\",\"{r.Location}\"\r\n");
        return Header + string.Concat(rows.Select(Row));
    }
}
