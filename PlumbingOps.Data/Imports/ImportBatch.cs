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
    public CalendarKind CalendarKind { get; init; }
    public CalendarFormat Format { get; init; }
    public ImportStatus Status { get; set; } = ImportStatus.Staged;
    /// <summary>jsonb: rows by outcome; adds up to <see cref="RowCount"/>.</summary>
    public string Counts { get; set; } = "{}";
    public int RowCount { get; init; }
    /// <summary>jsonb: <see cref="BatchFindings"/>, what the file showed and what is asked about it.</summary>
    public string Findings { get; set; } = "{}";
    public Guid? UploadedById { get; init; }
    public required string UploadedBy { get; init; }
    public DateTimeOffset UploadedAt { get; init; }
    public DateTimeOffset? CommittedAt { get; set; }
    /// <summary>The change sets of the commits, oldest first: what an undo takes back.</summary>
    public List<Guid> ChangeSetIds { get; set; } = [];
    public DateTimeOffset? UndoneAt { get; set; }
    /// <summary>The rows with their cells were deleted: they are kept for 90 days.</summary>
    public DateTimeOffset? RowsDeletedAt { get; set; }
    public uint Version { get; private set; }
}

public enum ImportStatus { Staged, Committed, Undone, Discarded }

/// <summary>What becomes of a row. Every row of a batch has one, so the groups add up.</summary>
public enum RowOutcome { New, Changed, Unchanged, Duplicate, Review, Skipped, Error, Imported }

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
    /// <summary>jsonb: the cells as read. Codes are in it, so no list, preview or export reads it.</summary>
    public required string Raw { get; init; }
    /// <summary>jsonb: <see cref="RowProposal"/>, codes masked.</summary>
    public string Proposal { get; set; } = "{}";
    /// <summary>jsonb: <see cref="RowSecrets"/>, contact and access codes; read by the commit only.</summary>
    public string Restricted { get; set; } = "{}";
    /// <summary>jsonb: <see cref="RowCorrection"/>, what a person decided on this row alone.</summary>
    public string? Correction { get; set; }
    public RowOutcome Outcome { get; set; } = RowOutcome.Review;
    public string Reason { get; set; } = "";
    /// <summary>The questions whose answer would settle the row.</summary>
    public List<string> QuestionIds { get; set; } = [];
    /// <summary>What the search box looks through, lower case.</summary>
    public string Search { get; set; } = "";
}

/// <summary>Which record an entry of a calendar became: makes re-import idempotent.</summary>
public class ImportLink
{
    public const string Job = "job";
    public const string ServiceCall = "service_call";
    public const string Absence = "absence";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string SourceKey { get; init; }
    public required string ContentHash { get; set; }
    public required string Entity { get; init; }
    public Guid EntityId { get; init; }
    /// <summary>The company the record belongs to: a homeowner's go-back in the construction calendar is the service company's.</summary>
    public required string EntityTenantId { get; init; }
    public Guid BatchId { get; set; }
    public DateTimeOffset ImportedAt { get; set; }
}

/// <summary>An answer the office gave once: what a calendar writes, and what it means.</summary>
public class ImportWord
{
    public const int TextMaxLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public QuestionSubject Subject { get; init; }
    /// <summary>For a community: the builder it is looked for under. Empty otherwise.</summary>
    public string Builder { get; init; } = "";
    public required string Written { get; init; }
    public required string Meaning { get; set; }
    public required string AnsweredBy { get; set; }
    public DateTimeOffset AnsweredAt { get; set; }
    /// <summary>The batch that asked.</summary>
    public Guid? BatchId { get; set; }
}

public class ImportConfiguration : IEntityTypeConfiguration<ImportBatch>, IEntityTypeConfiguration<ImportRow>, IEntityTypeConfiguration<ImportLink>, IEntityTypeConfiguration<ImportWord>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder)
    {
        builder.Property(b => b.FileName).HasMaxLength(255);
        builder.Property(b => b.FileHash).HasMaxLength(64);
        builder.Property(b => b.UploadedBy).HasMaxLength(People.AppUser.FullNameMaxLength);
        builder.Property(b => b.Counts).HasColumnType("jsonb");
        builder.Property(b => b.Findings).HasColumnType("jsonb");
        builder.Property(b => b.Version).IsRowVersion();
        builder.HasAlternateKey(b => new { b.TenantId, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.UploadedAt, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.FileHash });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(b => b.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<People.AppUser>().WithMany().HasForeignKey(b => b.UploadedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.Property(r => r.SourceKey).HasMaxLength(400);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.Property(r => r.Raw).HasColumnType("jsonb");
        builder.Property(r => r.Proposal).HasColumnType("jsonb");
        builder.Property(r => r.Restricted).HasColumnType("jsonb");
        builder.Property(r => r.Correction).HasColumnType("jsonb");
        builder.HasIndex(r => new { r.TenantId, r.BatchId, r.RowNumber }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.BatchId, r.Outcome, r.RowNumber });
        builder.HasIndex(r => new { r.TenantId, r.SourceKey }).HasFilter("correction is not null").HasDatabaseName("ix_import_rows_corrected");
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(r => new { r.TenantId, r.BatchId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ImportLink> builder)
    {
        builder.Property(l => l.SourceKey).HasMaxLength(400);
        builder.Property(l => l.ContentHash).HasMaxLength(64);
        builder.Property(l => l.Entity).HasMaxLength(40);
        builder.Property(l => l.EntityTenantId).HasMaxLength(Tenant.IdMaxLength);
        builder.HasIndex(l => new { l.TenantId, l.SourceKey, l.EntityId }).IsUnique();
        builder.HasIndex(l => new { l.TenantId, l.EntityId });
        builder.HasIndex(l => new { l.TenantId, l.BatchId });
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(l => new { l.TenantId, l.BatchId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ImportWord> builder)
    {
        builder.Property(w => w.Builder).HasMaxLength(ImportWord.TextMaxLength);
        builder.Property(w => w.Written).HasMaxLength(ImportWord.TextMaxLength);
        builder.Property(w => w.Meaning).HasMaxLength(ImportWord.TextMaxLength);
        builder.Property(w => w.AnsweredBy).HasMaxLength(People.AppUser.FullNameMaxLength);
        builder.HasIndex(w => new { w.TenantId, w.Subject, w.Builder, w.Written }).IsUnique();
        builder.HasIndex(w => w.BatchId);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(w => w.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
