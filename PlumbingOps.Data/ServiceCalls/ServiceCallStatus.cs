namespace PlumbingOps.Data.ServiceCalls;

public enum ServiceCallKind { Service, Warranty, PayCall, PunchList, GoBack, Estimate, Repipe, Other }

public enum ServiceCallStatus { New, Scheduled, Dispatched, InProgress, OnHold, Completed, Cancelled, NoShow }

public enum CallPriority { Low, Normal, High, Emergency }

public enum PaymentStatus { Unpaid, Pending, Partial, Paid }

public enum WriteUpStatus { NeedsWriteUp, InProgress, WrittenUp }

/// <summary>The office's words for kinds and states.</summary>
public static class ServiceCallWords
{
    public static string InWords(this ServiceCallKind kind) => kind switch
    {
        ServiceCallKind.PayCall => "Pay call",
        ServiceCallKind.PunchList => "Punch list",
        ServiceCallKind.GoBack => "Go back",
        _ => kind.ToString(),
    };

    public static string InWords(this ServiceCallStatus status) => status switch
    {
        ServiceCallStatus.InProgress => "in progress",
        ServiceCallStatus.OnHold => "on hold",
        ServiceCallStatus.NoShow => "a no-show",
        _ => status.ToString().ToLowerInvariant(),
    };

    public static string InWords(this PaymentStatus status) => status switch
    {
        PaymentStatus.Partial => "Partly paid",
        PaymentStatus.Pending => "Payment pending",
        _ => status.ToString(),
    };

    public static string InWords(this WriteUpStatus status) => status switch
    {
        WriteUpStatus.NeedsWriteUp => "Needs write-up",
        WriteUpStatus.InProgress => "Write-up begun",
        _ => "Written up",
    };

    public static string InWords(this CallTaskType type) => type switch
    {
        CallTaskType.PullPermit => "Pull permit",
        CallTaskType.OrderParts => "Order parts",
        CallTaskType.SendBid => "Send bid",
        CallTaskType.CallBackToSchedule => "Call back to schedule",
        CallTaskType.WriteUpBilling => "Write up billing",
        CallTaskType.PriceApproval => "Price approval",
        _ => "Other",
    };
}
