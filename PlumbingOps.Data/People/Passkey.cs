using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.People;

/// <summary>A device, or a password manager, with which a person signs in without a password. Holds no secret: the public half of a key.</summary>
public class Passkey : IdentityUserPasskey<Guid>
{
    public const int MostPerPerson = 10;
    public const int NameMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public string Name { get; set; } = "";
    public DateTimeOffset? LastUsedAt { get; set; }
}

public class PasskeyConfiguration : IEntityTypeConfiguration<Passkey>
{
    /// <summary>WebAuthn's own limit.</summary>
    private const int CredentialIdMaxLength = 1024;

    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("user_passkeys", "identity");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(CredentialIdMaxLength);
        builder.Property(p => p.Name).HasMaxLength(Passkey.NameMaxLength);
        builder.OwnsOne(p => p.Data, data => data.ToJson("data"));
        builder.HasIndex(p => p.Id).IsUnique();
        builder.HasIndex(p => p.UserId);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
