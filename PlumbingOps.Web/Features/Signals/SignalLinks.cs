using System.Collections.Frozen;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Signals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Signals;

/// <summary>Where a signal's rows stand: exactly those it counts.</summary>
public static class SignalLinks
{
    private static readonly FrozenDictionary<SignalKind, string> Lists = new Dictionary<SignalKind, string>
    {
        [SignalKinds.CallsOverdue] = $"{Urls.ServiceCalls}?overdue=true",
        [SignalKinds.JobsOverdue] = $"{Urls.Jobs}?overdue=true",
        [SignalKinds.CallsUnscheduled] = $"{Urls.ServiceCalls}?unscheduled=true",
        [SignalKinds.CallsUnassigned] = $"{Urls.ServiceCalls}?unassigned=true",
        [SignalKinds.JobsUnassigned] = $"{Urls.Jobs}?unassigned=true",
        [SignalKinds.JobsEnding] = $"{Urls.Jobs}?ending=true",
        [SignalKinds.TasksOverdue] = $"{Urls.Tasks}?due={nameof(TaskDue.Overdue)}",
        [SignalKinds.TasksToday] = $"{Urls.Tasks}?due={nameof(TaskDue.Today)}",
        [SignalKinds.WriteUps] = $"{Urls.ServiceCalls}?writeup=true",
        [SignalKinds.PaperworkMissing] = $"{Urls.ServiceCalls}?paperwork=true",
        [SignalKinds.Unpaid] = $"{Urls.ServiceCalls}?unpaid=true&status={nameof(ServiceCallStatus.Completed)}",
        [SignalKinds.WarrantyEnding] = $"{Urls.Warranties}?ending=true",
        [SignalKinds.PortalsStale] = $"{Urls.Portals}?stale=true",
        [SignalKinds.BidPrices] = $"{Urls.Bids}?status={nameof(BidStatus.NeedsPriceApproval)}",
        [SignalKinds.BidsToChase] = $"{Urls.Bids}?chase=true",
        [SignalKinds.ReviewsNeedRecovery] = $"{Urls.Reviews}?ticket=missing",
        [SignalKinds.TicketsOverdue] = $"{Urls.RecoveryTickets}?overdue=true",
        [SignalKinds.ReviewsNotAsked] = $"{Urls.ServiceCalls}?unasked=true",
        [SignalKinds.ReviewsUnanswered] = $"{Urls.ReviewRequests}?unanswered=true",
        [SignalKinds.PostsPastDue] = $"{Urls.Posts}?late=true",
        [SignalKinds.PostsFailed] = $"{Urls.Posts}?status={nameof(PostStatus.Failed)}",
        [SignalKinds.PostsUnknown] = $"{Urls.Posts}?status={nameof(PostStatus.Unknown)}",
        [SignalKinds.PostsNotReady] = $"{Urls.Posts}?unready=true",
        [SignalKinds.PostsToApprove] = $"{Urls.Posts}?status={nameof(PostStatus.NeedsApproval)}",
        [SignalKinds.DraftsOverdue] = $"{Urls.Content}?overdue=true",
        [SignalKinds.PostsUnscheduled] = $"{Urls.Posts}?unscheduled=true&slots=off",
    }.ToFrozenDictionary();

    public static string Href(this Signal signal) => signal switch
    {
        { Kind: var kind, Part: { } part } when kind == SignalKinds.JobsStarting => part.Id is { } technician ? $"{Urls.Jobs}?starting=true&technician={technician}" : $"{Urls.Jobs}?starting=true&unassigned=true",
        { Kind: var kind, Part.Id: { } import } when kind == SignalKinds.ImportRows => $"{Urls.Import(import)}?outcome=Review",
        _ => Lists[signal.Kind],
    };
}
