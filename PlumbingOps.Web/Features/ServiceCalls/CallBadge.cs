using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>A call's states as words, icons and hues, everywhere the same.</summary>
public static class CallBadge
{
    public static RenderFragment Of(ServiceCallStatus status) => StatusBadge.Cell(Word(status), HueOf(status), IconOf(status));

    public static RenderFragment? Of(PaymentStatus? status) => status is { } known
        ? StatusBadge.Cell(known.InWords(), known switch { PaymentStatus.Paid => Hue.Good, PaymentStatus.Unpaid => Hue.Bad, _ => Hue.Warn }, "dollar")
        : null;

    public static RenderFragment? Of(WriteUpStatus? status) => status is { } known
        ? StatusBadge.Cell(known.InWords(), known switch { WriteUpStatus.WrittenUp => Hue.Good, WriteUpStatus.NeedsWriteUp => Hue.Warn, _ => Hue.Info }, "receipt")
        : null;

    /// <summary>Only what stands out.</summary>
    public static RenderFragment? Of(CallPriority priority) => priority switch
    {
        CallPriority.Emergency => StatusBadge.Cell("Emergency", Hue.Bad, "flag"),
        CallPriority.High => StatusBadge.Cell("High", Hue.Warn, "flag"),
        _ => null,
    };

    public static string Word(ServiceCallStatus status) => status == ServiceCallStatus.NoShow ? "No-show" : EnumWords.Of(status);

    private static string IconOf(ServiceCallStatus status) => status switch
    {
        ServiceCallStatus.New => "circle-dashed",
        ServiceCallStatus.Scheduled => "calendar",
        ServiceCallStatus.Dispatched => "truck",
        ServiceCallStatus.InProgress => "play",
        ServiceCallStatus.OnHold => "pause",
        ServiceCallStatus.Completed => "success",
        _ => "ban",
    };

    private static Hue HueOf(ServiceCallStatus status) => status switch
    {
        ServiceCallStatus.Scheduled or ServiceCallStatus.Dispatched or ServiceCallStatus.InProgress => Hue.Info,
        ServiceCallStatus.OnHold => Hue.Warn,
        ServiceCallStatus.Completed => Hue.Good,
        ServiceCallStatus.NoShow => Hue.Bad,
        _ => Hue.Neutral,
    };
}
