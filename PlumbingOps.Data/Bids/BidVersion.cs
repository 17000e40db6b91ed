using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

/// <summary>A bid as it was sent: what the customer read, word for word, and whether they accepted it. It never changes.</summary>
public class BidVersion
{
    public const int HashLength = 64;
    public const int AcceptedByMaxLength = 120;
    public const int AcceptedFromMaxLength = 64;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid BidId { get; init; }
    public int Number { get; init; }
    /// <summary>A <see cref="BidDocument"/> as JSON.</summary>
    public required string Document { get; init; }
    /// <summary>SHA-256 of the document, in hexadecimal: what was accepted can be told from anything else.</summary>
    public required string DocumentHash { get; init; }
    public long TotalCents { get; init; }
    public DateTimeOffset SentAt { get; init; }
    public Guid? SentById { get; init; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public string? AcceptedBy { get; private set; }
    /// <summary>The network address the acceptance came from.</summary>
    public string? AcceptedFrom { get; private set; }
    public uint Version { get; private set; }

    public void Accept(string name, string? from, DateTimeOffset at) => (AcceptedBy, AcceptedFrom, AcceptedAt) = (name, from, at);
}

/// <summary>Lets whoever holds it read one version of a bid and accept it, without an account. Only its hash is kept.</summary>
public class BidLink
{
    public const int Days = 30;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid BidId { get; init; }
    public Guid VersionId { get; init; }
    public required byte[] TokenHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid? CreatedById { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    /// <summary>When it was opened first.</summary>
    public DateTimeOffset? OpenedAt { get; set; }
    public uint Version { get; private set; }

    public bool IsOpenAt(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

/// <summary>A job that came of a bid.</summary>
public class BidJob
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid BidId { get; init; }
    public Guid JobId { get; init; }
}

/// <summary>Sections and lines to start a bid from, for a builder and a plan, or for any.</summary>
public class BidTemplate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string Name { get; set; }
    public Guid? BuilderId { get; set; }
    public string? Plan { get; set; }
    public string? Terms { get; set; }
    /// <summary><see cref="BidParts"/> as JSON.</summary>
    public required string Lines { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }
}

public class BidVersionConfiguration : IEntityTypeConfiguration<BidVersion>, IEntityTypeConfiguration<BidLink>, IEntityTypeConfiguration<BidJob>, IEntityTypeConfiguration<BidTemplate>
{
    internal const string OneOfEach = "ux_bid_templates_name";

    public void Configure(EntityTypeBuilder<BidVersion> builder)
    {
        builder.Property(v => v.DocumentHash).HasMaxLength(BidVersion.HashLength);
        builder.Property(v => v.AcceptedBy).HasMaxLength(BidVersion.AcceptedByMaxLength);
        builder.Property(v => v.AcceptedFrom).HasMaxLength(BidVersion.AcceptedFromMaxLength);
        builder.Property(v => v.Version).IsRowVersion();
        builder.HasAlternateKey(v => new { v.TenantId, v.Id });
        builder.HasIndex(v => new { v.TenantId, v.BidId, v.Number }).IsUnique();
        builder.HasIndex(v => v.SentById);
        builder.HasOne<Bid>().WithMany().HasForeignKey(v => new { v.TenantId, v.BidId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(v => v.SentById).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t => t.HasCheckConstraint("ck_bid_versions_accepted", "(accepted_at is null) = (accepted_by is null)"));
    }

    public void Configure(EntityTypeBuilder<BidLink> builder)
    {
        builder.Property(l => l.Version).IsRowVersion();
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => new { l.TenantId, l.BidId });
        builder.HasIndex(l => new { l.TenantId, l.VersionId });
        builder.HasIndex(l => l.CreatedById);
        builder.HasOne<Bid>().WithMany().HasForeignKey(l => new { l.TenantId, l.BidId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<BidVersion>().WithMany().HasForeignKey(l => new { l.TenantId, l.VersionId }).HasPrincipalKey(v => new { v.TenantId, v.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(l => l.CreatedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<BidJob> builder)
    {
        builder.HasIndex(j => new { j.TenantId, j.BidId, j.JobId }).IsUnique();
        builder.HasIndex(j => new { j.TenantId, j.JobId });
        builder.HasOne<Bid>().WithMany().HasForeignKey(j => new { j.TenantId, j.BidId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Job>().WithMany().HasForeignKey(j => new { j.TenantId, j.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BidTemplate> builder)
    {
        builder.Property(t => t.Name).HasMaxLength(Bid.NameMaxLength);
        builder.Property(t => t.Plan).HasMaxLength(Bid.PlanMaxLength);
        builder.Property(t => t.Terms).HasMaxLength(Bid.TermsMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.Name }).IsUnique().HasFilter("archived_at is null").HasDatabaseName(OneOfEach);
        builder.HasIndex(t => t.BuilderId);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Builder>().WithMany().HasForeignKey(t => t.BuilderId).OnDelete(DeleteBehavior.Restrict);
    }
}
