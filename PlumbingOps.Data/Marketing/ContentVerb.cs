namespace PlumbingOps.Data.Marketing;

/// <summary>What moves content from state to state.</summary>
public enum ContentVerb { Draft, Submit, Approve, SendBack }

/// <summary>When a verb is legal (DOMAIN 3.8): asked by the content itself and by the page's buttons alike.</summary>
public static class ContentVerbs
{
    public static IReadOnlyList<ContentStatus> From(this ContentVerb verb) => verb switch
    {
        ContentVerb.Draft => [ContentStatus.Idea],
        ContentVerb.Submit => [ContentStatus.Idea, ContentStatus.Draft],
        ContentVerb.Approve => [ContentStatus.NeedsApproval],
        _ => [ContentStatus.NeedsApproval, ContentStatus.Approved],
    };

    /// <summary>"It cannot be …".</summary>
    public static string InWords(this ContentVerb verb) => verb switch
    {
        ContentVerb.Draft => "made a draft",
        ContentVerb.Submit => "sent for approval",
        ContentVerb.Approve => "approved",
        _ => "sent back",
    };

    public static string InWords(this ContentStatus status) => status switch
    {
        ContentStatus.Idea => "an idea",
        ContentStatus.Draft => "a draft",
        ContentStatus.NeedsApproval => "waiting for approval",
        _ => "approved",
    };
}
