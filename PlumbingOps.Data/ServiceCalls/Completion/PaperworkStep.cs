using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.ServiceCalls.Photos;

namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>A photo of the paperwork answers its step by itself, as the sheet in the office does.</summary>
internal static class PaperworkStep
{
    public static Task<bool> IsPhotographedAsync(AppDbContext db, string tenantId, Guid callId, CancellationToken cancellationToken) =>
        db.CallPhotos.AnyAsync(p => p.TenantId == tenantId && p.ServiceCallId == callId && p.Kind == CallPhotoKind.Paperwork && p.RemovedAt == null, cancellationToken);
}
