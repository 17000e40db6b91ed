using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Builders;

public class BuilderConfiguration : IEntityTypeConfiguration<Builder>, IEntityTypeConfiguration<BuilderAlias>, IEntityTypeConfiguration<BuilderContact>
{
    public void Configure(EntityTypeBuilder<Builder> builder)
    {
        builder.Property(b => b.Name).HasMaxLength(Builder.NameMaxLength);
        builder.Property(b => b.Notes).HasMaxLength(Builder.NotesMaxLength);
        builder.Property(b => b.Phone).HasMaxLength(40);
        builder.Property(b => b.Street).HasMaxLength(120);
        builder.Property(b => b.City).HasMaxLength(60);
        builder.Property(b => b.State).HasMaxLength(2);
        builder.Property(b => b.Zip).HasMaxLength(10);
        builder.Property(b => b.Version).IsRowVersion();
        // Unique without regard to capitals and blanks: ux_builders_name, in spine.sql.
        builder.HasIndex(b => new { b.Name, b.Id });
        builder.ToTable(t => t.HasCheckConstraint("ck_builders_warranty_months", "warranty_months between 0 and 120"));
    }

    public void Configure(EntityTypeBuilder<BuilderAlias> builder)
    {
        builder.Property(a => a.Alias).HasMaxLength(Builder.NameMaxLength);
        builder.HasOne<Builder>().WithMany(b => b.Aliases).HasForeignKey(a => a.BuilderId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BuilderContact> builder)
    {
        builder.Property(c => c.Name).HasMaxLength(BuilderContact.NameMaxLength);
        builder.Property(c => c.Role).HasMaxLength(BuilderContact.RoleMaxLength);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.Email).HasMaxLength(120);
        builder.Property(c => c.Notes).HasMaxLength(Builder.NotesMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasOne<Builder>().WithMany(b => b.Contacts).HasForeignKey(c => c.BuilderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(c => c.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
