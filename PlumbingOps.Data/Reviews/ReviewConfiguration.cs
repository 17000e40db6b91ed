using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

public class ReviewConfiguration : IEntityTypeConfiguration<ReviewRequest>, IEntityTypeConfiguration<Review>, IEntityTypeConfiguration<RecoveryTicket>,
    IEntityTypeConfiguration<ReviewOptOut>
{
    internal const string OncePerCall = "ux_review_requests_tenant_call";
    internal const string OncePerJob = "ux_review_requests_tenant_job";

    public void Configure(EntityTypeBuilder<ReviewRequest> builder)
    {
        builder.ToTable("review_requests");
        builder.Property(r => r.CustomerName).HasMaxLength(ReviewRequest.NameMaxLength);
        builder.Property(r => r.Email).HasMaxLength(ReviewRequest.EmailMaxLength);
        builder.Property(r => r.Phone).HasMaxLength(ReviewRequest.PhoneMaxLength);
        builder.Property(r => r.TokenHash).HasMaxLength(64);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasAlternateKey(r => new { r.TenantId, r.Id });
        builder.HasIndex(r => r.TokenHash).IsUnique();
        builder.Property(r => r.OldTokenHashes).HasDefaultValueSql("'{}'");
        builder.HasIndex(r => r.OldTokenHashes).HasMethod("gin");
        builder.HasIndex(r => new { r.TenantId, r.ServiceCallId }).IsUnique().HasFilter("service_call_id is not null").HasDatabaseName(OncePerCall);
        builder.HasIndex(r => new { r.TenantId, r.JobId }).IsUnique().HasFilter("job_id is not null").HasDatabaseName(OncePerJob);
        builder.HasIndex(r => new { r.TenantId, r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.Status, r.CreatedAt, r.Id });
        builder.HasIndex(r => new { r.Status, r.ExpiresAt });
        builder.HasIndex(r => new { r.TenantId, r.SentAt, r.Id }).HasFilter("sent_at is not null").HasDatabaseName("ix_review_requests_sent");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ServiceCall>().WithMany().HasForeignKey(r => new { r.TenantId, r.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Job>().WithMany().HasForeignKey(r => new { r.TenantId, r.JobId }).HasPrincipalKey(j => new { j.TenantId, j.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_review_requests_of", "(service_call_id is null) <> (job_id is null)"));
    }

    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews");
        builder.Property(r => r.Comment).HasMaxLength(Review.CommentMaxLength);
        builder.Property(r => r.CustomerName).HasMaxLength(ReviewRequest.NameMaxLength);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasAlternateKey(r => new { r.TenantId, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.RequestId }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.At, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.Rating, r.At, r.Id });
        builder.HasOne<ReviewRequest>().WithMany().HasForeignKey(r => new { r.TenantId, r.RequestId }).HasPrincipalKey(q => new { q.TenantId, q.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_reviews_rating", "rating between 1 and 5"));
    }

    public void Configure(EntityTypeBuilder<RecoveryTicket> builder)
    {
        builder.ToTable("recovery_tickets");
        builder.Property(t => t.Issue).HasMaxLength(RecoveryTicket.TextMaxLength + 40);
        builder.Property(t => t.Resolution).HasMaxLength(RecoveryTicket.TextMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.ReviewId }).IsUnique();
        builder.HasIndex(t => new { t.TenantId, t.Status, t.CreatedAt, t.Id });
        builder.HasIndex(t => t.AssigneeId);
        builder.HasOne<Review>().WithMany().HasForeignKey(t => new { t.TenantId, t.ReviewId }).HasPrincipalKey(r => new { r.TenantId, r.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<ReviewOptOut> builder)
    {
        builder.ToTable("review_opt_outs");
        builder.Property(o => o.Email).HasMaxLength(ReviewRequest.EmailMaxLength);
        builder.HasIndex(o => new { o.TenantId, o.Email }).IsUnique();
        builder.HasIndex(o => new { o.TenantId, o.At, o.Id });
        builder.HasIndex(o => o.AddedById);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(o => o.AddedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(o => o.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_review_opt_outs_email", "email = lower(email)"));
    }
}
