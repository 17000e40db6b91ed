using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>Says what importing a file would do, and stores nothing: the command line's way.</summary>
public sealed class ImportLookService(Db database, TenantDirectory tenants)
{
    public async Task<ImportPreview> PreviewAsync(CalendarFile file, string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.PreviewImports, cancellationToken);
        return db.Scope!.Tenants.Contains(tenantId)
            ? await ImportPreview.MakeAsync(db, await tenants.ListAsync(cancellationToken), tenantId, null, file, forAnswer: true, cancellationToken)
            : throw new NotFoundException("The company");
    }
}
