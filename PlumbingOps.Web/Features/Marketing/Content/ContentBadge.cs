using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Content;

/// <summary>The state of a piece of content as a word, an icon and a hue, everywhere the same.</summary>
public static class ContentBadge
{
    public static RenderFragment Of(ContentStatus status) => status switch
    {
        ContentStatus.Idea => StatusBadge.Cell("Idea", Hue.Neutral, "circle-dashed"),
        ContentStatus.Draft => StatusBadge.Cell("Draft", Hue.Info, "edit"),
        ContentStatus.NeedsApproval => StatusBadge.Cell("Needs approval", Hue.Warn, "eye"),
        _ => StatusBadge.Cell("Approved", Hue.Good, "success"),
    };
}
