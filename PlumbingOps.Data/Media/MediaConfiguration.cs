using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Media;

public class MediaConfiguration : IEntityTypeConfiguration<MediaAsset>, IEntityTypeConfiguration<MediaCrop>
{
    internal const string OneOfEach = "ux_media_assets_tenant_hash";
    internal const string OneShape = "ux_media_crops_tenant_media_id_shape";

    public void Configure(EntityTypeBuilder<MediaAsset> builder)
    {
        builder.ToTable("media_assets");
        builder.Property(m => m.FileName).HasMaxLength(MediaAsset.FileNameMaxLength);
        builder.Property(m => m.ContentType).HasMaxLength(60);
        builder.Property(m => m.Hash).HasMaxLength(64);
        builder.Property(m => m.StorageKey).HasMaxLength(200);
        builder.Property(m => m.AltText).HasMaxLength(MediaAsset.AltTextMaxLength);
        builder.Property(m => m.Version).IsRowVersion();
        builder.HasAlternateKey(m => new { m.TenantId, m.Id });
        builder.HasIndex(m => new { m.TenantId, m.Hash }).IsUnique();
        builder.HasIndex(m => new { m.TenantId, m.UploadedAt, m.Id });
        builder.HasIndex(m => m.Tags).HasMethod("gin");
        builder.HasIndex(m => m.UploadedById);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(m => m.UploadedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<MediaCrop> builder)
    {
        builder.ToTable("media_crops");
        builder.Property(c => c.StorageKey).HasMaxLength(200);
        builder.HasIndex(c => new { c.TenantId, c.MediaId, c.Shape }).IsUnique();
        builder.HasOne<MediaAsset>().WithMany(m => m.Crops).HasForeignKey(c => new { c.TenantId, c.MediaId }).HasPrincipalKey(m => new { m.TenantId, m.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(t => t.HasCheckConstraint("ck_media_crops_size", "x >= 0 and y >= 0 and width > 0 and height > 0"));
    }
}
