using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Builders;

/// <summary>A construction company that orders the plumbing. Shared by all companies of the office.</summary>
public class Builder
{
    public const int NameMaxLength = 100;
    public const int NotesMaxLength = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    /// <summary>Months of warranty from the later completion of Trim and Final.</summary>
    public int WarrantyMonths { get; set; } = 12;
    public string? Phone { get; set; }
    public string? Street { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? Zip { get; set; }
    public string? Notes { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    public List<BuilderAlias> Aliases { get; } = [];
    public List<BuilderContact> Contacts { get; } = [];
    public List<Community> Communities { get; } = [];
}

/// <summary>Another spelling of a builder's name, as the calendars write it.</summary>
public class BuilderAlias
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BuilderId { get; init; }
    public required string Alias { get; init; }
}

/// <summary>A person at a builder: superintendent, project manager, warranty.</summary>
public class BuilderContact
{
    public const int NameMaxLength = 80;
    public const int RoleMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BuilderId { get; init; }
    /// <summary>The only company that may see this contact; null for all.</summary>
    public string? TenantId { get; set; }
    public required string Name { get; set; }
    public string? Role { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public ContactWay? PreferredContact { get; set; }
    public string? Notes { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }
}

/// <summary>How somebody wants to be reached.</summary>
public enum ContactWay { Phone, Text, Mail }

public static class ContactWords
{
    /// <summary>"Mail" alone would be a letter.</summary>
    public static string InWords(this ContactWay way) => way == ContactWay.Mail ? "E-mail" : way.ToString();
}
