using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Reviews;

/// <summary>How requests, stars and tickets look.</summary>
public static class ReviewWords
{
    public const int Best = 5;

    public static string Stars(int rating) => new string('★', rating) + new string('☆', Best - rating);

    public static string Word(ReviewRequestStatus status) => status == ReviewRequestStatus.Completed ? "Answered" : status.ToString();

    public static RenderFragment Cell(ReviewRequestStatus status) => status switch
    {
        ReviewRequestStatus.Completed => StatusBadge.Cell(Word(status), Hue.Good),
        ReviewRequestStatus.Sent => StatusBadge.Cell(Word(status), Hue.Info, "send"),
        ReviewRequestStatus.Lost => StatusBadge.Cell(Word(status), Hue.Neutral, "ban"),
        ReviewRequestStatus.Expired => StatusBadge.Cell(Word(status), Hue.Neutral, "clock"),
        _ => StatusBadge.Cell(Word(status), Hue.Warn, "clock"),
    };

    public static RenderFragment Cell(RecoveryStatus status) => status switch
    {
        RecoveryStatus.Open => StatusBadge.Cell("Open", Hue.Bad),
        RecoveryStatus.InProgress => StatusBadge.Cell("In progress", Hue.Info),
        RecoveryStatus.Resolved => StatusBadge.Cell("Resolved", Hue.Good),
        _ => StatusBadge.Cell("Closed", Hue.Neutral, "check"),
    };
}
