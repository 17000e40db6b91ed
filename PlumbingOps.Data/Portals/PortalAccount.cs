namespace PlumbingOps.Data.Portals;

/// <summary>One company's login at a portal. The password is never here: <see cref="VaultReference"/> says where it is kept.</summary>
public class PortalAccount
{
    public const int LoginMaxLength = 200;
    public const int NumberMaxLength = 60;
    public const int VaultMaxLength = 200;
    public const int NotesMaxLength = 2000;

    /// <summary>A login that nobody tried for longer may have ended.</summary>
    public const int VerificationDays = 90;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid DefinitionId { get; init; }
    public PortalDefinition? Definition { get; init; }
    public required string LoginIdentifier { get; set; }
    public string? AccountNumber { get; set; }
    /// <summary>Where the password manager keeps the password; never the password.</summary>
    public string? VaultReference { get; set; }
    public string? Notes { get; set; }
    /// <summary>Who looks after it.</summary>
    public Guid? OwnerId { get; set; }
    public DateTimeOffset? LastVerifiedAt { get; private set; }
    public Guid? LastVerifiedById { get; private set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    /// <summary>Builders whose work goes through it.</summary>
    public List<BuilderPortalAccount> Builders { get; } = [];

    /// <summary>Verified before this moment is too long ago.</summary>
    public static DateTimeOffset StaleBefore(DateTimeOffset now) => now.AddDays(-VerificationDays);

    /// <summary>Somebody signed in with it.</summary>
    /// <exception cref="RuleException">It is archived.</exception>
    public void Verify(Actor by, DateTimeOffset at)
    {
        if (ArchivedAt is not null)
        {
            throw new RuleException("This login is archived: restore it first.");
        }

        (LastVerifiedAt, LastVerifiedById) = (at, by.UserId);
    }

    /// <summary>It was said by mistake: as it stood before.</summary>
    public void TakeBackVerification(DateTimeOffset? at, Guid? byId) => (LastVerifiedAt, LastVerifiedById) = (at, byId);
}

/// <summary>A builder whose work goes through a login.</summary>
public class BuilderPortalAccount
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid BuilderId { get; set; }
}
