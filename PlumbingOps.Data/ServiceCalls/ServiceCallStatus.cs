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

    /// <summary>The customer pays for it, as a rule; the other visits are ours, or free until somebody says otherwise.</summary>
    public static bool IsCharged(this ServiceCallKind kind) => kind is ServiceCallKind.Service or ServiceCallKind.PayCall or ServiceCallKind.Repipe;

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

    /// <summary>In how many days such a task is to be done, unless somebody says otherwise (DOMAIN 3.4).</summary>
    public static int? DueInDays(this CallTaskType type) => type switch
    {
        CallTaskType.PullPermit or CallTaskType.OrderParts or CallTaskType.CallBackToSchedule => 1,
        CallTaskType.SendBid => 3,
        _ => null,
    };
}
