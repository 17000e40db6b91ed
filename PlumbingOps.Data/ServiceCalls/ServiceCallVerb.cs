using PlumbingOps.Data.People;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What moves a call from state to state.</summary>
public enum ServiceCallVerb { Schedule, Dispatch, Start, Hold, Resume, Complete, Cancel, NoShow, Reopen }

/// <summary>When a verb is legal and who may say it (DOMAIN 3.3): asked by the call itself, by the service and by the page's buttons alike.</summary>
public static class ServiceCallVerbs
{
    private static readonly ServiceCallStatus[] Open =
        [ServiceCallStatus.New, ServiceCallStatus.Scheduled, ServiceCallStatus.Dispatched, ServiceCallStatus.InProgress, ServiceCallStatus.OnHold];

    /// <summary>The states in which the verb is legal.</summary>
    public static IReadOnlyList<ServiceCallStatus> From(this ServiceCallVerb verb) => verb switch
    {
        ServiceCallVerb.Schedule or ServiceCallVerb.Complete or ServiceCallVerb.Cancel => Open,
        ServiceCallVerb.Dispatch => [ServiceCallStatus.Scheduled],
        ServiceCallVerb.Start => [ServiceCallStatus.New, ServiceCallStatus.Scheduled, ServiceCallStatus.Dispatched],
        ServiceCallVerb.Hold => [ServiceCallStatus.New, ServiceCallStatus.Scheduled, ServiceCallStatus.Dispatched, ServiceCallStatus.InProgress],
        ServiceCallVerb.Resume => [ServiceCallStatus.OnHold],
        ServiceCallVerb.NoShow => [ServiceCallStatus.Scheduled, ServiceCallStatus.Dispatched, ServiceCallStatus.InProgress],
        _ => [ServiceCallStatus.Completed, ServiceCallStatus.Cancelled, ServiceCallStatus.NoShow],
    };

    public static Permission Needs(this ServiceCallVerb verb) => verb switch
    {
        ServiceCallVerb.Start or ServiceCallVerb.Complete or ServiceCallVerb.NoShow => Permission.WorkOnServiceCalls,
        ServiceCallVerb.Reopen => Permission.ReopenServiceCalls,
        _ => Permission.EditServiceCalls,
    };

    /// <summary>"It cannot be …".</summary>
    public static string InWords(this ServiceCallVerb verb) => verb switch
    {
        ServiceCallVerb.Schedule => "moved",
        ServiceCallVerb.Dispatch => "dispatched",
        ServiceCallVerb.Start => "started",
        ServiceCallVerb.Hold => "put on hold",
        ServiceCallVerb.Resume => "resumed",
        ServiceCallVerb.Complete => "completed",
        ServiceCallVerb.Cancel => "cancelled",
        ServiceCallVerb.NoShow => "a no-show",
        _ => "reopened",
    };
}
