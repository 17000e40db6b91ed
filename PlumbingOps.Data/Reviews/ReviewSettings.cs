using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>How a company asks for reviews. A company without a row asks as a new one does.</summary>
public class ReviewSettings
{
    public const int UrlMaxLength = 500;
    public const int Everyone = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>Days from the completion to the mail.</summary>
    public int DaysAfter { get; set; } = 1;
    /// <summary>So many of a hundred are asked, by chance alone: never by how content they seem.</summary>
    public int SamplePercent { get; set; } = Everyone;
    /// <summary>So many stars or fewer, and somebody makes it good.</summary>
    public int RecoveryUpTo { get; set; } = 3;
    /// <summary>Who at the builder is asked about a job.</summary>
    public string ContactRole { get; set; } = "Superintendent";
    /// <summary>Offered to everybody who answered, whatever they answered.</summary>
    public string? GoogleUrl { get; set; }
    public string? FacebookUrl { get; set; }
    public uint Version { get; private set; }
}

public class ReviewSettingsConfiguration : IEntityTypeConfiguration<ReviewSettings>
{
    public void Configure(EntityTypeBuilder<ReviewSettings> builder)
    {
        builder.ToTable("review_settings");
        builder.Property(s => s.ContactRole).HasMaxLength(BuilderContact.RoleMaxLength);
        builder.Property(s => s.GoogleUrl).HasMaxLength(ReviewSettings.UrlMaxLength);
        builder.Property(s => s.FacebookUrl).HasMaxLength(ReviewSettings.UrlMaxLength);
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasIndex(s => s.TenantId).IsUnique();
        builder.HasOne<Tenant>().WithMany().HasForeignKey(s => s.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable(t => t.HasCheckConstraint("ck_review_settings_numbers", "days_after between 0 and 30 and sample_percent between 0 and 100 and recovery_up_to between 0 and 5"));
    }
}

/// <summary>What the form of the settings fills in.</summary>
public class ReviewSettingsInput
{
    [Display(Name = "Days after completion"), Range(0, 30, ErrorMessage = "0 to 30 days.")]
    public int DaysAfter { get; set; } = 1;

    [Display(Name = "Of a hundred, ask"), Range(0, 100, ErrorMessage = "0 to 100.")]
    public int SamplePercent { get; set; } = ReviewSettings.Everyone;

    [Display(Name = "Recovery up to"), Range(0, 5, ErrorMessage = "0 to 5 stars.")]
    public int RecoveryUpTo { get; set; } = 3;

    [Display(Name = "Asked at the builder"), Required(ErrorMessage = "Say whom to ask, such as Superintendent."), MaxLength(BuilderContact.RoleMaxLength)]
    public string ContactRole { get; set; } = "Superintendent";

    [Display(Name = "Google link"), Url(ErrorMessage = "An address begins with https://"), MaxLength(ReviewSettings.UrlMaxLength)]
    public string? GoogleUrl { get; set; }

    [Display(Name = "Facebook link"), Url(ErrorMessage = "An address begins with https://"), MaxLength(ReviewSettings.UrlMaxLength)]
    public string? FacebookUrl { get; set; }

    internal static ReviewSettingsInput Of(ReviewSettings settings) => new()
    {
        DaysAfter = settings.DaysAfter,
        SamplePercent = settings.SamplePercent,
        RecoveryUpTo = settings.RecoveryUpTo,
        ContactRole = settings.ContactRole,
        GoogleUrl = settings.GoogleUrl,
        FacebookUrl = settings.FacebookUrl,
    };

    public ReviewSettingsInput Copy() => (ReviewSettingsInput)MemberwiseClone();

    internal void FillIn(ReviewSettings settings)
    {
        (settings.DaysAfter, settings.SamplePercent, settings.RecoveryUpTo) = (DaysAfter, SamplePercent, RecoveryUpTo);
        (settings.ContactRole, settings.GoogleUrl, settings.FacebookUrl) = (Typed.Line(ContactRole)!, Typed.Line(GoogleUrl), Typed.Line(FacebookUrl));
    }
}
