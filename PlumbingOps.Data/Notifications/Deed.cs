namespace PlumbingOps.Data.Notifications;

/// <summary>What somebody did to a record, as notifications say it.</summary>
/// <param name="Format">What comes after the person's name; {0} is the record.</param>
/// <param name="Short">For counting: "3 completed".</param>
/// <param name="Named">Said with the name of who did it.</param>
internal sealed record Deed(string Format, string Short, bool Named = true)
{
    public static readonly Deed Gave = new("gave you {0}", "given to you");
    public static readonly Deed AskedForPrices = new("asks for your price approval of {0}", "waiting for a price");
    public static readonly Deed AskedForApproval = new("asks for your approval of {0}", "waiting for approval");
    public static readonly Deed CameIn = new("{0}", "come in", Named: false);
    public static readonly Deed WarrantyBegan = new("{0}: the warranty begins", "begun", Named: false);
    public static readonly Deed Failed = new("{0} failed", "failed", Named: false);

    private static readonly Deed Completed = new("completed {0}", "completed");
    private static readonly Deed Cancelled = new("cancelled {0}", "cancelled");
    private static readonly Deed Held = new("put {0} on hold", "put on hold");
    private static readonly Deed TakenUp = new("took {0} up again", "taken up again");
    private static readonly Deed Reopened = new("reopened {0}", "reopened");
    private static readonly Deed NoShow = new("met nobody at {0}", "met nobody");
    private static readonly Deed Dispatched = new("dispatched {0}", "dispatched");
    private static readonly Deed Moved = new("moved {0}", "moved");
    private static readonly Deed Planned = new("gave {0} a time", "planned");
    private static readonly Deed Unplanned = new("took {0} off the schedule", "taken off the schedule");
    private static readonly Deed Approved = new("approved the prices of {0}", "approved");
    private static readonly Deed Returned = new("wants other prices in {0}", "returned");
    private static readonly Deed Sent = new("sent {0} to the customer", "sent");
    private static readonly Deed Won = new("won {0}", "won");
    private static readonly Deed Lost = new("lost {0}", "lost");
    private static readonly Deed Resolved = new("resolved {0}", "resolved");

    /// <summary>Null for what is no news: work that begins, say.</summary>
    /// <param name="moved">It got another time.</param>
    public static Deed? Of(string entity, string? was, string? became, bool moved) => entity switch
    {
        "service_calls" or "jobs" => OfVisit(was, became) ?? (moved ? Moved : null),
        "call_tasks" or "job_tasks" => became switch { "Completed" => Completed, "Cancelled" => Cancelled, "Pending" when was is "Completed" or "Cancelled" => Reopened, _ => null },
        "bids" => became switch
        {
            "ReadyToSend" => Approved,
            "Drafting" when was == "NeedsPriceApproval" => Returned,
            "Sent" when was is "Won" or "Lost" => Reopened,
            "Sent" => Sent,
            "Won" => Won,
            "Lost" => Lost,
            _ => null,
        },
        "recovery_tickets" => became switch { "Resolved" => Resolved, "InProgress" when was is "Resolved" or "Closed" => Reopened, _ => null },
        _ => null,
    };

    private static Deed? OfVisit(string? was, string? became) => (was, became) switch
    {
        (_, "Completed") => Completed,
        (_, "Cancelled") => Cancelled,
        (_, "OnHold") => Held,
        (_, "NoShow") => NoShow,
        ("OnHold", not null) => TakenUp,
        ("Completed" or "Cancelled" or "NoShow", not null) => Reopened,
        (_, "Dispatched") => Dispatched,
        ("New", "Scheduled") => Planned,
        ("Scheduled", "New") => Unplanned,
        _ => null,
    };
}

/// <summary>Why somebody is told, for one record and for several.</summary>
internal sealed record Because(string One, string Many)
{
    public static readonly Because Technician = new("You are the technician of this call.", "You are the technician of these calls.");
    public static readonly Because Helper = new("You help on this call.", "You help on these calls.");
    public static readonly Because Crew = new("You are on the crew of this job.", "You are on the crew of these jobs.");
    public static readonly Because Accountable = new("You are accountable for this job in the office.", "You are accountable for these jobs in the office.");
    public static readonly Because Writer = new("You write up this call.", "You write up these calls.");
    public static readonly Because Assignee = new("This task is yours.", "These tasks are yours.");
    public static readonly Because Owner = new("This bid is yours.", "These bids are yours.");
    public static readonly Because Ticket = new("This recovery ticket is yours.", "These recovery tickets are yours.");
    public static readonly Because Creator = new("You created it.", "You created them.");
    public static readonly Because Approver = new("You may approve prices.", "You may approve prices.");
    public static readonly Because PostApprover = new("You may approve posts.", "You may approve posts.");
    public static readonly Because Publisher = new("You look after what is published.", "You look after what is published.");
    public static readonly Because Reviews = new("You look after reviews.", "You look after reviews.");
    public static readonly Because Mixed = new("It is yours.", "All of them are yours or were created by you.");

    /// <summary>"You are an administrator."</summary>
    public static Because Role(string role) => role == People.Roles.Admin ? new("You are an administrator.", "You are an administrator.") : new("You work in the office.", "You work in the office.");
}

internal static class NotedWords
{
    /// <param name="entity">The table of the thing itself.</param>
    public static string Many(string entity, int count) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {Plural(entity)}");

    public static string Plural(string entity) => entity switch
    {
        "service_calls" => "calls",
        "jobs" => "jobs",
        "call_tasks" or "job_tasks" or "tasks" => "tasks",
        "bids" => "bids",
        "recovery_tickets" => "recovery tickets",
        "reviews" => "reviews",
        "posts" => "posts",
        _ => "records",
    };

    /// <summary>"C-1, C-2, C-3 and 9 more".</summary>
    public static string Names(IReadOnlyList<string> names, int count)
    {
        const int Shown = 5;
        var first = string.Join(", ", names.Take(Shown));
        return count > Shown ? $"{first} and {count - Shown:N0} more" : first;
    }
}
