using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Signals;

/// <summary>Who looks after a company's signals of a kind, or of all kinds that begin alike.</summary>
public class SignalOwner
{
    public const int PatternMaxLength = 80;
    public const char Anything = '*';

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>A signal's key, or the beginning of some and a star: "marketing_*".</summary>
    public required string Pattern { get; init; }
    public required Guid UserId { get; set; }
    public uint Version { get; private set; }
}

public class SignalOwnerConfiguration : IEntityTypeConfiguration<SignalOwner>
{
    internal const string OneEach = "ux_signal_owners_tenant_pattern";

    public void Configure(EntityTypeBuilder<SignalOwner> builder)
    {
        builder.ToTable("signal_owners");
        builder.Property(o => o.Pattern).HasMaxLength(SignalOwner.PatternMaxLength);
        builder.Property(o => o.Version).IsRowVersion();
        builder.HasIndex(o => new { o.TenantId, o.Pattern }).IsUnique();
        builder.HasIndex(o => o.UserId);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(o => o.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(o => o.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(t => t.HasCheckConstraint("ck_signal_owners_pattern", "pattern ~ '^[a-z_0-9]*[*]?$' and pattern <> ''"));
    }
}

/// <summary>A rule as signals are matched with it.</summary>
public sealed record OwnerRule(Guid Id, string TenantId, string Pattern, Guid UserId, string Person)
{
    public bool Fits(string key) => Pattern.EndsWith(SignalOwner.Anything) ? key.StartsWith(Pattern[..^1], StringComparison.Ordinal) : key == Pattern;

    /// <summary>The one that says most exactly which signals it means; null when none fits.</summary>
    public static OwnerRule? For(string key, string tenantId, IEnumerable<OwnerRule> rules) =>
        rules.Where(rule => rule.TenantId == tenantId && rule.Fits(key)).OrderBy(rule => rule.Pattern.EndsWith(SignalOwner.Anything)).ThenByDescending(rule => rule.Pattern.Length).FirstOrDefault();
}

/// <summary>What the form of a rule fills in.</summary>
public class SignalOwnerInput
{
    [Display(Name = "Signals"), Required(ErrorMessage = "Choose the signals."), MaxLength(SignalOwner.PatternMaxLength)]
    public string? Pattern { get; set; }

    [Display(Name = "Who"), Required(ErrorMessage = "Choose somebody.")]
    public Guid? UserId { get; set; }
}
