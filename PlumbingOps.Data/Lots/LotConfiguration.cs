using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Lots;

public class LotConfiguration : IEntityTypeConfiguration<Community>, IEntityTypeConfiguration<CommunityAlias>, IEntityTypeConfiguration<Lot>,
    IEntityTypeConfiguration<LotOwner>, IEntityTypeConfiguration<LotWarranty>
{
    public void Configure(EntityTypeBuilder<Community> builder)
    {
        builder.Property(c => c.Name).HasMaxLength(Community.NameMaxLength);
        builder.Property(c => c.City).HasMaxLength(60);
        builder.Property(c => c.County).HasMaxLength(60);
        builder.Property(c => c.State).HasMaxLength(2);
        builder.Property(c => c.Zip).HasMaxLength(10);
        builder.Property(c => c.Notes).HasMaxLength(Builder.NotesMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasAlternateKey(c => new { c.BuilderId, c.Id });
        builder.HasIndex(c => new { c.Name, c.Id });
        builder.HasOne(c => c.Builder).WithMany(b => b.Communities).HasForeignKey(c => c.BuilderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CommunityAlias> builder)
    {
        builder.Property(a => a.Alias).HasMaxLength(Community.NameMaxLength);
        builder.HasOne<Community>().WithMany(c => c.Aliases)
            .HasForeignKey(a => new { a.BuilderId, a.CommunityId }).HasPrincipalKey(c => new { c.BuilderId, c.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Lot> builder)
    {
        builder.Property(l => l.Number).HasMaxLength(Lot.NumberMaxLength);
        builder.Property(l => l.Plan).HasMaxLength(30);
        builder.Property(l => l.Street).HasMaxLength(Lot.StreetMaxLength);
        builder.Property(l => l.City).HasMaxLength(60);
        builder.Property(l => l.State).HasMaxLength(2);
        builder.Property(l => l.Zip).HasMaxLength(10);
        builder.Property(l => l.Notes).HasMaxLength(Builder.NotesMaxLength);
        builder.Property(l => l.Version).IsRowVersion();
        builder.Property(l => l.NumberSort).HasComputedColumnSql("lpad(coalesce(number, ''), 20, '0')", stored: true);
        builder.Property(l => l.Search).HasDefaultValue("").ValueGeneratedOnAddOrUpdate();
        builder.HasIndex(l => new { l.CommunityId, l.NumberSort, l.Id });
        builder.HasIndex(l => l.Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasOne(l => l.Community).WithMany(c => c.Lots).HasForeignKey(l => l.CommunityId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LotOwner> builder)
    {
        builder.HasIndex(o => new { o.TenantId, o.LotId, o.Since });
        builder.HasIndex(o => new { o.TenantId, o.CustomerId });
        builder.HasOne<Lot>().WithMany().HasForeignKey(o => o.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany()
            .HasForeignKey(o => new { o.TenantId, o.CustomerId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<LotWarranty> builder)
    {
        builder.Property(w => w.Notes).HasMaxLength(Builder.NotesMaxLength);
        builder.Property(w => w.Version).IsRowVersion();
        builder.HasIndex(w => new { w.TenantId, w.LotId }).IsUnique();
        builder.HasIndex(w => new { w.TenantId, w.EndsOn });
        builder.HasOne<Lot>().WithMany().HasForeignKey(w => w.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Job>().WithMany().HasForeignKey(w => new { w.TenantId, w.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_lot_warranties_days", "ends_on >= starts_on"));
    }
}
