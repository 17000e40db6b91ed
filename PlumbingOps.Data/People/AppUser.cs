using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.People;

/// <summary>A person who signs in. Has one role (<see cref="Roles"/>) and either one company or all.</summary>
public class AppUser : IdentityUser<Guid>
{
    public const int FullNameMaxLength = 80;
    public const int UserNameMaxLength = 40;
    public const int EmailMaxLength = 120;

    public AppUser() => Id = Guid.CreateVersion7();

    public required string FullName { get; set; }
    /// <summary>The only company the person may see; null for all.</summary>
    public string? TenantId { get; set; }
    /// <summary>A deactivated person is signed out everywhere and cannot sign in.</summary>
    public bool IsActive { get; set; } = true;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
    /// <summary>When all of the person's sessions were ended on request.</summary>
    public DateTimeOffset? SessionsEndedAt { get; set; }
    /// <summary>Counted up by the database with every change of role, company or technician.</summary>
    public int RightsVersion { get; private set; }
    /// <summary>light, dark or system.</summary>
    public string Theme { get; set; } = Themes.System;
}

/// <summary>How the pages look for one person.</summary>
public static class Themes
{
    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    public static readonly IReadOnlyList<string> All = [System, Light, Dark];
}

public class AppUserConfiguration : IEntityTypeConfiguration<AppUser>
{
    public void Configure(EntityTypeBuilder<AppUser> builder)
    {
        builder.Property(u => u.FullName).HasMaxLength(AppUser.FullNameMaxLength);
        builder.Property(u => u.Theme).HasMaxLength(10);
        builder.HasOne<Tenants.Tenant>().WithMany().HasForeignKey(u => u.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => new { u.FullName, u.Id });
        builder.HasIndex(u => u.NormalizedUserName).IsUnique().HasDatabaseName("ux_users_normalized_user_name");
        // One mailbox is one person: either name signs in.
        builder.HasIndex(u => u.NormalizedEmail).IsUnique().HasDatabaseName("ux_users_normalized_email");
    }
}
