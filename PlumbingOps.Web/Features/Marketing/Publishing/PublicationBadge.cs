using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Publishing;

/// <summary>Where something stands on its way out, as a word, an icon and a hue, everywhere the same.</summary>
public static class PublicationBadge
{
    public static RenderFragment Of(PublishRow row) => row is { State: PublicationState.Waiting or PublicationState.Preparing, Cause: not null }
        ? StatusBadge.Cell("Held up", Hue.Warn, IconOf(row.State))
        : StatusBadge.Cell(Word(row.State), HueOf(row.State), IconOf(row.State));

    public static string Word(PublicationState state) => state switch
    {
        PublicationState.Sending => "Going out",
        PublicationState.Unknown => "Outcome unknown",
        PublicationState.Rejected => "Failed",
        PublicationState.Parked => "Needs a decision",
        PublicationState.Skipped => "Left out",
        PublicationState.Due => "To post by hand",
        _ => $"{state}",
    };

    public static string Word(PublishVerb verb) => verb switch
    {
        PublishVerb.ItIsThere => "It is there…",
        PublishVerb.SendAgain => "Send again…",
        PublishVerb.Discard => "Discard…",
        _ => "Try now",
    };

    public static string Word(PublishOutcome? outcome) => outcome switch
    {
        null => "No answer seen",
        PublishOutcome.Ok => "Worked",
        PublishOutcome.Retry => "Try later",
        PublishOutcome.RateLimited => "Too many calls",
        PublishOutcome.NeedsReconnect => "Connection ended",
        PublishOutcome.NeedsAction => "Somebody must act at the network",
        PublishOutcome.Permanent => "Refused",
        PublishOutcome.Misconfigured => "Set up wrongly",
        PublishOutcome.NotFound => "Not found",
        _ => "Outcome unknown",
    };

    public static string Word(PublishStep step) => step switch
    {
        PublishStep.Prepare => "Prepared",
        PublishStep.Check => "Checked",
        PublishStep.Commit => "Published",
        _ => "Looked whether it is there",
    };

    private static Hue HueOf(PublicationState state) => state switch
    {
        PublicationState.Rejected or PublicationState.Parked or PublicationState.Skipped => Hue.Bad,
        PublicationState.Unknown or PublicationState.Due => Hue.Warn,
        PublicationState.Sent => Hue.Good,
        PublicationState.Discarded => Hue.Neutral,
        _ => Hue.Info,
    };

    private static string IconOf(PublicationState state) => state switch
    {
        PublicationState.Waiting => "clock",
        PublicationState.Preparing or PublicationState.Sending => "send",
        PublicationState.Unknown or PublicationState.Parked => "help",
        PublicationState.Sent => "success",
        PublicationState.Rejected => "error",
        PublicationState.Skipped => "fast-forward",
        PublicationState.Due => "user",
        _ => "ban",
    };
}
