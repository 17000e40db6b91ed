using System.Globalization;
using System.Text;
using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Imports;

/// <summary>The standing office with the cities and technicians of the sample calendars, and nobody's records yet.</summary>
public sealed class ImportOffice : IAsyncLifetime
{
    private static readonly DateTimeOffset AfterTheSamples = new(2026, 1, 20, 18, 0, 0, TimeSpan.Zero);

    private TestOffice office = default!;

    public FixedClock Clock => office.Clock;
    public Actor Ana => office.Ana;
    public Actor Omar => office.Omar;
    /// <summary>An administrator of H2O only: must see nothing of All County.</summary>
    public Actor Max => office.Max with { Role = Roles.Admin };

    public ImportUploadService Uploads => Get<ImportUploadService>();
    public ImportReviewService Review => Get<ImportReviewService>();
    public ImportCommitService Commits => Get<ImportCommitService>();
    public ImportUndoService Undo => Get<ImportUndoService>();
    public ImportListService Lists => Get<ImportListService>();
    public string AppConnection => office.Connections.App;

    public T Get<T>() where T : notnull => office.Get<T>();

    public async ValueTask InitializeAsync()
    {
        office = await TestOffice.OpenAsync(AfterTheSamples);
        var settings = Sample.Settings();
        await using (var db = await office.DbAsync())
        {
            await foreach (var tenant in db.Tenants.AsAsyncEnumerable())
            {
                tenant.Cities = [.. settings.Cities];
            }
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await office.AddAsync([.. settings.Technicians.SelectMany(t => new[] { TestOffice.AllCounty, TestOffice.H2o }.Select(c => (object)new Technician { TenantId = c, Name = t.Name }))]);
        Get<TenantDirectory>().Forget();
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    public async Task<Guid> UploadAsync(string sample, string tenant = TestOffice.AllCounty, Actor? by = null)
    {
        await using var stream = File.OpenRead(Sample.PathOf(sample));
        return (await Uploads.UploadAsync(stream, Path.GetFileName(sample), tenant, null, by ?? Ana, null, TestContext.Current.CancellationToken)).BatchId;
    }

    public async Task<Guid> UploadTextAsync(string csv)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return (await Uploads.UploadAsync(stream, "calendar.csv", TestOffice.AllCounty, CalendarKind.Construction, Ana, null, TestContext.Current.CancellationToken)).BatchId;
    }

    public Task<ImportBatchDetails> GetAsync(Guid batch) => Lists.GetAsync(batch, Ana, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<ImportRowItem>> RowsAsync(Guid batch, RowOutcome? outcome = null) =>
        (await Lists.ListRowsAsync(batch, new ImportRowFilter { Outcome = outcome }, new ListRequest(null, false, null, null, 5000), Ana, TestContext.Current.CancellationToken)).Rows;

    /// <summary>Asks the database itself, past row-level security.</summary>
    public Task<T?> AskAsync<T>(string sql) => Sql.AskAsync<T>(office.Connections.Admin!, sql);

    /// <summary>A builder whose communities and phases are written the usual way, so that the importer can learn them; then the rows in question.</summary>
    public static string Calendar(string builder, params (string Community, string Phase, int Lot)[] more) => Calendar(builder, shiftTrim: 0, more);

    public static string Calendar(string builder, int shiftTrim, params (string Community, string Phase, int Lot)[] more)
    {
        var text = new StringBuilder(Sample.Header);
        foreach (var community in new[] { "HERON LANDING", "QUARRY BEND" })
        {
            for (var lot = 1; lot <= 4; lot++)
            {
                var address = $"{100 + lot} NE SAMPLE CT TANSLEY";
                text.Append(Row($"{builder}-{community}-PB-LOT {lot}", Monday.AddDays(lot), "COMPLETE;POST AND BEAM", address)).Append(Row($"{builder}-{community}-TO-LOT {lot}", Monday.AddDays(10 + lot), "COMPLETE;TOP OUT", address));
            }
        }
        text.Append(Row($"{builder}-HERON LANDING-TRIM-LOT 3", Monday.AddDays(20 + shiftTrim), "FINISH"));
        foreach (var (community, phase, lot) in more)
        {
            text.Append(Row($"{builder}-{community}-{phase}-LOT {lot}", Monday.AddDays(30)));
        }
        return text.ToString();
    }

    public static DateOnly Monday { get; } = new(2025, 3, 3);

    public static string Row(string subject, DateOnly day, string categories = "", string location = "") =>
        Sample.Row(subject, categories, "", location, start: Day(day), end: Day(day.AddDays(1)));

    private static string Day(DateOnly day) => day.ToString("M/d/yyyy", CultureInfo.InvariantCulture);
}
