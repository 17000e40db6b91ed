using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Bids;

/// <summary>What moves a bid from state to state.</summary>
public enum BidVerb { AskApproval, Approve, Return, Send, Revise, Win, Lose, Reopen }

/// <summary>When a verb is legal and who may say it: asked by the bid itself, by the service and by the page's buttons alike.</summary>
public static class BidVerbs
{
    /// <summary>The states in which the verb is legal.</summary>
    public static IReadOnlyList<BidStatus> From(this BidVerb verb) => verb switch
    {
        BidVerb.AskApproval => [BidStatus.Drafting],
        BidVerb.Approve or BidVerb.Return => [BidStatus.NeedsPriceApproval],
        BidVerb.Send => [BidStatus.ReadyToSend],
        BidVerb.Reopen => [BidStatus.Won, BidStatus.Lost],
        _ => [BidStatus.Sent],
    };

    public static Permission Needs(this BidVerb verb) => verb switch
    {
        BidVerb.Approve or BidVerb.Return => Permission.ApproveBidPrices,
        BidVerb.Reopen => Permission.ReopenBids,
        _ => Permission.EditBids,
    };

    /// <summary>"It cannot be …".</summary>
    public static string InWords(this BidVerb verb) => verb switch
    {
        BidVerb.AskApproval => "sent for price approval",
        BidVerb.Approve => "approved",
        BidVerb.Return => "returned",
        BidVerb.Send => "sent",
        BidVerb.Revise => "revised",
        BidVerb.Win => "won",
        BidVerb.Lose => "lost",
        _ => "reopened",
    };
}
