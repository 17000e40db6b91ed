using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.Tenants;

/// <summary>A company. Two share the office today; another is a row, not a release.</summary>
public class Tenant
{
    public const int IdMaxLength = 40;
    public const int NameMaxLength = 80;
    public const int ShortNameMaxLength = 12;
    public const int ZoneMaxLength = 60;
    public const int PostalAddressMaxLength = 160;

    /// <summary>Lower case letters, digits and underscores; part of every key, so it never changes.</summary>
    public required string Id { get; init; }
    public required string Name { get; set; }
    public required string ShortName { get; set; }
    /// <summary>Accent colour, <c>#rrggbb</c>, so that nobody books into the wrong company.</summary>
    public required string Color { get; set; }
    /// <summary>IANA zone; "today" and every shown time are this zone's.</summary>
    public string Zone { get; set; } = "America/Los_Angeles";
    public List<Feature> Features { get; set; } = [];
    public bool IsActive { get; set; } = true;

    /// <summary>Assumed when an address names none, two capitals.</summary>
    public string DefaultState { get; set; } = "WA";
    /// <summary>Below mails to customers: whom one hears from, and where they are.</summary>
    public string? PostalAddress { get; set; }
    /// <summary>Cities the importer may recognise at the end of an address; an unknown city stays empty.</summary>
    public List<string> Cities { get; set; } = [];
    /// <summary>May a technician record a payment on an own call of the day?</summary>
    public bool TechniciansRecordPayments { get; set; } = true;
    /// <summary>By the company's clock, on <see cref="WorkDays"/>.</summary>
    public TimeOnly WorkBegins { get; set; } = WorkWeek.Usual.Begins;
    public TimeOnly WorkEnds { get; set; } = WorkWeek.Usual.Ends;
    public List<DayOfWeek> WorkDays { get; set; } = [.. WorkWeek.Usual.Days];
    /// <summary>From one house to the next.</summary>
    public int TravelMinutes { get; set; } = (int)WorkWeek.Usual.Travel.TotalMinutes;
    public uint Version { get; private set; }
}

public class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.Property(t => t.Id).HasMaxLength(Tenant.IdMaxLength);
        builder.Property(t => t.Name).HasMaxLength(Tenant.NameMaxLength);
        builder.Property(t => t.ShortName).HasMaxLength(Tenant.ShortNameMaxLength);
        builder.Property(t => t.Color).HasMaxLength(7);
        builder.Property(t => t.Zone).HasMaxLength(Tenant.ZoneMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.Property(t => t.DefaultState).HasMaxLength(2);
        builder.Property(t => t.PostalAddress).HasMaxLength(Tenant.PostalAddressMaxLength);
        builder.PrimitiveCollection(t => t.Features).ElementType().HasConversion<string>();
        builder.PrimitiveCollection(t => t.WorkDays).ElementType().HasConversion<string>();
        builder.HasIndex(t => t.Name).IsUnique();
        builder.HasIndex(t => t.ShortName).IsUnique();
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_tenants_id", "id ~ '^[a-z][a-z0-9_]*$'");
            t.HasCheckConstraint("ck_tenants_work", "work_begins < work_ends and cardinality(work_days) > 0 and travel_minutes between 0 and 240");
            t.HasCheckConstraint("ck_tenants_color", "color ~ '^#[0-9a-fA-F]{6}$'");
        });
    }
}
