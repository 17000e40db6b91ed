using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.People;

/// <summary>Somebody who goes out to work for one company. May be linked to the person who signs in.</summary>
public class Technician
{
    public const int NameMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string Name { get; set; }
    public Guid? UserId { get; set; }
    public bool IsActive { get; set; } = true;
    /// <summary>The kinds of call the person goes to; none named means all.</summary>
    public List<ServiceCallKind> Skills { get; set; } = [];
    public List<TechnicianAlias> Aliases { get; } = [];
}

/// <summary>Another spelling of a technician's name, as the calendars write it.</summary>
public class TechnicianAlias
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid TechnicianId { get; init; }
    public required string Alias { get; init; }
}

public class TechnicianConfiguration : IEntityTypeConfiguration<Technician>, IEntityTypeConfiguration<TechnicianAlias>
{
    public void Configure(EntityTypeBuilder<Technician> builder)
    {
        builder.Property(t => t.Name).HasMaxLength(Technician.NameMaxLength);
        builder.PrimitiveCollection(t => t.Skills).HasDefaultValueSql("'{}'").ElementType().HasConversion<string>();
        builder.HasAlternateKey(t => new { t.TenantId, t.Id });
        builder.HasIndex(t => new { t.TenantId, t.Name }).IsUnique();
        builder.HasIndex(t => new { t.UserId, t.TenantId }).IsUnique().HasFilter("user_id is not null");
        builder.HasOne<AppUser>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Tenants.Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TechnicianAlias> builder)
    {
        builder.Property(a => a.Alias).HasMaxLength(Technician.NameMaxLength);
        builder.HasIndex(a => new { a.TenantId, a.Alias }).IsUnique();
        builder.HasOne<Technician>().WithMany(t => t.Aliases)
            .HasForeignKey(a => new { a.TenantId, a.TechnicianId }).HasPrincipalKey(t => new { t.TenantId, t.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
