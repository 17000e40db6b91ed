using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Mail;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Mail;

/// <summary>How a mail stands.</summary>
public static class MailBadge
{
    public static RenderFragment Cell(MailState state) => state switch
    {
        MailState.Sent => StatusBadge.Cell("Sent", Hue.Good),
        MailState.Failed => StatusBadge.Cell("Failed", Hue.Bad),
        MailState.Discarded => StatusBadge.Cell("Discarded", Hue.Neutral, "ban"),
        MailState.Sending => StatusBadge.Cell("Sending", Hue.Info, "send"),
        _ => StatusBadge.Cell("Waiting", Hue.Info, "clock"),
    };
}
