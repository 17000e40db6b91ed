namespace PlumbingOps.Data.Marketing;

/// <summary>A discount with its dates and terms, reused by content. Money is cents.</summary>
public class Offer
{
    public const int TitleMaxLength = 120;
    public const int TextMaxLength = 2000;
    public const int CouponMaxLength = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string Title { get; set; }
    public string? Description { get; set; }
    public string? ServiceType { get; set; }
    /// <summary>Both days belong to the offer, in the company's zone.</summary>
    public required DateOnly ValidFrom { get; set; }
    public required DateOnly ValidTo { get; set; }
    public required DiscountKind Discount { get; set; }
    public decimal? Percent { get; set; }
    public long? AmountCents { get; set; }
    public string? CouponCode { get; set; }
    public string? WebsiteUrl { get; set; }
    public string? Terms { get; set; }
    public bool IsActive { get; set; } = true;
    public uint Version { get; private set; }

    public bool IsOn(DateOnly day) => IsActive && ValidFrom <= day && day <= ValidTo;
}

public enum DiscountKind { Percentage, FixedAmount, FreeService }

/// <summary>A season or a day worth writing about: freeze, heat wave, holiday. A yearly one comes back by itself.</summary>
public class SeasonalEvent
{
    public const int NameMaxLength = 120;
    public const int TextMaxLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required SeasonalEventKind Kind { get; set; }
    public required string Name { get; set; }
    public required DateOnly StartsOn { get; set; }
    public required DateOnly EndsOn { get; set; }
    public bool EveryYear { get; set; }
    public string? City { get; set; }
    /// <summary>What to write about.</summary>
    public string? Suggestions { get; set; }
    public uint Version { get; private set; }
}

public enum SeasonalEventKind { Freeze, HeatWave, Holiday, CityEvent }

/// <summary>One service in one city that the company wants to be found for.</summary>
public class LocalTopic
{
    public const int ServiceMaxLength = 60;
    public const int NotesMaxLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required string ServiceType { get; init; }
    public required string City { get; init; }
    public LocalTopicStatus Status { get; set; } = LocalTopicStatus.NotStarted;
    public DateTimeOffset? LastPostedAt { get; set; }
    public Guid? LastPostId { get; set; }
    public string? TargetUrl { get; set; }
    public string? Notes { get; set; }
    public uint Version { get; private set; }
}

/// <summary>A published one without a post for 30 days needs an update.</summary>
public enum LocalTopicStatus { NotStarted, InProgress, Published, NeedsUpdate }

/// <summary>A pattern for a title and a caption of one category; <c>{company}</c> and <c>{city}</c> are filled in.</summary>
public class CaptionTemplate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required ContentCategory Category { get; set; }
    public required string Title { get; set; }
    public required string Caption { get; set; }
    public bool IsActive { get; set; } = true;
    public uint Version { get; private set; }
}
