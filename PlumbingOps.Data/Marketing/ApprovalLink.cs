using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Marketing;

/// <summary>Lets one person approve one post, as it read when it was made, once, from a mail. Only its hash is kept: whoever reads the database cannot use it.</summary>
public class ApprovalLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid PostId { get; init; }
    public required Guid ApproverId { get; init; }
    /// <summary>Of the post as it was; another text ends the link.</summary>
    public required string Fingerprint { get; init; }
    public required byte[] TokenHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
    public uint Version { get; private set; }
}

public class ApprovalLinkConfiguration : IEntityTypeConfiguration<ApprovalLink>
{
    public void Configure(EntityTypeBuilder<ApprovalLink> builder)
    {
        builder.ToTable("approval_links");
        builder.Property(l => l.Fingerprint).HasMaxLength(64);
        builder.Property(l => l.Version).IsRowVersion();
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => new { l.TenantId, l.PostId, l.ApproverId });
        builder.HasIndex(l => l.ApproverId);
        builder.HasOne<Post>().WithMany().HasForeignKey(l => new { l.TenantId, l.PostId }).HasPrincipalKey(p => new { p.TenantId, p.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(l => l.ApproverId).OnDelete(DeleteBehavior.Cascade);
    }
}
