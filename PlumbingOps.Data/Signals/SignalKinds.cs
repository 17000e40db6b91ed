using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Signals;

/// <summary>Everything the house can call attention to. What each counts stands in <see cref="SignalCounts"/>.</summary>
public static class SignalKinds
{
    public static readonly SignalKind CallsOverdue = new("dispatch_calls_overdue", SignalGroup.Dispatch, SignalPriority.High, Permission.SeeServiceCalls, "call is past its time", "calls are past their time");
    public static readonly SignalKind JobsOverdue = new("dispatch_jobs_overdue", SignalGroup.Dispatch, SignalPriority.High, Permission.SeeJobs, "job is past its last day", "jobs are past their last day");
    public static readonly SignalKind CallsUnscheduled = new("dispatch_unscheduled_calls", SignalGroup.Dispatch, SignalPriority.High, Permission.SeeServiceCalls, "call has no time yet", "calls have no time yet");
    public static readonly SignalKind CallsUnassigned = new("dispatch_unassigned_calls", SignalGroup.Dispatch, SignalPriority.Medium, Permission.SeeServiceCalls, "call has no technician", "calls have no technician");
    public static readonly SignalKind JobsUnassigned = new("dispatch_unassigned_jobs", SignalGroup.Dispatch, SignalPriority.Medium, Permission.SeeJobs, "job has no crew", "jobs have no crew");
    /// <summary>For each technician; what is nobody's stands with the jobs without a crew.</summary>
    public static readonly SignalKind JobsStarting = new("dispatch_today_tech", SignalGroup.Dispatch, SignalPriority.Medium, Permission.SeeJobs, "job begins today and is not started", "jobs begin today and are not started");
    public static readonly SignalKind JobsEnding = new("dispatch_jobs_ending", SignalGroup.Dispatch, SignalPriority.Low, Permission.SeeJobs, "job ends by tomorrow", "jobs end by tomorrow");

    public static readonly SignalKind TasksOverdue = new("office_tasks_overdue", SignalGroup.Office, SignalPriority.High, Permission.SeeHome, "task is overdue", "tasks are overdue");
    public static readonly SignalKind TasksToday = new("office_tasks_today", SignalGroup.Office, SignalPriority.Medium, Permission.SeeHome, "task is due today", "tasks are due today");
    public static readonly SignalKind WriteUps = new("office_write_up", SignalGroup.Office, SignalPriority.Medium, Permission.SeeServiceCalls, "call to write up", "calls to write up");
    public static readonly SignalKind PaperworkMissing = new("office_paperwork", SignalGroup.Office, SignalPriority.Medium, Permission.SeeServiceCalls, "completed call without paperwork", "completed calls without paperwork");
    public static readonly SignalKind Unpaid = new("office_unpaid", SignalGroup.Office, SignalPriority.Medium, Permission.SeeServiceCalls, "completed call is not paid", "completed calls are not paid");
    public static readonly SignalKind WarrantyEnding = new("office_warranty_ending", SignalGroup.Office, SignalPriority.Low, Permission.SeeLots, "warranty ends within 30 days", "warranties end within 30 days");
    public static readonly SignalKind PortalsStale = new("office_portals", SignalGroup.Office, SignalPriority.Low, Permission.VerifyPortals, "portal login was not verified for 90 days", "portal logins were not verified for 90 days");
    /// <summary>For each import.</summary>
    public static readonly SignalKind ImportRows = new("office_import", SignalGroup.Office, SignalPriority.Medium, Permission.PreviewImports, "imported row waits for a decision", "imported rows wait for a decision", Roles.Admin);

    public static readonly SignalKind BidPrices = new("bids_price_approval", SignalGroup.Bids, SignalPriority.High, Permission.SeeBids, "bid waits for its price", "bids wait for their prices", Roles.Admin);
    public static readonly SignalKind BidsToChase = new("bids_to_chase", SignalGroup.Bids, SignalPriority.Medium, Permission.SeeBids, "bid to chase", "bids to chase");

    public static readonly SignalKind ReviewsNeedRecovery = new("reviews_needs_recovery", SignalGroup.Reviews, SignalPriority.High, Permission.SeeReviews, "unhappy customer without a ticket", "unhappy customers without a ticket", Roles.Admin);
    public static readonly SignalKind TicketsOverdue = new("reviews_tickets_overdue", SignalGroup.Reviews, SignalPriority.Medium, Permission.SeeReviews, "recovery ticket is open for a week", "recovery tickets are open for a week", Roles.Admin);
    public static readonly SignalKind ReviewsNotAsked = new("reviews_no_request", SignalGroup.Reviews, SignalPriority.Medium, Permission.SeeServiceCalls, "customer was not asked for a review", "customers were not asked for a review", Roles.Admin);
    public static readonly SignalKind ReviewsUnanswered = new("reviews_no_response", SignalGroup.Reviews, SignalPriority.Low, Permission.SeeReviews, "review request unanswered for a week", "review requests unanswered for a week");

    public static readonly SignalKind PostsPastDue = new("marketing_past_due", SignalGroup.Marketing, SignalPriority.High, Permission.SeeMarketing, "post should be out and is not", "posts should be out and are not", Roles.Marketing);
    public static readonly SignalKind PostsFailed = new("marketing_failed", SignalGroup.Marketing, SignalPriority.High, Permission.SeeMarketing, "post failed", "posts failed", Roles.Marketing);
    public static readonly SignalKind PostsUnknown = new("marketing_unknown", SignalGroup.Marketing, SignalPriority.High, Permission.SeeMarketing, "post went out or not: nobody knows", "posts went out or not: nobody knows", Roles.Marketing);
    public static readonly SignalKind PostsNotReady = new("marketing_not_ready", SignalGroup.Marketing, SignalPriority.High, Permission.SeeMarketing, "post of the next three days is not ready", "posts of the next three days are not ready", Roles.Marketing);
    public static readonly SignalKind PostsToApprove = new("marketing_needs_approval", SignalGroup.Marketing, SignalPriority.Medium, Permission.SeeMarketing, "post waits for approval", "posts wait for approval", Roles.Admin);
    public static readonly SignalKind DraftsOverdue = new("marketing_drafts_overdue", SignalGroup.Marketing, SignalPriority.Medium, Permission.SeeMarketing, "draft is overdue", "drafts are overdue", Roles.Marketing);
    public static readonly SignalKind PostsUnscheduled = new("marketing_unscheduled", SignalGroup.Marketing, SignalPriority.Low, Permission.SeeMarketing, "written post has no day", "written posts have no day", Roles.Marketing);

    /// <summary>In the order in which they are told within their priority.</summary>
    public static readonly IReadOnlyList<SignalKind> All =
    [
        CallsOverdue, JobsOverdue, CallsUnscheduled, CallsUnassigned, JobsUnassigned, JobsStarting, JobsEnding,
        TasksOverdue, TasksToday, WriteUps, PaperworkMissing, Unpaid, ImportRows, WarrantyEnding, PortalsStale,
        BidPrices, BidsToChase,
        ReviewsNeedRecovery, TicketsOverdue, ReviewsNotAsked, ReviewsUnanswered,
        PostsPastDue, PostsFailed, PostsUnknown, PostsNotReady, PostsToApprove, DraftsOverdue, PostsUnscheduled,
    ];
}
