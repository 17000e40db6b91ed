namespace PlumbingOps.Data.Bids;

/// <summary>Where a bid stands (DOMAIN 3.6); the first three are the draft on its way to the customer.</summary>
public enum BidStatus { Drafting, NeedsPriceApproval, ReadyToSend, Sent, Won, Lost }

public static class BidStatusWords
{
    public static string InWords(this BidStatus status) => status switch
    {
        BidStatus.NeedsPriceApproval => "waiting for price approval",
        BidStatus.ReadyToSend => "ready to send",
        _ => status.ToString().ToLowerInvariant(),
    };
}
