using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing.Metrics;

public class MetricConfiguration : IEntityTypeConfiguration<MetricReading>, IEntityTypeConfiguration<MetricValue>, IEntityTypeConfiguration<DeadMetric>
{
    public void Configure(EntityTypeBuilder<MetricReading> builder)
    {
        builder.ToTable("metric_readings");
        builder.Property(r => r.Raw).HasColumnType("jsonb");
        builder.HasAlternateKey(r => new { r.TenantId, r.Id });
        // One for each post and day, and for each account and day.
        builder.HasIndex(r => new { r.TenantId, r.AccountId, r.PostId, r.Day }).IsUnique().AreNullsDistinct(false);
        builder.HasIndex(r => new { r.TenantId, r.PostId, r.Day });
        builder.HasOne<ChannelAccount>().WithMany().HasForeignKey(r => new { r.TenantId, r.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Post>().WithMany().HasForeignKey(r => new { r.TenantId, r.PostId }).HasPrincipalKey(p => new { p.TenantId, p.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MetricValue> builder)
    {
        builder.ToTable("metric_values");
        builder.HasKey(v => new { v.ReadingId, v.Metric });
        builder.HasOne<MetricReading>().WithMany(r => r.Values).HasForeignKey(v => new { v.TenantId, v.ReadingId }).HasPrincipalKey(r => new { r.TenantId, r.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(v => new { v.TenantId, v.ReadingId });
        builder.ToTable(t => t.HasCheckConstraint("ck_metric_values_value", "value >= 0"));
    }

    public void Configure(EntityTypeBuilder<DeadMetric> builder)
    {
        builder.ToTable("dead_metrics");
        builder.Property(d => d.Name).HasMaxLength(DeadMetric.NameMaxLength);
        builder.HasIndex(d => new { d.Provider, d.Name }).IsUnique();
    }
}
