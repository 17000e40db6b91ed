namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>What is asked before the technician leaves (DOMAIN 3.4), in this order.</summary>
public enum CompletionStep { Paperwork, Permit, ComeBack, Parts, Bid, Price, PriceApproval }

/// <summary>What each step asks, and the office's to-do that a "yes" makes.</summary>
public static class CompletionSteps
{
    private const int Tomorrow = 1;
    private const int DaysForABid = 3;

    public static IReadOnlyList<CompletionStep> All { get; } = Enum.GetValues<CompletionStep>();

    public static string InWords(this CompletionStep step) => step switch
    {
        CompletionStep.ComeBack => "Come back",
        CompletionStep.PriceApproval => "Price approval",
        _ => step.ToString(),
    };

    public static string Question(this CompletionStep step) => step switch
    {
        CompletionStep.Paperwork => "Is the paperwork photographed?",
        CompletionStep.Permit => "Does it need a permit?",
        CompletionStep.ComeBack => "Do we have to come back?",
        CompletionStep.Parts => "Are parts to be ordered?",
        CompletionStep.Bid => "Is a bid to be sent?",
        CompletionStep.Price => "Is it still to be priced?",
        _ => "Does somebody have to approve the price?",
    };

    /// <summary>The to-do a "yes" makes; null for the paperwork, which the technician does.</summary>
    public static CallTaskType? ToDo(this CompletionStep step) => step switch
    {
        CompletionStep.Permit => CallTaskType.PullPermit,
        CompletionStep.ComeBack => CallTaskType.CallBackToSchedule,
        CompletionStep.Parts => CallTaskType.OrderParts,
        CompletionStep.Bid => CallTaskType.SendBid,
        CompletionStep.Price => CallTaskType.WriteUpBilling,
        CompletionStep.PriceApproval => CallTaskType.PriceApproval,
        _ => null,
    };

    /// <summary>When the to-do is due, unless the technician named the day of the next visit.</summary>
    public static int DueAfterDays(this CompletionStep step) => step == CompletionStep.Bid ? DaysForABid : Tomorrow;
}
