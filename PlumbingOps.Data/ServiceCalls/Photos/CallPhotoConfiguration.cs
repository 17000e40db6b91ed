using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.ServiceCalls.Photos;

public class CallPhotoConfiguration : IEntityTypeConfiguration<CallPhoto>
{
    internal const string OneOfAKey = "ux_call_photos_tenant_service_call_id_send_key";

    private const int ContentTypeMaxLength = 60;
    private const int StorageKeyMaxLength = 200;

    public void Configure(EntityTypeBuilder<CallPhoto> builder)
    {
        builder.Property(p => p.ContentType).HasMaxLength(ContentTypeMaxLength);
        builder.Property(p => p.StorageKey).HasMaxLength(StorageKeyMaxLength);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasIndex(p => new { p.TenantId, p.ServiceCallId, p.SendKey }).IsUnique();
        builder.HasIndex(p => p.UploadedById);
        builder.HasOne<ServiceCall>().WithMany().HasForeignKey(p => new { p.TenantId, p.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(p => p.UploadedById).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t => t.HasCheckConstraint("ck_call_photos_turns", "turns between 0 and 3"));
    }
}
