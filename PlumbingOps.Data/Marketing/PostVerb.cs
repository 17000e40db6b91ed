namespace PlumbingOps.Data.Marketing;

/// <summary>Where a placement stands, from the empty slot to the post the public reads.</summary>
public enum PostStatus { Planned, Draft, NeedsApproval, Approved, Scheduled, Sending, Unknown, Posted, Failed, Skipped, Cancelled }

/// <summary>What moves a placement from state to state. Send, Settle, Skip and TakeDown are the publisher's.</summary>
public enum PostVerb { Move, Fill, Submit, Approve, SendBack, Cancel, Reopen, MarkPosted, MarkFailed, Send, Settle, Skip, TakeDown, TryAgain }

/// <summary>When a verb is legal (DOMAIN 3.8): asked by the post itself and by the page's buttons alike.</summary>
public static class PostVerbs
{
    private static readonly PostStatus[] Before = [PostStatus.Planned, PostStatus.Draft, PostStatus.NeedsApproval, PostStatus.Approved, PostStatus.Scheduled];

    /// <summary>The states in which the verb is legal.</summary>
    public static IReadOnlyList<PostStatus> From(this PostVerb verb) => verb switch
    {
        PostVerb.Move => Before,
        PostVerb.Fill => Before,
        PostVerb.Submit => [PostStatus.Draft],
        PostVerb.Approve => [PostStatus.NeedsApproval],
        PostVerb.SendBack => [PostStatus.NeedsApproval, PostStatus.Approved, PostStatus.Scheduled],
        PostVerb.Cancel => [.. Before, PostStatus.Failed, PostStatus.Skipped],
        PostVerb.Reopen => [PostStatus.Cancelled, PostStatus.Skipped, PostStatus.Failed],
        PostVerb.MarkPosted => [PostStatus.Approved, PostStatus.Scheduled, PostStatus.Failed, PostStatus.Skipped, PostStatus.Unknown],
        PostVerb.MarkFailed => [PostStatus.Approved, PostStatus.Scheduled],
        PostVerb.Send => [PostStatus.Scheduled],
        PostVerb.Settle => [PostStatus.Sending, PostStatus.Unknown],
        PostVerb.TakeDown => [PostStatus.Posted],
        PostVerb.TryAgain => [PostStatus.Failed],
        _ => [PostStatus.NeedsApproval, PostStatus.Scheduled],
    };

    /// <summary>"It cannot be …".</summary>
    public static string InWords(this PostVerb verb) => verb switch
    {
        PostVerb.Move => "moved",
        PostVerb.Fill => "edited",
        PostVerb.Submit => "sent for approval",
        PostVerb.Approve => "approved",
        PostVerb.SendBack => "sent back",
        PostVerb.Cancel => "cancelled",
        PostVerb.Reopen => "reopened",
        PostVerb.MarkPosted => "marked as posted",
        PostVerb.MarkFailed => "marked as failed",
        PostVerb.Send => "sent",
        PostVerb.Settle => "settled",
        PostVerb.TakeDown => "taken down",
        PostVerb.TryAgain => "tried again",
        _ => "skipped",
    };

    public static string InWords(this PostStatus status) => status switch
    {
        PostStatus.Planned => "an empty slot",
        PostStatus.Draft => "a draft",
        PostStatus.NeedsApproval => "waiting for approval",
        PostStatus.Sending => "going out",
        PostStatus.Unknown => "of unknown outcome",
        _ => status.ToString().ToLowerInvariant(),
    };
}
