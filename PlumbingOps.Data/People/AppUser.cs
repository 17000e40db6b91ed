using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.People;

/// <summary>A person who signs in. Has one role (<see cref="Roles"/>) and either one company or all.</summary>
public class AppUser : IdentityUser<Guid>
{
    public const int FullNameMaxLength = 80;

    public AppUser() => Id = Guid.CreateVersion7();

    public required string FullName { get; set; }
    /// <summary>The only company the person may see; null for all.</summary>
    public string? TenantId { get; set; }
    /// <summary>A deactivated person is signed out everywhere and cannot sign in.</summary>
    public bool IsActive { get; set; } = true;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
    /// <summary>light, dark or system.</summary>
    public string Theme { get; set; } = "system";
}

public class AppUserConfiguration : IEntityTypeConfiguration<AppUser>
{
    public void Configure(EntityTypeBuilder<AppUser> builder)
    {
        builder.Property(u => u.FullName).HasMaxLength(AppUser.FullNameMaxLength);
        builder.Property(u => u.Theme).HasMaxLength(10);
        builder.HasOne<Tenants.Tenant>().WithMany().HasForeignKey(u => u.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => u.FullName);
    }
}
