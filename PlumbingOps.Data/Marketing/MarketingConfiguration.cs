using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Marketing;

public class ChannelConfiguration : IEntityTypeConfiguration<Channel>, IEntityTypeConfiguration<ChannelAccount>, IEntityTypeConfiguration<AccountShare>,
    IEntityTypeConfiguration<AccountConnection>, IEntityTypeConfiguration<AccountSecret>
{
    internal const string OneConnectionOutside = "ux_account_connections_external";
    internal const string OneKey = "ux_channels_key";
    internal const string OneName = "ux_channel_accounts_tenant_channel_id_name";
    internal const string OneShare = "ux_account_shares_tenant_account_id_category";

    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.ToTable("channels");
        builder.Property(c => c.Key).HasMaxLength(Channel.KeyMaxLength);
        builder.Property(c => c.Name).HasMaxLength(Channel.NameMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasIndex(c => c.Key).IsUnique();
        builder.ToTable(t => t.HasCheckConstraint("ck_channels_key", "key ~ '^[a-z][a-z0-9_]*$'"));
    }

    public void Configure(EntityTypeBuilder<ChannelAccount> builder)
    {
        builder.ToTable("channel_accounts");
        builder.Property(a => a.Name).HasMaxLength(ChannelAccount.NameMaxLength);
        builder.Property(a => a.ProfileUrl).HasMaxLength(ChannelAccount.UrlMaxLength);
        builder.Property(a => a.LoginEmail).HasMaxLength(ChannelAccount.NameMaxLength);
        builder.Property(a => a.VaultReference).HasMaxLength(ChannelAccount.NameMaxLength);
        builder.Property(a => a.Notes).HasMaxLength(ChannelAccount.NotesMaxLength);
        builder.Property(a => a.Zone).HasMaxLength(Tenant.ZoneMaxLength);
        builder.Property(a => a.Version).IsRowVersion();
        builder.PrimitiveCollection(a => a.Weekdays).ElementType().HasConversion<string>();
        builder.HasAlternateKey(a => new { a.TenantId, a.Id });
        builder.HasIndex(a => new { a.TenantId, a.ChannelId, a.Name }).IsUnique();
        builder.HasIndex(a => a.ChannelId);
        builder.HasOne(a => a.Channel).WithMany().HasForeignKey(a => a.ChannelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(a => a.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_channel_accounts_posts_per_week", $"posts_per_week between 0 and {ChannelAccount.MostPostsAWeek}");
            t.HasCheckConstraint("ck_channel_accounts_late_minutes", "late_minutes between 0 and 10080");
        });
    }

    public void Configure(EntityTypeBuilder<AccountShare> builder)
    {
        builder.ToTable("account_shares");
        builder.HasIndex(s => new { s.TenantId, s.AccountId, s.Category }).IsUnique();
        builder.HasOne<ChannelAccount>().WithMany(a => a.Mix).HasForeignKey(s => new { s.TenantId, s.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(t => t.HasCheckConstraint("ck_account_shares_percent", "percent between 1 and 100"));
    }

    public void Configure(EntityTypeBuilder<AccountConnection> builder)
    {
        builder.ToTable("account_connections");
        builder.Property(c => c.ExternalId).HasMaxLength(AccountConnection.ExternalIdMaxLength);
        builder.Property(c => c.ParentId).HasMaxLength(AccountConnection.ExternalIdMaxLength);
        builder.Property(c => c.ExternalName).HasMaxLength(AccountConnection.ExternalIdMaxLength);
        builder.Property(c => c.Problem).HasMaxLength(AccountConnection.TextMaxLength);
        builder.Property(c => c.NextStep).HasMaxLength(AccountConnection.TextMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasAlternateKey(c => new { c.TenantId, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.AccountId }).IsUnique();
        // One page or location is published by one account, whichever company it belongs to.
        builder.HasIndex(c => new { c.Provider, c.ExternalId }).IsUnique().HasFilter("state <> 'Disconnected'").HasDatabaseName(OneConnectionOutside);
        builder.HasOne<ChannelAccount>().WithMany().HasForeignKey(c => new { c.TenantId, c.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(c => c.ConnectedById).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<AccountSecret> builder)
    {
        builder.ToTable("account_secrets");
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasIndex(s => new { s.TenantId, s.ConnectionId, s.Kind }).IsUnique();
        builder.HasOne<AccountConnection>().WithMany().HasForeignKey(s => new { s.TenantId, s.ConnectionId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}

public class ContentConfiguration : IEntityTypeConfiguration<ContentItem>, IEntityTypeConfiguration<ContentText>, IEntityTypeConfiguration<ContentMedia>,
    IEntityTypeConfiguration<CaptionTemplate>, IEntityTypeConfiguration<Offer>, IEntityTypeConfiguration<SeasonalEvent>, IEntityTypeConfiguration<LocalTopic>
{
    internal const string OneTextPerChannel = "ux_content_texts_tenant_content_id_channel_id";
    internal const string EachPictureOnce = "ux_content_media_tenant_content_id_media_id";
    internal const string OneTopic = "ux_local_topics_tenant_service_type_city";

    public void Configure(EntityTypeBuilder<ContentItem> builder)
    {
        builder.ToTable("content_items");
        builder.Property(c => c.Number).ValueGeneratedOnAdd().HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.None);
        builder.Property(c => c.Title).HasMaxLength(ContentItem.TitleMaxLength);
        builder.Property(c => c.Caption).HasMaxLength(ContentItem.CaptionMaxLength);
        builder.Property(c => c.LinkUrl).HasMaxLength(ContentItem.UrlMaxLength);
        builder.Property(c => c.Campaign).HasMaxLength(ContentItem.TitleMaxLength);
        builder.Property(c => c.City).HasMaxLength(ContentItem.CityMaxLength);
        builder.Property(c => c.ServiceType).HasMaxLength(LocalTopic.ServiceMaxLength);
        builder.Property(c => c.Notes).HasMaxLength(ContentItem.NotesMaxLength);
        builder.Property(c => c.ReviewNote).HasMaxLength(ApprovalRule.NoteMaxLength);
        builder.Property(c => c.Version).IsRowVersion();
        builder.Property(c => c.Search).HasComputedColumnSql(
            "lower('m-' || number::text || ' ' || title || ' ' || coalesce(left(caption, 500), '') || ' ' || coalesce(city, '') || ' ' || coalesce(service_type, ''))", stored: true);
        builder.HasAlternateKey(c => new { c.TenantId, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.Number }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.Status, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.OwnerId, c.DraftDueOn }).HasFilter("status in ('Idea', 'Draft') and archived_at is null").HasDatabaseName("ix_content_items_drafts_due");
        builder.HasIndex(c => c.Tags).HasMethod("gin");
        builder.HasIndex(c => c.Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(c => c.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Offer>().WithMany().HasForeignKey(c => new { c.TenantId, c.OfferId }).HasPrincipalKey(o => new { o.TenantId, o.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Review>().WithMany().HasForeignKey(c => new { c.TenantId, c.ReviewId }).HasPrincipalKey(r => new { r.TenantId, r.Id }).OnDelete(DeleteBehavior.Restrict);
        // A review becomes content once.
        builder.HasIndex(c => new { c.TenantId, c.ReviewId }).IsUnique().HasFilter("review_id is not null");
        People(builder, c => c.OwnerId);
        People(builder, c => c.ReviewerId);
        People(builder, c => c.SubmittedById);
        People(builder, c => c.ApprovedById);
        People(builder, c => c.CreatedById);
    }

    public void Configure(EntityTypeBuilder<ContentText> builder)
    {
        builder.ToTable("content_texts");
        builder.Property(t => t.Caption).HasMaxLength(ContentItem.CaptionMaxLength);
        builder.HasIndex(t => new { t.TenantId, t.ContentId, t.ChannelId }).IsUnique();
        builder.HasIndex(t => t.ChannelId);
        builder.HasOne<ContentItem>().WithMany(c => c.Texts).HasForeignKey(t => new { t.TenantId, t.ContentId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Channel>().WithMany().HasForeignKey(t => t.ChannelId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ContentMedia> builder)
    {
        builder.ToTable("content_media");
        builder.HasIndex(m => new { m.TenantId, m.ContentId, m.Position });
        builder.HasIndex(m => new { m.TenantId, m.ContentId, m.MediaId }).IsUnique();
        builder.HasIndex(m => new { m.TenantId, m.MediaId });
        builder.HasOne<ContentItem>().WithMany(c => c.Media).HasForeignKey(m => new { m.TenantId, m.ContentId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(m => m.Media).WithMany().HasForeignKey(m => new { m.TenantId, m.MediaId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CaptionTemplate> builder)
    {
        builder.ToTable("caption_templates");
        builder.Property(t => t.Title).HasMaxLength(ContentItem.TitleMaxLength);
        builder.Property(t => t.Caption).HasMaxLength(ContentItem.CaptionMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.Category });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Offer> builder)
    {
        builder.ToTable("offers");
        builder.Property(o => o.Title).HasMaxLength(Offer.TitleMaxLength);
        builder.Property(o => o.Description).HasMaxLength(Offer.TextMaxLength);
        builder.Property(o => o.ServiceType).HasMaxLength(LocalTopic.ServiceMaxLength);
        builder.Property(o => o.Percent).HasPrecision(5, 2);
        builder.Property(o => o.CouponCode).HasMaxLength(Offer.CouponMaxLength);
        builder.Property(o => o.WebsiteUrl).HasMaxLength(ContentItem.UrlMaxLength);
        builder.Property(o => o.Terms).HasMaxLength(Offer.TextMaxLength);
        builder.Property(o => o.Version).IsRowVersion();
        builder.HasAlternateKey(o => new { o.TenantId, o.Id });
        builder.HasIndex(o => new { o.TenantId, o.ValidTo, o.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(o => o.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_offers_days", "valid_to >= valid_from");
            t.HasCheckConstraint("ck_offers_value",
                "case discount when 'Percentage' then percent between 0.01 and 100 and amount_cents is null when 'FixedAmount' then amount_cents > 0 and percent is null else percent is null and amount_cents is null end");
        });
    }

    public void Configure(EntityTypeBuilder<SeasonalEvent> builder)
    {
        builder.ToTable("seasonal_events");
        builder.Property(e => e.Name).HasMaxLength(SeasonalEvent.NameMaxLength);
        builder.Property(e => e.City).HasMaxLength(ContentItem.CityMaxLength);
        builder.Property(e => e.Suggestions).HasMaxLength(SeasonalEvent.TextMaxLength);
        builder.Property(e => e.Version).IsRowVersion();
        builder.HasAlternateKey(e => new { e.TenantId, e.Id });
        builder.HasIndex(e => new { e.TenantId, e.StartsOn, e.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(e => e.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_seasonal_events_days", "ends_on >= starts_on and ends_on - starts_on < 366"));
    }

    public void Configure(EntityTypeBuilder<LocalTopic> builder)
    {
        builder.ToTable("local_topics");
        builder.Property(t => t.ServiceType).HasMaxLength(LocalTopic.ServiceMaxLength);
        builder.Property(t => t.City).HasMaxLength(ContentItem.CityMaxLength);
        builder.Property(t => t.TargetUrl).HasMaxLength(ContentItem.UrlMaxLength);
        builder.Property(t => t.Notes).HasMaxLength(LocalTopic.NotesMaxLength);
        builder.Property(t => t.Version).IsRowVersion();
        builder.HasIndex(t => new { t.TenantId, t.ServiceType, t.City }).IsUnique();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Post>().WithMany().HasForeignKey(t => new { t.TenantId, t.LastPostId }).HasPrincipalKey(p => new { p.TenantId, p.Id }).OnDelete(DeleteBehavior.Restrict);
    }

    private static void People(EntityTypeBuilder<ContentItem> builder, System.Linq.Expressions.Expression<Func<ContentItem, object?>> key)
    {
        builder.HasIndex(key);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.SetNull);
    }
}

public class PostConfiguration : IEntityTypeConfiguration<Post>
{
    internal const string OneAMinute = "ux_posts_tenant_account_time";

    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("posts");
        builder.Property(p => p.Number).ValueGeneratedOnAdd().HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.None);
        builder.Property(p => p.Zone).HasMaxLength(Tenant.ZoneMaxLength);
        builder.Property(p => p.Caption).HasMaxLength(ContentItem.CaptionMaxLength);
        builder.Property(p => p.Hint).HasMaxLength(ContentItem.TitleMaxLength);
        builder.Property(p => p.Notes).HasMaxLength(ContentItem.NotesMaxLength);
        builder.Property(p => p.ApprovedFingerprint).HasMaxLength(64);
        builder.Property(p => p.ReviewNote).HasMaxLength(ApprovalRule.NoteMaxLength);
        builder.Property(p => p.PostUrl).HasMaxLength(Post.UrlMaxLength);
        builder.Property(p => p.ExternalId).HasMaxLength(Post.ExternalIdMaxLength);
        builder.Property(p => p.Cause).HasMaxLength(Post.ReasonMaxLength);
        builder.Property(p => p.NextStep).HasMaxLength(Post.ReasonMaxLength);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasAlternateKey(p => new { p.TenantId, p.Id });
        builder.HasIndex(p => new { p.TenantId, p.Number }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.AccountId, p.ScheduledFor }).IsUnique().HasFilter("status <> 'Cancelled'").HasDatabaseName(OneAMinute);
        builder.HasIndex(p => new { p.TenantId, p.ScheduledFor, p.Id });
        builder.HasIndex(p => new { p.TenantId, p.Status, p.ScheduledFor, p.Id });
        builder.HasIndex(p => new { p.TenantId, p.ContentId });
        builder.HasIndex(p => new { p.TenantId, p.CreatedAt });
        builder.Property(p => p.TimeSort).HasComputedColumnSql("coalesce(scheduled_for, '9999-12-31 00:00:00+00'::timestamptz)", stored: true);
        builder.HasIndex(p => new { p.TenantId, p.TimeSort, p.Id });
        builder.HasOne(p => p.Account).WithMany().HasForeignKey(p => new { p.TenantId, p.AccountId }).HasPrincipalKey(a => new { a.TenantId, a.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(p => p.Content).WithMany().HasForeignKey(p => new { p.TenantId, p.ContentId }).HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SeasonalEvent>().WithMany().HasForeignKey(p => new { p.TenantId, p.EventId }).HasPrincipalKey(e => new { e.TenantId, e.Id }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MediaAsset>().WithMany().HasForeignKey(p => new { p.TenantId, p.ProofMediaId }).HasPrincipalKey(m => new { m.TenantId, m.Id }).OnDelete(DeleteBehavior.Restrict);
        People(builder, p => p.ReviewerId);
        People(builder, p => p.SubmittedById);
        People(builder, p => p.ApprovedById);
        People(builder, p => p.PostedById);
        People(builder, p => p.CreatedById);
        builder.ToTable(t =>
        {
            t.HasCheckConstraint("ck_posts_time", "(day is null) = (time is null) and (day is null) = (scheduled_for is null)");
            t.HasCheckConstraint("ck_posts_slot", "content_id is not null or status in ('Planned', 'Cancelled')");
            t.HasCheckConstraint("ck_posts_posted", "status <> 'Posted' or (posted_at is not null and (post_url is not null or proof_media_id is not null or external_id is not null))");
            t.HasCheckConstraint("ck_posts_cause", "status not in ('Failed', 'Skipped', 'Unknown') or (cause is not null and next_step is not null)");
        });
    }

    private static void People(EntityTypeBuilder<Post> builder, System.Linq.Expressions.Expression<Func<Post, object?>> key)
    {
        builder.HasIndex(key);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.SetNull);
    }
}
