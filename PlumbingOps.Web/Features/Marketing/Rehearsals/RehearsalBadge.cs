using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Rehearsals;

/// <summary>Where a post would end, as a word, an icon and a hue.</summary>
public static class RehearsalBadge
{
    public static RenderFragment Of(RehearsalRow row) => StatusBadge.Cell(row.IsRecovered ? "Sent after trouble" : Word(row.Outcome), HueOf(row.Outcome), IconOf(row.Outcome));

    public static string Word(RehearsalOutcome outcome) => outcome switch
    {
        RehearsalOutcome.ByHand => "To post by hand",
        RehearsalOutcome.TakenDown => "Taken down",
        RehearsalOutcome.NeedsDecision => "Needs a decision",
        RehearsalOutcome.LeftOut => "Left out",
        RehearsalOutcome.NotApproved => "Not approved",
        RehearsalOutcome.Waiting => "Still waiting",
        _ => $"{outcome}",
    };

    public static bool IsBad(RehearsalOutcome outcome) => HueOf(outcome) == Hue.Bad;

    private static Hue HueOf(RehearsalOutcome outcome) => outcome switch
    {
        RehearsalOutcome.Sent => Hue.Good,
        RehearsalOutcome.ByHand => Hue.Info,
        RehearsalOutcome.NotApproved or RehearsalOutcome.Waiting => Hue.Warn,
        _ => Hue.Bad,
    };

    private static string IconOf(RehearsalOutcome outcome) => outcome switch
    {
        RehearsalOutcome.Sent => "success",
        RehearsalOutcome.ByHand => "user",
        RehearsalOutcome.NotApproved => "eye",
        RehearsalOutcome.Waiting => "clock",
        RehearsalOutcome.NeedsDecision => "help",
        RehearsalOutcome.LeftOut => "fast-forward",
        _ => "error",
    };
}
