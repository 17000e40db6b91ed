using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>Takes a calendar export in and stages its rows. Nothing reaches the books before somebody commits.</summary>
public sealed class ImportUploadService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>What a file may weigh; the page says it and the server holds to it.</summary>
    public static long MaxBytes => ImportLimits.Default.MaxBytes;

    /// <param name="kind">Null: the file's own content decides.</param>
    /// <exception cref="RuleException">The file cannot be imported; nothing was stored.</exception>
    public async Task<UploadedFile> UploadAsync(
        Stream content, string fileName, string tenantId, CalendarKind? kind, Actor by, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        if (!db.Scope!.Tenants.Contains(tenantId))
        {
            throw new NotFoundException("The company");
        }
        var file = await ReadAsync(content, fileName, progress, cancellationToken);
        file = kind is { } chosen ? file with { Kind = chosen } : file;
        var earlier = await db.ImportBatches.AsNoTracking().Where(b => b.TenantId == tenantId && b.FileHash == file.Sha256 && b.CalendarKind == file.Kind)
            .OrderByDescending(b => b.UploadedAt).ToListAsync(cancellationToken);
        if (earlier.Find(b => b.Status == ImportStatus.Staged && b.RowsDeletedAt is null) is { } waiting)
        {
            return new UploadedFile(waiting.Id, $"{waiting.UploadedBy} uploaded this file on {Day(waiting.UploadedAt)} already: here it is, as it was left.");
        }
        progress?.Report(new ImportProgress($"Reading {file.Records.Count:N0} rows", 0, file.Records.Count));
        await db.RunAsync("set statement_timeout = '5min'", [], cancellationToken);
        var preview = await ImportPreview.MakeAsync(db, await tenants.ListAsync(cancellationToken), tenantId, null, file, forAnswer: false, cancellationToken);
        var batch = new ImportBatch
        {
            TenantId = tenantId,
            FileName = SafeName(fileName),
            FileHash = file.Sha256,
            CalendarKind = file.Kind,
            Format = file.Format,
            RowCount = file.Records.Count,
            Counts = ImportJson.Write(preview.Counts),
            Findings = ImportJson.Write(preview.Findings),
            UploadedById = by.UserId,
            UploadedBy = by.Name,
            UploadedAt = clock.GetUtcNow(),
        };
        progress?.Report(new ImportProgress("Putting the rows aside for you to look at", file.Records.Count, file.Records.Count));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.DescribeAsync($"Uploaded {batch.FileName} to look at: {batch.RowCount:N0} rows", cancellationToken);
        db.ImportBatches.Add(batch);
        await db.SaveChangesAsync(cancellationToken);
        await Staging.InsertAsync(db, batch, preview.Rows, file.Records, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new UploadedFile(batch.Id, earlier.Find(b => b.Status == ImportStatus.Committed) is { } same
            ? $"This file was imported on {Day(same.CommittedAt ?? same.UploadedAt)} by {same.UploadedBy}: importing it again changes nothing."
            : null);
    }

    /// <summary>Through a file on disk: a large calendar must not lie in memory once for every reader.</summary>
    private static async Task<CalendarFile> ReadAsync(Stream content, string fileName, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await using var copy = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (copy.Length > MaxBytes)
            {
                throw new RuleException($"This file is larger than {MaxBytes / 1024 / 1024} MB. Export a shorter time from Outlook.");
            }
        }
        progress?.Report(new ImportProgress("Looking at the file", 0, 0));
        copy.Position = 0;
        try
        {
            return await Task.Run(() => CalendarReader.Read(copy, SafeName(fileName)), cancellationToken);
        }
        catch (ImportRefusedException refusal)
        {
            throw new RuleException(refusal.Message);
        }
    }

    private static string SafeName(string fileName)
    {
        var name = new string(Path.GetFileName(fileName.Replace('\\', '/')).Where(c => !char.IsControl(c)).ToArray());
        return name.Length == 0 ? "calendar" : name.Length > 255 ? name[..255] : name;
    }

    private static string Day(DateTimeOffset at) => at.ToString("MMM d, yyyy", CultureInfo.InvariantCulture);
}
