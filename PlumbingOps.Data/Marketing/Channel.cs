namespace PlumbingOps.Data.Marketing;

/// <summary>A place the public reads, as the catalogue shared by all companies names it: Facebook Page, Nextdoor, a yard sign.</summary>
public class Channel
{
    public const int KeyMaxLength = 40;
    public const int NameMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Lower case letters and underscores; what exports and links say: <c>facebook_page</c>.</summary>
    public required string Key { get; init; }
    public required string Name { get; set; }
    /// <summary>Who answers when something is published; a manual channel is a person with a task.</summary>
    public required Provider Provider { get; init; }
    /// <summary>Proposed when somebody schedules by hand, local time of the account.</summary>
    public TimeOnly UsualTime { get; set; } = new(9, 0);
    public int Position { get; set; }
    public bool IsActive { get; set; } = true;
    public uint Version { get; private set; }
}

/// <summary>The social network behind a channel; its contract is a folder of Publishing.</summary>
public enum Provider { Facebook, Instagram, GoogleBusiness, Manual }
