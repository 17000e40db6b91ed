using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Reviews;

/// <summary>How requests, stars and tickets look.</summary>
public static class ReviewWords
{
    private const int Best = 5;

    public static string Stars(int rating) => new string('★', rating) + new string('☆', Best - rating);

    public static RenderFragment Cell(ReviewRequestStatus status) => status switch
    {
        ReviewRequestStatus.Completed => StatusBadge.Cell("Answered", Hue.Good),
        ReviewRequestStatus.Sent => StatusBadge.Cell("Sent", Hue.Info, "send"),
        ReviewRequestStatus.Lost => StatusBadge.Cell("Lost", Hue.Neutral, "ban"),
        ReviewRequestStatus.Expired => StatusBadge.Cell("Expired", Hue.Neutral, "clock"),
        _ => StatusBadge.Cell("Pending", Hue.Warn, "clock"),
    };

    public static RenderFragment Cell(RecoveryStatus status) => status switch
    {
        RecoveryStatus.Open => StatusBadge.Cell("Open", Hue.Bad),
        RecoveryStatus.InProgress => StatusBadge.Cell("In progress", Hue.Info),
        RecoveryStatus.Resolved => StatusBadge.Cell("Resolved", Hue.Good),
        _ => StatusBadge.Cell("Closed", Hue.Neutral, "check"),
    };
}
