using System.Collections.Frozen;
using System.Text.Json;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.History;

/// <summary>Whoever may see a record may see its history; whoever may edit it and put back, may put it back.</summary>
public static class HistoryRights
{
    /// <param name="root">The record's table, as the log names it.</param>
    public static Permission ToSee(string root) => root switch
    {
        "builders" => Permission.SeeBuilders,
        "communities" or "lots" => Permission.SeeLots,
        "jobs" => Permission.SeeJobs,
        "service_calls" => Permission.SeeServiceCalls,
        "customers" => Permission.SeeCustomers,
        "bids" or "bid_templates" => Permission.SeeBids,
        _ when Marketing.Contains(root) => Permission.SeeMarketing,
        "absences" => Permission.SeeAbsences,
        "import_batches" or "import_words" => Permission.PreviewImports,
        "review_requests" or "reviews" or "recovery_tickets" or "review_opt_outs" or "review_settings" => Permission.SeeReviews,
        "portal_definitions" or "portal_rules" => Permission.SeePortals,
        // The log of a login is full of what only those who use it may read.
        "portal_accounts" => Permission.VerifyPortals,
        "outgoing_mails" => Permission.SeeMail,
        "tenants" => Permission.ManageCompanies,
        "signal_owners" => Permission.ManageSignals,
        "calendar_feeds" => Permission.EditServiceCalls,
        "technicians" or "users" => Permission.ManageUsers,
        _ => Permission.SeeHistory,
    };

    public static Permission ToEdit(string root) => root switch
    {
        "builders" => Permission.EditBuilders,
        "communities" or "lots" => Permission.EditLots,
        "jobs" => Permission.EditJobs,
        "service_calls" => Permission.EditServiceCalls,
        "customers" => Permission.EditCustomers,
        "bids" or "bid_templates" => Permission.EditBids,
        "channels" or "channel_accounts" or "caption_templates" => Permission.EditAccounts,
        _ when Marketing.Contains(root) => Permission.EditMarketing,
        "reviews" or "recovery_tickets" or "review_opt_outs" => Permission.EditReviews,
        "review_settings" => Permission.ManageCompanies,
        "portal_definitions" or "portal_accounts" or "portal_rules" => Permission.EditPortals,
        "absences" => Permission.EditAbsences,
        "import_batches" or "import_words" => Permission.CommitImports,
        "tenants" => Permission.ManageCompanies,
        "signal_owners" => Permission.ManageSignals,
        "calendar_feeds" => Permission.EditServiceCalls,
        _ => Permission.ManageUsers,
    };

    public static bool MayPutBack(Actor actor, string root, string entity) =>
        IsPutBackHere(root, entity) && actor.May(Permission.PutBack) && actor.May(ToEdit(root));

    /// <summary>Taking a completion back reopens the record, which fewer may.</summary>
    /// <param name="after">The row, or the fields, that the change left.</param>
    internal static Permission? ToReopen(string entity, JsonElement after) =>
        after.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String && status.GetString() == "Completed"
            ? entity switch
            {
                "jobs" => Permission.ReopenJobs,
                "service_calls" => Permission.ReopenServiceCalls,
                _ => null,
            }
            : null;

    /// <summary>Accounts have rules of their own (the last administrator, nobody raises the own role): they change on the Users page only.</summary>
    /// <remarks>A mail that went out, and what a customer answered, does not come back. What was approved and what was published is not changed behind its approval: content is edited on its own page, where it asks again.</remarks>
    /// <param name="root">The record's table.</param>
    /// <param name="entity">The changed row's own table. How a network takes our posts is its own answer: nobody sets that back here.</param>
    public static bool IsPutBackHere(string root, string entity) =>
        root is not ("users" or "bids" or "content_items" or "posts" or "outgoing_mails" or "review_requests" or "reviews") && entity is not ("account_connections" or "account_secrets" or "publish_pauses");

    public static string WhyNotHere(string root, string entity) => (root, entity) switch
    {
        ("bids", _) => "A bid is changed on its own page, where its prices are approved again.",
        ("users", _) => "Accounts are changed on the Users page, where their rules are kept.",
        (_, "account_connections" or "account_secrets") => "A connection is made on the account's page, with the network itself.",
        (_, "publish_pauses") => "Publishing is paused and taken up again on the Publishing page.",
        ("outgoing_mails" or "review_requests" or "reviews", _) => "What was sent, and what a customer answered, is not changed afterwards.",
        _ => "This is changed on its own page, where it asks for approval again.",
    };

    private static readonly FrozenSet<string> Marketing =
        new[] { "channels", "channel_accounts", "caption_templates", "content_items", "media_assets", "offers", "seasonal_events", "local_topics", "posts" }.ToFrozenSet();
}
