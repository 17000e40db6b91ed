using PlumbingOps.Data.Builders;

namespace PlumbingOps.Data.Lots;

/// <summary>A named development of one builder. Custom homes are a community of one lot without a number.</summary>
public class Community
{
    public const int NameMaxLength = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BuilderId { get; init; }
    public Builder? Builder { get; init; }
    public required string Name { get; set; }
    public string? City { get; set; }
    /// <summary>Where permits are asked for; lots are in their community's.</summary>
    public string? County { get; set; }
    public string? State { get; set; }
    public string? Zip { get; set; }
    public string? Notes { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    public List<CommunityAlias> Aliases { get; } = [];
    public List<Lot> Lots { get; } = [];
}

/// <summary>Another spelling or abbreviation of a community, as the calendars write it; unique within its builder.</summary>
public class CommunityAlias
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BuilderId { get; init; }
    public Guid CommunityId { get; init; }
    public required string Alias { get; init; }
}

/// <summary>One house: a numbered parcel of a community, or a custom home without a number. Shared by all companies.</summary>
public class Lot
{
    public const int NumberMaxLength = 20;
    public const int StreetMaxLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CommunityId { get; init; }
    public Community? Community { get; init; }
    /// <summary>As the builder numbers it, without leading zeros; null for a custom home.</summary>
    public string? Number { get; set; }
    /// <summary>House model code.</summary>
    public string? Plan { get; set; }
    public string? Street { get; set; }
    public string? City { get; set; }
    public string? State { get; set; }
    public string? Zip { get; set; }
    public DateOnly? ClosingDate { get; set; }
    public string? Notes { get; set; }
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }

    /// <summary>Sorts 2 before 10; kept by the database.</summary>
    public string NumberSort { get; private set; } = "";
    /// <summary>Builder, community, their aliases, number and address in lower case; kept by the database for the search boxes.</summary>
    public string Search { get; private set; } = "";
}

/// <summary>Who lives in a lot since when, as one company knows it: the turnover to a homeowner. The last one is the present one.</summary>
public class LotOwner
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid LotId { get; init; }
    public Guid CustomerId { get; init; }
    public DateOnly Since { get; set; }
}

/// <summary>The warranty of a house: from the later completion of Trim and Final, as long as its builder's agreement says.</summary>
public class LotWarranty
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid LotId { get; init; }
    /// <summary>The job whose completion started it.</summary>
    public Guid? JobId { get; set; }
    public DateOnly StartsOn { get; set; }
    /// <summary>The last covered day.</summary>
    public DateOnly EndsOn { get; set; }
    public string? Notes { get; set; }
    public uint Version { get; private set; }

    public bool Covers(DateOnly day) => StartsOn <= day && day <= EndsOn;
}
