using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>Where a post stands, as a word, an icon and a hue, everywhere the same.</summary>
public static class PostBadge
{
    public static RenderFragment Of(PostStatus status) => StatusBadge.Cell(Word(status), HueOf(status), IconOf(status));

    public static string Word(PostStatus status) => status switch
    {
        PostStatus.Planned => "Empty slot",
        PostStatus.NeedsApproval => "To approve",
        PostStatus.Sending => "Going out",
        PostStatus.Unknown => "Outcome unknown",
        _ => status.ToString(),
    };

    public static string IconOf(PostStatus status) => status switch
    {
        PostStatus.Planned => "circle-dashed",
        PostStatus.Draft => "edit",
        PostStatus.NeedsApproval => "eye",
        PostStatus.Approved => "check",
        PostStatus.Scheduled => "clock",
        PostStatus.Sending => "send",
        PostStatus.Unknown => "help",
        PostStatus.Posted => "success",
        PostStatus.Failed => "error",
        PostStatus.Skipped => "fast-forward",
        _ => "ban",
    };

    public static Hue HueOf(PostStatus status) => status switch
    {
        PostStatus.NeedsApproval or PostStatus.Unknown => Hue.Warn,
        PostStatus.Approved or PostStatus.Scheduled or PostStatus.Sending => Hue.Info,
        PostStatus.Posted => Hue.Good,
        PostStatus.Failed or PostStatus.Skipped => Hue.Bad,
        _ => Hue.Neutral,
    };
}
