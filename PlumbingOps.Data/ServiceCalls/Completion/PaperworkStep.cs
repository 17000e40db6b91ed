using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls.Photos;

namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>The paperwork's step answers itself: a photo is there, or the sheet is in the office.</summary>
internal static class PaperworkStep
{
    public static Task<bool> IsThereAsync(AppDbContext db, string tenantId, Guid callId, CancellationToken cancellationToken) =>
        db.CallPhotos.AnyAsync(p => p.TenantId == tenantId && p.ServiceCallId == callId && p.Kind == CallPhotoKind.Paperwork && p.RemovedAt == null, cancellationToken);
}
