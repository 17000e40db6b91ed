namespace PlumbingOps.Data.Bids;

/// <summary>Why somebody has to look after a bid (DOMAIN 8.6), the most urgent first.</summary>
public enum BidChase { Overdue, NoAnswer, DueSoon }

/// <summary>The first rule that fits, by the company's own day.</summary>
/// <param name="Days">How long ago, or for what is due soon how many days are left.</param>
public sealed record BidFollowUp(BidChase Why, int Days)
{
    /// <summary>An unsent bid is due soon from so many days before.</summary>
    public const int SoonDays = 3;

    public string InWords() => Why switch
    {
        BidChase.Overdue => Days == 1 ? "1 day overdue" : $"{Days} days overdue",
        BidChase.NoAnswer => Days == 0 ? "Ask today" : "No answer",
        _ => Days switch { 0 => "Due today", 1 => "Due tomorrow", _ => $"Due in {Days} days" },
    };

    /// <param name="followUpOn">Set to a week after it was sent, unless a person chose another day.</param>
    public static BidFollowUp? Of(BidStatus status, DateOnly? due, DateOnly? followUpOn, DateOnly today) => status switch
    {
        BidStatus.Won or BidStatus.Lost => null,
        _ when due < today => new(BidChase.Overdue, today.DayNumber - due.Value.DayNumber),
        BidStatus.Sent => followUpOn <= today ? new(BidChase.NoAnswer, today.DayNumber - followUpOn.Value.DayNumber) : null,
        _ => due <= today.AddDays(SoonDays) ? new(BidChase.DueSoon, due.Value.DayNumber - today.DayNumber) : null,
    };
}
