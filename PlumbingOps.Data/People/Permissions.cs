using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.People;

/// <summary>What a role may do. Pages, services and the menu all ask these; see <see cref="Permissions"/> for who has which.</summary>
public enum Permission
{
    SeeHome,
    /// <summary>How the business goes; sums of money need <see cref="SeePrices"/> too, and each room its own permission.</summary>
    SeeNumbers,
    SeeBuilders, EditBuilders,
    /// <summary>Builders and communities are shared, so it takes somebody who sees all companies as well.</summary>
    MergeBuilders, MergeCommunities,
    SeeLots, EditLots,
    SeeJobs, EditJobs, WorkOnJobs, ReopenJobs,
    SeeServiceCalls, EditServiceCalls, WorkOnServiceCalls, ReopenServiceCalls,
    /// <summary>Door, gate and lockbox codes. Technicians: own calls of today and tomorrow only.</summary>
    SeeAccessCodes,
    RecordPayments, SeePrices,
    SeeAbsences, EditAbsences,
    /// <summary>Gives a calendar to other programs by a secret address. Technicians: of their own visits.</summary>
    ShareCalendars,
    SeeCustomers, EditCustomers, MergeCustomers,
    SeeBids, EditBids, ReopenBids,
    /// <summary>Never for what one asked for oneself, except an administrator who says so (DESIGN 11).</summary>
    ApproveBidPrices,
    /// <summary>What lines cost us, and what is left.</summary>
    SeeMargins,
    PreviewImports, CommitImports,
    ArchiveRecords, PutBack,
    SeeHistory,
    SeeMarketing, EditMarketing,
    /// <summary>Never for one's own work, except an administrator who says so (DESIGN 11).</summary>
    ApprovePosts,
    /// <summary>Accounts with their rhythm, channels, templates.</summary>
    EditAccounts,
    /// <summary>Hands a network's tokens to us, or takes them back.</summary>
    ConnectAccounts,
    /// <summary>Pausing, and deciding what becomes of a post whose outcome nobody knows.</summary>
    ResolvePublishing,
    SeeReviews, EditReviews,
    /// <summary>Which portals there are and who looks after their logins; not the logins.</summary>
    SeePortals,
    EditPortals,
    /// <summary>Uses the logins, and says that one still works.</summary>
    VerifyPortals,
    SeeMail,
    ManageUsers, ManageCompanies,
    /// <summary>Says who looks after what.</summary>
    ManageSignals,
    SeeRecurringWork, ManageRecurringWork,
    EditOwnProfile,
}

/// <summary>The permission matrix (DOMAIN 11.2), in one place.</summary>
public static partial class Permissions
{
    private static readonly Permission[] Reading =
    [
        Permission.SeeHome, Permission.SeeNumbers, Permission.SeeBuilders, Permission.SeeLots, Permission.SeeJobs, Permission.SeeServiceCalls,
        Permission.SeeCustomers, Permission.SeeBids, Permission.SeeAbsences, Permission.SeeMarketing, Permission.SeeReviews, Permission.SeePortals,
        Permission.EditOwnProfile,
    ];

    private static readonly Permission[] MarketingWork = [Permission.EditMarketing, Permission.ApprovePosts, Permission.ResolvePublishing, Permission.EditReviews];

    private static readonly Permission[] OfficeWork =
    [
        .. Reading,
        Permission.EditBuilders, Permission.EditLots, Permission.EditJobs, Permission.WorkOnJobs, Permission.EditServiceCalls,
        Permission.WorkOnServiceCalls, Permission.EditAbsences, Permission.ShareCalendars, Permission.SeeAccessCodes, Permission.RecordPayments, Permission.SeePrices,
        Permission.EditCustomers, Permission.MergeCustomers, Permission.EditBids, Permission.SeeMargins, Permission.PreviewImports, Permission.ArchiveRecords, Permission.PutBack,
        Permission.VerifyPortals,
        .. MarketingWork,
    ];

    private static readonly FrozenDictionary<string, FrozenSet<Permission>> Matrix = new Dictionary<string, FrozenSet<Permission>>
    {
        [Roles.Admin] = Enum.GetValues<Permission>().ToFrozenSet(),
        [Roles.Office] = OfficeWork.ToFrozenSet(),
        [Roles.Marketing] = Reading.Concat(MarketingWork).Append(Permission.EditAccounts).ToFrozenSet(),
        [Roles.Technician] = new[]
        {
            Permission.SeeHome, Permission.SeeJobs, Permission.WorkOnJobs, Permission.SeeServiceCalls, Permission.WorkOnServiceCalls,
            Permission.SeeAccessCodes, Permission.RecordPayments, Permission.ShareCalendars, Permission.EditOwnProfile,
        }.ToFrozenSet(),
        [Roles.Viewer] = Reading.Append(Permission.SeePrices).ToFrozenSet(),
    }.ToFrozenDictionary();

    /// <summary>What the role may do; nothing for an unknown role.</summary>
    public static FrozenSet<Permission> Of(string role) => Matrix.GetValueOrDefault(role, FrozenSet<Permission>.Empty);

    /// <summary>The room a permission belongs to; a company that has the room switched off refuses it. Null: always on.</summary>
    public static Feature? FeatureOf(Permission permission) => permission switch
    {
        Permission.SeeJobs or Permission.EditJobs or Permission.WorkOnJobs or Permission.ReopenJobs => Feature.Jobs,
        Permission.SeeServiceCalls or Permission.EditServiceCalls or Permission.WorkOnServiceCalls or Permission.ReopenServiceCalls
            or Permission.SeeAccessCodes or Permission.RecordPayments or Permission.ShareCalendars => Feature.ServiceCalls,
        Permission.SeeCustomers or Permission.EditCustomers or Permission.MergeCustomers => Feature.Customers,
        Permission.SeeBids or Permission.EditBids or Permission.ReopenBids or Permission.ApproveBidPrices or Permission.SeeMargins => Feature.Bids,
        Permission.SeeMarketing or Permission.EditMarketing or Permission.ApprovePosts or Permission.EditAccounts or Permission.ConnectAccounts
            or Permission.ResolvePublishing => Feature.Marketing,
        Permission.SeeReviews or Permission.EditReviews => Feature.Reviews,
        _ => null,
    };

    /// <summary>"EditServiceCalls" → "edit service calls".</summary>
    public static string InWords(Enum name) =>
        WordStart().Replace(name.ToString(), " ").ToLowerInvariant();

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex WordStart();
}
