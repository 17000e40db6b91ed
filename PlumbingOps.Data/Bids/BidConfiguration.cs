using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Bids;

public class BidConfiguration : IEntityTypeConfiguration<Bid>, IEntityTypeConfiguration<BidSection>, IEntityTypeConfiguration<BidLine>
{
    public void Configure(EntityTypeBuilder<Bid> builder)
    {
        builder.Property(b => b.Number).ValueGeneratedOnAdd().HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.None);
        builder.Property(b => b.Name).HasMaxLength(Bid.NameMaxLength);
        builder.Property(b => b.LotNumber).HasMaxLength(Lot.NumberMaxLength);
        builder.Property(b => b.Street).HasMaxLength(Lot.StreetMaxLength);
        builder.Property(b => b.City).HasMaxLength(Bid.CityMaxLength);
        builder.Property(b => b.Plan).HasMaxLength(Bid.PlanMaxLength);
        builder.Property(b => b.LostReason).HasMaxLength(Bid.ReasonMaxLength);
        builder.Property(b => b.ApprovalNote).HasMaxLength(Bid.ReasonMaxLength);
        builder.Property(b => b.Terms).HasMaxLength(Bid.TermsMaxLength);
        builder.Property(b => b.Notes).HasMaxLength(Bid.NotesMaxLength);
        builder.Property(b => b.Version).IsRowVersion();
        // What the lines add up to is kept by a trigger; see bids.sql.
        builder.Property(b => b.TotalCents).HasDefaultValue(0L).ValueGeneratedOnAddOrUpdate();
        builder.Property(b => b.CostCents).ValueGeneratedOnAddOrUpdate();
        builder.Property(b => b.LineCount).HasDefaultValue(0).ValueGeneratedOnAddOrUpdate();
        builder.Property(b => b.UnpricedCount).HasDefaultValue(0).ValueGeneratedOnAddOrUpdate();
        builder.Property(b => b.DueSort).HasComputedColumnSql("coalesce(due_date, date '9999-12-31')", stored: true);
        builder.Property(b => b.Search)
            .HasComputedColumnSql("lower('b-' || number::text || ' ' || name || ' ' || coalesce('lot ' || lot_number || ' ', '') || coalesce(street || ' ', '') || coalesce(city || ' ', '') || coalesce(plan, ''))", stored: true);
        builder.HasAlternateKey(b => new { b.TenantId, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.Number }).IsUnique();
        builder.HasIndex(b => new { b.TenantId, b.DueSort, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.Status, b.DueSort, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.TotalCents, b.Id });
        builder.HasIndex(b => new { b.TenantId, b.FollowUpOn }).HasFilter("status = 'Sent'").HasDatabaseName("ix_bids_follow_up");
        builder.HasIndex(b => new { b.TenantId, b.DecidedOn, b.Id }).HasFilter("decided_on is not null and archived_at is null").HasDatabaseName("ix_bids_decided");
        builder.HasIndex(b => b.Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasIndex(b => b.BuilderId);
        builder.HasIndex(b => new { b.TenantId, b.CustomerId });
        builder.HasIndex(b => new { b.TenantId, b.ServiceCallId });
        builder.HasIndex(b => b.LotId);
        builder.HasIndex(b => b.OwnerId);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(b => b.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(b => b.Builder).WithMany().HasForeignKey(b => b.BuilderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(b => b.Customer).WithMany().HasForeignKey(b => new { b.TenantId, b.CustomerId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(b => b.Community).WithMany().HasForeignKey(b => b.CommunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(b => b.Lot).WithMany().HasForeignKey(b => b.LotId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ServiceCall>().WithMany().HasForeignKey(b => new { b.TenantId, b.ServiceCallId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(b => b.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(b => b.ApprovalAskedById).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(b => b.ApprovedById).OnDelete(DeleteBehavior.SetNull);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_bids_for_whom", "builder_id is not null or customer_id is not null");
            t.HasCheckConstraint("ck_bids_decided", "(status in ('Won', 'Lost')) = (decided_on is not null)");
            t.HasCheckConstraint("ck_bids_lost", "(status = 'Lost') = (lost_reason is not null)");
            t.HasCheckConstraint("ck_bids_sent", "status not in ('Sent', 'Won', 'Lost') or sent_on is not null");
        });
    }

    public void Configure(EntityTypeBuilder<BidSection> builder)
    {
        builder.Property(s => s.Title).HasMaxLength(BidSection.TitleMaxLength);
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasAlternateKey(s => new { s.TenantId, s.Id });
        builder.HasIndex(s => new { s.TenantId, s.BidId });
        builder.HasOne<Bid>().WithMany(b => b.Sections).HasForeignKey(s => new { s.TenantId, s.BidId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BidLine> builder)
    {
        builder.Property(l => l.Description).HasMaxLength(BidLine.DescriptionMaxLength);
        builder.Property(l => l.Unit).HasMaxLength(BidLine.UnitMaxLength);
        builder.Property(l => l.Quantity).HasColumnType($"numeric(12,{BidLine.QuantityDecimals})");
        builder.Property(l => l.TotalCents).HasComputedColumnSql("round(quantity * unit_price_cents)::bigint", stored: true);
        builder.Property(l => l.Version).IsRowVersion();
        builder.HasIndex(l => new { l.TenantId, l.BidId });
        builder.HasIndex(l => new { l.TenantId, l.SectionId });
        builder.HasOne<Bid>().WithMany(b => b.Lines).HasForeignKey(l => new { l.TenantId, l.BidId }).HasPrincipalKey(b => new { b.TenantId, b.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<BidSection>().WithMany().HasForeignKey(l => new { l.TenantId, l.SectionId }).HasPrincipalKey(s => new { s.TenantId, s.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_bid_lines_quantity", $"quantity > 0 and quantity <= {BidLine.MostQuantity:0}");
            t.HasCheckConstraint("ck_bid_lines_money", $"abs(coalesce(unit_price_cents, 0)) <= {BidLine.MostCents} and coalesce(unit_cost_cents, 0) between 0 and {BidLine.MostCents}");
        });
    }
}
