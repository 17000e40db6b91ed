using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Publishing;

public class PublicationConfiguration : IEntityTypeConfiguration<Publication>, IEntityTypeConfiguration<PublishAttempt>, IEntityTypeConfiguration<AccountLimit>,
    IEntityTypeConfiguration<PublishPause>
{
    /// <summary>What makes "never twice" the database's promise.</summary>
    internal const string Once = "ux_publications_post_account_occurrence";

    private const string LookedAfter = "look_at is not null and state not in ('Waiting', 'Preparing')";

    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("publications");
        builder.Property(p => p.LeasedBy).HasMaxLength(120);
        builder.Property(p => p.Fingerprint).HasMaxLength(64);
        builder.Property(p => p.PreparedId).HasMaxLength(Publication.PreparedMaxLength);
        builder.Property(p => p.ExternalId).HasMaxLength(Post.ExternalIdMaxLength);
        builder.Property(p => p.Url).HasMaxLength(Post.UrlMaxLength);
        builder.Property(p => p.Cause).HasMaxLength(Publication.TextMaxLength);
        builder.Property(p => p.NextStep).HasMaxLength(Publication.TextMaxLength);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasAlternateKey(p => new { p.TenantId, p.Id });
        builder.HasIndex(p => new { p.PostId, p.AccountId, p.Occurrence }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(p => new { p.TenantId, p.PostId });
        // What the dispatcher looks at, oldest first.
        builder.HasIndex(p => new { p.LookAt, p.Id }).HasFilter("look_at is not null").HasDatabaseName("ix_publications_look_at");
        // The same account by account, so that a company with ten thousand due posts does not stand before one with a single one.
        builder.HasIndex(p => new { p.TenantId, p.AccountId, p.LookAt, p.Id }).HasFilter("look_at is not null").HasDatabaseName("ix_publications_account_look_at");
        // What may be out already is looked after whatever waits before it on the account.
        builder.HasIndex(p => new { p.AccountId, p.LookAt, p.Id }).HasFilter(LookedAfter).HasDatabaseName("ix_publications_look_after");
        builder.HasIndex(p => new { p.TenantId, p.AccountId, p.Fingerprint });
        builder.HasIndex(p => new { p.TenantId, p.State, p.DueAt, p.Id });
        builder.HasIndex(p => new { p.TenantId, p.AccountId, p.DueAt, p.Id });
        builder.HasOne(p => p.Post).WithMany().HasForeignKey(p => new { p.TenantId, p.PostId }).HasPrincipalKey(p => new { p.TenantId, p.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ChannelAccount>().WithMany().HasForeignKey(p => new { p.TenantId, p.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_publications_cause", "state not in ('Unknown', 'Rejected', 'Parked', 'Skipped', 'Discarded') or (cause is not null and next_step is not null)"));
    }

    public void Configure(EntityTypeBuilder<PublishAttempt> builder)
    {
        builder.ToTable("publish_attempts");
        builder.Property(a => a.Instance).HasMaxLength(120);
        builder.Property(a => a.ProviderCode).HasMaxLength(PublishAttempt.CodeMaxLength);
        builder.Property(a => a.ProviderTrace).HasMaxLength(PublishAttempt.CodeMaxLength);
        builder.Property(a => a.Message).HasMaxLength(Publication.TextMaxLength);
        builder.Property(a => a.Evidence).HasColumnType("jsonb");
        builder.HasIndex(a => new { a.TenantId, a.PublicationId, a.Number }).IsUnique();
        builder.HasIndex(a => new { a.TenantId, a.StartedAt });
        builder.HasOne<Publication>().WithMany(p => p.Attempts).HasForeignKey(a => new { a.TenantId, a.PublicationId }).HasPrincipalKey(p => new { p.TenantId, p.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccountLimit> builder)
    {
        builder.ToTable("account_limits");
        builder.HasKey(l => new { l.TenantId, l.AccountId });
        builder.Property(l => l.BlockedWhy).HasMaxLength(Publication.TextMaxLength);
        builder.HasOne<ChannelAccount>().WithMany().HasForeignKey(l => new { l.TenantId, l.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<PublishPause> builder)
    {
        builder.ToTable("publish_pauses");
        builder.HasIndex(p => p.TenantId).IsUnique();
        builder.Property(p => p.Reason).HasMaxLength(Post.ReasonMaxLength);
        builder.HasIndex(p => p.PausedById);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(p => p.PausedById).OnDelete(DeleteBehavior.SetNull);
    }
}
