using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.People;

/// <summary>Days on which a technician, or the whole office, is not at work, or is in a meeting.</summary>
public class Absence
{
    public const int TitleMaxLength = 200;
    public const int NoteMaxLength = 500;
    /// <summary>A longer one is a slip of the keyboard; who stays away longer is not at work here any more.</summary>
    public const int MostDays = 366;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>Null: everybody (a holiday, the office closed).</summary>
    public Guid? TechnicianId { get; set; }
    public required string Title { get; set; }
    public AbsenceKind Kind { get; set; }
    public DateOnly StartDate { get; set; }
    /// <summary>The last day, inclusive.</summary>
    public DateOnly EndDate { get; set; }
    /// <summary>For the office.</summary>
    public string? Note { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }
}

public enum AbsenceKind { TimeOff, Meeting, Sick, Training }

public class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.Property(a => a.Title).HasMaxLength(Absence.TitleMaxLength);
        builder.Property(a => a.Note).HasMaxLength(Absence.NoteMaxLength);
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasAlternateKey(a => new { a.TenantId, a.Id });
        builder.HasIndex(a => new { a.TenantId, a.StartDate, a.EndDate });
        builder.HasOne<Technician>().WithMany().HasForeignKey(a => new { a.TenantId, a.TechnicianId }).HasPrincipalKey(t => new { t.TenantId, t.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tenants.Tenant>().WithMany().HasForeignKey(a => a.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_absences_days", "end_date >= start_date"));
    }
}
