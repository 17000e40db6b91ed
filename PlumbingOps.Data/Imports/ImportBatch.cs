using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Imports;

/// <summary>One uploaded calendar export, from upload to commit and, if need be, undo.</summary>
public class ImportBatch
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string FileName { get; init; }
    /// <summary>SHA-256 of the bytes, lower-case hex: the same file twice is noticed.</summary>
    public required string FileHash { get; init; }
    /// <summary>construction or service.</summary>
    public required string CalendarKind { get; init; }
    public ImportStatus Status { get; set; } = ImportStatus.Staged;
    /// <summary>jsonb: rows by outcome; adds up to <see cref="RowCount"/>.</summary>
    public string Counts { get; set; } = "{}";
    public int RowCount { get; init; }
    /// <summary>jsonb: what the reader remarked of the file (encoding, separator, ignored columns).</summary>
    public string Remarks { get; set; } = "[]";
    public Guid? UploadedById { get; init; }
    public DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset? CommittedAt { get; set; }
    /// <summary>The change set of the commit: what an undo takes back.</summary>
    public Guid? ChangeSetId { get; set; }
    public DateTimeOffset? UndoneAt { get; set; }
    public uint Version { get; private set; }
}

public enum ImportStatus { Staged, Committed, Undone, Discarded }

/// <summary>One source record as it was read, what the importer proposes, and what a person decided. Holds personal data: deleted after 90 days.</summary>
public class ImportRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid BatchId { get; init; }
    /// <summary>1 is the first record after the header.</summary>
    public int RowNumber { get; init; }
    /// <summary>Recognises the same entry in a later export: the event's UID, or a hash of subject, start and location.</summary>
    public required string SourceKey { get; init; }
    /// <summary>Hash of all cells: tells changed from unchanged.</summary>
    public required string ContentHash { get; init; }
    /// <summary>jsonb: the cells as read.</summary>
    public required string Raw { get; init; }
    /// <summary>jsonb: what the engine proposes, reasons included.</summary>
    public string Proposal { get; set; } = "{}";
    /// <summary>jsonb: what a person corrected on this row alone.</summary>
    public string? Correction { get; set; }
    public string Outcome { get; set; } = "review";
    public string Reason { get; set; } = "";
}

/// <summary>Which record an entry of a calendar became: makes re-import idempotent.</summary>
public class ImportLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string SourceKey { get; init; }
    public required string ContentHash { get; set; }
    /// <summary>job or service_call.</summary>
    public required string Entity { get; init; }
    public Guid EntityId { get; init; }
    public Guid BatchId { get; set; }
}

/// <summary>A word or spelling the office confirmed once: what a calendar writes, and what it means.</summary>
public class ImportWord
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>Phase, Kind, City, Skip and the like.</summary>
    public required string Subject { get; init; }
    public required string Written { get; init; }
    public required string Meaning { get; set; }
}

public class ImportConfiguration : IEntityTypeConfiguration<ImportBatch>, IEntityTypeConfiguration<ImportRow>, IEntityTypeConfiguration<ImportLink>, IEntityTypeConfiguration<ImportWord>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder)
    {
        builder.Property(b => b.FileName).HasMaxLength(255);
        builder.Property(b => b.FileHash).HasMaxLength(64);
        builder.Property(b => b.CalendarKind).HasMaxLength(20);
        builder.Property(b => b.Counts).HasColumnType("jsonb");
        builder.Property(b => b.Remarks).HasColumnType("jsonb");
        builder.Property(b => b.Version).IsRowVersion();
        builder.HasAlternateKey(b => new { b.TenantId, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.UploadedAt, b.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(b => b.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<People.AppUser>().WithMany().HasForeignKey(b => b.UploadedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.Property(r => r.SourceKey).HasMaxLength(255);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.Property(r => r.Raw).HasColumnType("jsonb");
        builder.Property(r => r.Proposal).HasColumnType("jsonb");
        builder.Property(r => r.Correction).HasColumnType("jsonb");
        builder.Property(r => r.Outcome).HasMaxLength(20);
        builder.HasIndex(r => new { r.TenantId, r.BatchId, r.RowNumber }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.BatchId, r.Outcome, r.RowNumber });
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(r => new { r.TenantId, r.BatchId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ImportLink> builder)
    {
        builder.Property(l => l.SourceKey).HasMaxLength(255);
        builder.Property(l => l.ContentHash).HasMaxLength(64);
        builder.Property(l => l.Entity).HasMaxLength(40);
        builder.HasIndex(l => new { l.TenantId, l.SourceKey, l.EntityId }).IsUnique();
        builder.HasIndex(l => new { l.TenantId, l.EntityId });
        builder.HasIndex(l => new { l.TenantId, l.BatchId });
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(l => new { l.TenantId, l.BatchId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ImportWord> builder)
    {
        builder.Property(w => w.Subject).HasMaxLength(20);
        builder.Property(w => w.Written).HasMaxLength(200);
        builder.Property(w => w.Meaning).HasMaxLength(200);
        builder.HasIndex(w => new { w.TenantId, w.Subject, w.Written }).IsUnique();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(w => w.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
