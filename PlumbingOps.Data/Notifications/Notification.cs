using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Notifications;

/// <summary>Something one person is told, and whether they have read it. Written by the database's queue and clock, never by a page.</summary>
public class Notification
{
    public const int TitleMaxLength = 200;
    public const int SentenceMaxLength = 600;
    public const int ReasonMaxLength = 200;
    public const int SubjectMaxLength = 120;
    /// <summary>So many of the records are kept to be opened; the count says how many there were.</summary>
    public const int MostRecords = 200;

    /// <summary>Read ones are kept so long.</summary>
    public static readonly TimeSpan KeptAfterReading = TimeSpan.FromDays(90);

    /// <summary>Nobody comes back to what lay unread for so long.</summary>
    public static readonly TimeSpan KeptUnread = TimeSpan.FromDays(365);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid UserId { get; init; }
    public required NotificationKind Kind { get; init; }
    /// <summary>The table of the records that are opened from it: a task's call, a ticket's review.</summary>
    public required string Entity { get; init; }
    public required List<Guid> Records { get; init; }
    public required int RecordCount { get; init; }
    /// <summary>What it is about, for never saying it twice a day: <c>call_tasks/{id}</c>, <c>set/{id}</c>.</summary>
    public required string Subject { get; init; }
    /// <summary>The company's day.</summary>
    public required DateOnly Day { get; init; }
    public required string Title { get; init; }
    public string? Sentence { get; init; }
    /// <summary>Why this person is told: "You are the technician of this call."</summary>
    public required string Reason { get; init; }
    /// <summary>False for who only wanted the mail: it is kept to not write twice.</summary>
    public required bool OnBell { get; init; }
    /// <summary>What caused it; null for what came with time.</summary>
    public Guid? ChangeSetId { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
}

public class NotificationConfiguration : IEntityTypeConfiguration<Notification>, IEntityTypeConfiguration<NotificationSettings>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(n => n.Entity).HasMaxLength(40);
        builder.Property(n => n.Subject).HasMaxLength(Notification.SubjectMaxLength);
        builder.Property(n => n.Title).HasMaxLength(Notification.TitleMaxLength);
        builder.Property(n => n.Sentence).HasMaxLength(Notification.SentenceMaxLength);
        builder.Property(n => n.Reason).HasMaxLength(Notification.ReasonMaxLength);
        builder.HasIndex(n => new { n.UserId, n.Kind, n.Subject, n.Day }).IsUnique().HasDatabaseName("ux_notifications_once");
        builder.HasIndex(n => new { n.UserId, n.At, n.Id }).HasDatabaseName("ix_notifications_user_at");
        builder.HasIndex(n => n.UserId).HasFilter("read_at is null and on_bell").HasDatabaseName("ix_notifications_unread");
        builder.HasIndex(n => n.TenantId);
        builder.HasIndex(n => n.At);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(n => n.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(n => n.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<NotificationSettings> builder)
    {
        builder.ToTable("notification_settings");
        builder.HasKey(s => s.UserId);
        builder.PrimitiveCollection(s => s.BellOff).ElementType().HasConversion<string>();
        builder.PrimitiveCollection(s => s.MailOn).ElementType().HasConversion<string>();
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasOne<AppUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(t => t.HasCheckConstraint(
            "ck_notification_settings_quiet", "quiet_from is null and quiet_to is null or quiet_from <> quiet_to and quiet_from is not null and quiet_to is not null"));
    }
}
