namespace PlumbingOps.Data.Marketing;

/// <summary>What of the calendar is looked at.</summary>
/// <param name="First">Days of the accounts' clocks, both included.</param>
/// <param name="Slots">With the empty slots.</param>
public sealed record CalendarQuery(DateOnly First, DateOnly Last, Guid? AccountId = null, PostStatus? Status = null, Guid? OwnerId = null, bool Slots = true)
{
    /// <summary>A year and a bit; whoever asks for more has mistyped.</summary>
    public const int MostDays = 400;
}

/// <summary>A post or slot as the calendar draws it.</summary>
/// <param name="Finding">What would keep it from going out, as the nightly look found; null when nothing would.</param>
public sealed record CalendarPost(
    Guid Id, string TenantId, int Number, Guid AccountId, string Account, string ChannelKey, string Channel, Guid? ContentId, string? Title, string? Hint, ContentCategory? Category,
    PostStatus Status, DateOnly? Day, TimeOnly? Time, DateTimeOffset? ScheduledFor, string? Cause, string? Finding)
{
    /// <summary>Another post of its account goes out within the hour.</summary>
    public bool IsClose { get; init; }
    public string ShortNumber => $"P-{Number}";
    public bool IsSlot => ContentId is null;

    /// <summary>What to call it: the title, the idea of a slot, or that it is one.</summary>
    public string Name => Title ?? Hint ?? (Category is { } category ? $"Slot: {category.InWords()}" : "Empty slot");

    public bool Allows(PostVerb verb) => verb.From().Contains(Status) && !(IsSlot && verb is PostVerb.Submit);
}

/// <summary>A season or a day worth writing about, as it falls in the days looked at; a yearly one in its year.</summary>
public sealed record CalendarEvent(Guid Id, SeasonalEventKind Kind, string Name, DateOnly StartsOn, DateOnly EndsOn, string? City, string? Suggestions);

/// <summary>Everything the calendar shows of some days.</summary>
/// <param name="Posts">In the order of their times.</param>
/// <param name="Tray">Without a day, the youngest first.</param>
/// <param name="More">There are more posts than are shown; narrow the view.</param>
public sealed record CalendarView(IReadOnlyList<CalendarPost> Posts, IReadOnlyList<CalendarPost> Tray, IReadOnlyList<CalendarEvent> Events, bool More)
{
    public ILookup<DateOnly, CalendarPost> ByDay { get; } = Posts.ToLookup(p => p.Day!.Value);
}

/// <summary>An account, for filters and for choosing where a piece goes.</summary>
/// <param name="UsualTime">Proposed when somebody schedules by hand.</param>
public sealed record AccountChoice(Guid Id, string TenantId, string Name, string ChannelKey, string Channel, Provider Provider, TimeOnly UsualTime, string Zone, bool IsActive);
