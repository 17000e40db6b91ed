using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Webhooks;

namespace PlumbingOps.Data.Publishing;

public class ProviderConfiguration : IEntityTypeConfiguration<ProviderCircuit>, IEntityTypeConfiguration<ConnectionRequest>, IEntityTypeConfiguration<WebhookHint>,
    IEntityTypeConfiguration<WebhookCount>, IEntityTypeConfiguration<PreflightFinding>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<ProviderCircuit> builder)
    {
        builder.ToTable("provider_circuits");
        builder.Property(c => c.Why).HasMaxLength(Publication.TextMaxLength);
        builder.HasIndex(c => c.Provider).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ConnectionRequest> builder)
    {
        builder.ToTable("connection_requests");
        builder.Property(r => r.StateHash).HasMaxLength(HashLength);
        builder.Property(r => r.BrowserHash).HasMaxLength(HashLength);
        builder.Property(r => r.Refusal).HasMaxLength(AccountConnection.TextMaxLength);
        builder.Property(r => r.Choices).HasColumnType("jsonb");
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => r.StateHash).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.AccountId });
        builder.HasIndex(r => r.UserId);
        builder.HasOne<ChannelAccount>().WithMany().HasForeignKey(r => new { r.TenantId, r.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WebhookHint> builder)
    {
        builder.ToTable("webhook_hints");
        builder.Property(h => h.Field).HasMaxLength(WebhookHint.NameMaxLength);
        builder.Property(h => h.ExternalId).HasMaxLength(WebhookHint.NameMaxLength);
        builder.Property(h => h.Hash).HasMaxLength(HashLength);
        builder.HasIndex(h => new { h.TenantId, h.Hash }).IsUnique();
        builder.HasIndex(h => new { h.TenantId, h.ConnectionId });
        builder.HasIndex(h => h.ReceivedAt).HasFilter("read_at is null").HasDatabaseName("ix_webhook_hints_unread");
        builder.HasOne<AccountConnection>().WithMany().HasForeignKey(h => new { h.TenantId, h.ConnectionId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<WebhookCount> builder)
    {
        builder.ToTable("webhook_counts");
        builder.HasKey(c => new { c.Day, c.Verdict });
    }

    public void Configure(EntityTypeBuilder<PreflightFinding> builder)
    {
        builder.ToTable("preflight_findings");
        builder.Property(f => f.Cause).HasMaxLength(Publication.TextMaxLength);
        builder.Property(f => f.NextStep).HasMaxLength(Publication.TextMaxLength);
        builder.HasIndex(f => new { f.TenantId, f.PostId, f.Kind }).IsUnique();
        builder.HasIndex(f => new { f.TenantId, f.AccountId });
        builder.HasOne(f => f.Post).WithMany().HasForeignKey(f => new { f.TenantId, f.PostId }).HasPrincipalKey(p => new { p.TenantId, p.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ChannelAccount>().WithMany().HasForeignKey(f => new { f.TenantId, f.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}
