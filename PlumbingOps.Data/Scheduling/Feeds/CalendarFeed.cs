using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling.Feeds;

/// <summary>
/// The visits of some people as a calendar that other programs read by a secret address. Only the secret's hash is kept: whoever reads the database
/// cannot use it. It shows what whoever made it may see, and ends with their rights.
/// </summary>
public class CalendarFeed
{
    public const int NameMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string Name { get; init; }
    public required byte[] TokenHash { get; set; }
    public required Guid CreatedById { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public uint Version { get; private set; }
    /// <summary>Whose visits; nobody means everybody of the company.</summary>
    public List<CalendarFeedPerson> People { get; } = [];
}

public class CalendarFeedPerson
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid FeedId { get; init; }
    public required Guid TechnicianId { get; init; }
}

public class CalendarFeedConfiguration : IEntityTypeConfiguration<CalendarFeed>, IEntityTypeConfiguration<CalendarFeedPerson>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("calendar_feeds");
        builder.Property(f => f.Name).HasMaxLength(CalendarFeed.NameMaxLength);
        builder.Property(f => f.Version).IsRowVersion();
        builder.HasAlternateKey(f => new { f.TenantId, f.Id });
        builder.HasIndex(f => f.TokenHash).IsUnique();
        builder.HasIndex(f => f.CreatedById);
        builder.HasIndex(f => new { f.TenantId, f.Name, f.Id }).HasFilter("ended_at is null");
        builder.HasOne<Tenant>().WithMany().HasForeignKey(f => f.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(f => f.CreatedById).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<CalendarFeedPerson> builder)
    {
        builder.ToTable("calendar_feed_people");
        builder.HasIndex(p => new { p.TenantId, p.FeedId, p.TechnicianId }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.TechnicianId });
        builder.HasOne<CalendarFeed>().WithMany(f => f.People).HasForeignKey(p => new { p.TenantId, p.FeedId }).HasPrincipalKey(f => new { f.TenantId, f.Id }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Technician>().WithMany().HasForeignKey(p => new { p.TenantId, p.TechnicianId }).HasPrincipalKey(t => new { t.TenantId, t.Id }).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>What the form of a new feed fills in.</summary>
public class CalendarFeedInput
{
    /// <summary>Whose visits; nobody means everybody of the company.</summary>
    public IReadOnlyList<Guid> TechnicianIds { get; set; } = [];

    [Display(Name = "Name"), MaxLength(CalendarFeed.NameMaxLength)]
    public string? Name { get; set; }
}

/// <param name="People">Names; none means everybody.</param>
/// <param name="IsDead">Whoever made it is no longer active, so it shows nothing.</param>
public sealed record CalendarFeedRow(Guid Id, string TenantId, string Name, IReadOnlyList<string> People, string CreatedBy, DateTimeOffset CreatedAt, bool IsDead);

/// <summary>What the address answers with.</summary>
public sealed record CalendarFeedView(string Name, string Company, string Zone, IReadOnlyList<FeedEvent> Events);

/// <summary>A call or a job in a feed. Never who is on site, a phone, a code or a price.</summary>
/// <param name="Days">Of something that takes whole days: first and last; then no instants.</param>
/// <param name="Sequence">How often it was changed: a reader takes the higher one.</param>
public sealed record FeedEvent(
    bool IsJob, Guid Id, string ShortNumber, string Title, string? Where, string Details, string Status, bool IsTentative, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt,
    (DateOnly First, DateOnly Last)? Days, int Sequence, DateTimeOffset ChangedAt);
