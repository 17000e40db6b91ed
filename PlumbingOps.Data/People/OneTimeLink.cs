using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PlumbingOps.Data.People;

/// <summary>A link that lets its holder do one thing once. Only its hash is kept: whoever reads the database cannot use it.</summary>
public class OneTimeLink
{
    private const int TokenBytes = 32;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required OneTimeLinkKind Kind { get; init; }
    /// <summary>Whose password the link sets; null for the set-up.</summary>
    public Guid? UserId { get; init; }
    public required byte[] TokenHash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The record whose history shows the link: the person, or the link itself.</summary>
    public Guid SubjectId { get; private set; }

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

public enum OneTimeLinkKind { SetUp, Password }

public class OneTimeLinkConfiguration : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("one_time_links", "identity", t => t.HasCheckConstraint("ck_one_time_links_user", "(kind = 'Password') = (user_id is not null)"));
        builder.Property(l => l.SubjectId).HasComputedColumnSql("coalesce(user_id, id)", stored: true);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => l.UserId);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
