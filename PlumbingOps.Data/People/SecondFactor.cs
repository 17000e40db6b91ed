using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.People;

/// <summary>A person's authenticator app. Asked for at sign-in once the person has TwoFactorEnabled; until then it waits to be confirmed.</summary>
public class SecondFactor
{
    /// <summary>An offer nobody confirmed is forgotten: the key was on a screen.</summary>
    public static readonly TimeSpan OfferLife = TimeSpan.FromHours(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    /// <summary>The app's key in its envelope (<see cref="SecretBox"/>).</summary>
    public string SealedKey { get; set; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>The time step of the code used last; a code works once.</summary>
    public long LastStep { get; set; }
    /// <summary>Of the recovery codes not used yet.</summary>
    public List<string> RecoveryHashes { get; set; } = [];

    internal SecretPlace Place => SealedColumn.AuthenticatorKey.Of(UserId);
}

public class SecondFactorConfiguration : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("second_factors", "identity");
        builder.HasIndex(f => f.UserId).IsUnique();
        builder.HasOne<AppUser>().WithMany().HasForeignKey(f => f.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
