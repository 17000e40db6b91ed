namespace PlumbingOps.Web.Shell;

/// <summary>Every address of the application, spelled once. Pages declare theirs with <c>@attribute [Route(Urls.Jobs)]</c>.</summary>
public static class Urls
{
    public const string Home = "/";
    public const string SignalOwners = "/signals/owners";
    public const string Tasks = "/tasks";
    public const string TasksCsv = "/tasks.csv";
    public const string Analytics = "/analytics";
    public const string AnalyticsCsv = "/analytics.csv";
    public const string Jobs = "/jobs";
    public const string JobRoute = "/jobs/{id:guid}";
    public const string NewJob = "/jobs/new";
    public const string JobsCsv = "/jobs.csv";
    public const string ServiceCalls = "/service-calls";
    public const string ServiceCallRoute = "/service-calls/{id:guid}";
    public const string NewServiceCall = "/service-calls/new";
    public const string ServiceCallsCsv = "/service-calls.csv";
    /// <summary>A phone sends photos here; each carries the key the phone gave it.</summary>
    public const string CallPhotosRoute = "/service-calls/{id:guid}/photos";
    public const string CallPhotoRoute = "/service-calls/photos/{id:guid}/{look}";
    public const string MyDay = "/my-day";
    public const string MyVisitRoute = "/my-day/{id:guid}";
    public const string Schedule = "/schedule/board";
    public const string Absences = "/schedule/absences";
    public const string DayPacks = "/schedule/day-packs";
    public const string CalendarFeeds = "/schedule/calendars";
    public const string CalendarFeedRoute = "/calendar/{token}.ics";
    public const string Builders = "/builders";
    public const string BuilderRoute = "/builders/{id:guid}";
    public const string BuildersCsv = "/builders.csv";
    public const string CommunityRoute = "/communities/{id:guid}";
    public const string Lots = "/lots";
    public const string Warranties = "/lots/warranties";
    public const string WarrantiesCsv = "/lots/warranties.csv";
    public const string CommunitiesCsv = "/communities.csv";
    public const string LotsCsvRoute = "/communities/{id:guid}/lots.csv";
    public const string LotRoute = "/lots/{id:guid}";
    public const string Customers = "/customers";
    public const string CustomersCsv = "/customers.csv";
    public const string CustomerRoute = "/customers/{id:guid}";
    public const string Bids = "/bids";
    public const string BidRoute = "/bids/{id:guid}";
    public const string NewBid = "/bids/new";
    public const string BidPipeline = "/bids/pipeline";
    public const string BidTemplates = "/bids/templates";
    public const string BidSheetRoute = "/bids/{id:guid}/sheet";
    public const string BidsCsv = "/bids.csv";
    /// <summary>From a message to a customer: whoever holds it may read one version of a bid and accept it.</summary>
    public const string OfferRoute = $"{OfferLinks}/{{token}}";
    public const string OfferLinks = "/offer";
    /// <summary>Each company's logins; the sites themselves are shared.</summary>
    public const string Portals = "/portals/directory";
    public const string PortalAccountRoute = "/portals/directory/{id:guid}";
    public const string PortalsCsv = "/portals.csv";
    public const string PortalSites = "/portals/sites";
    public const string PortalSiteRoute = "/portals/sites/{id:guid}";
    public const string PortalRules = "/portals/rules";
    public const string PortalRuleTest = "/portals/rules/test";
    public const string Calendar = "/marketing/calendar";
    public const string Posts = "/marketing/posts";
    public const string PostRoute = "/marketing/posts/{id:guid}";
    public const string PostsCsv = "/marketing/posts.csv";
    public const string PostsICalendar = "/marketing/posts.ics";
    public const string Approvals = "/marketing/approvals";
    public const string Publishing = "/marketing/publishing";
    public const string Rehearsal = "/marketing/rehearsal";
    public const string Scoreboard = "/marketing/scoreboard";
    public const string ScoreboardCsv = "/marketing/scoreboard.csv";
    /// <summary>From a mail: whoever holds it may answer for one post, once.</summary>
    public const string ApprovalLinkRoute = $"{ApprovalLinks}/{{token}}";
    public const string ApprovalLinks = "/approve";
    public const string Content = "/marketing/content";
    public const string ContentRoute = "/marketing/content/{id:guid}";
    public const string NewContent = "/marketing/content/new";
    public const string ContentCsv = "/marketing/content.csv";
    public const string Media = "/marketing/pictures";
    public const string MediaRoute = "/marketing/pictures/{id:guid}";
    public const string MediaFileRoute = "/marketing/pictures/{id:guid}/{look}";
    /// <summary>For the networks: nobody signs in here, the address itself is the right, and it ends.</summary>
    public const string PublicFileRoute = "/files/{token}";
    public const string Templates = "/marketing/templates";
    public const string Offers = "/marketing/offers";
    public const string SeasonalEvents = "/marketing/events";
    public const string LocalTopics = "/marketing/topics";
    public const string Accounts = "/marketing/accounts";
    public const string AccountRoute = "/marketing/accounts/{id:guid}";
    public const string Imports = "/imports";
    public const string ImportRoute = "/imports/{id:guid}";
    public const string History = "/history";
    public const string ChangeSetRoute = "/history/{id:guid}";
    public const string Reviews = "/reviews/answers";
    public const string ReviewsCsv = "/reviews.csv";
    public const string ReviewRequests = "/reviews/requests";
    public const string ReviewRequestRoute = "/reviews/requests/{id:guid}";
    public const string ReviewSettings = "/reviews/settings";
    public const string ReviewOptOuts = "/reviews/not-asked";
    public const string RecoveryTickets = "/reviews/tickets";
    /// <summary>From a mail: whoever holds it may answer once.</summary>
    public const string ReviewLinkRoute = $"{ReviewLinks}/{{token}}";
    public const string ReviewLinks = "/review";
    /// <summary>For mail programs: one press, and the person is not asked again.</summary>
    public const string ReviewStopRoute = $"{ReviewLinkRoute}/stop";
    /// <summary>What a company shows to everybody. No company has an id that is one of our own addresses (<see cref="PlumbingOps.Data.Tenants.CompanyIds"/>).</summary>
    public const string PublicReviewsRoute = "/reviews/{company}";
    public const string Mail = "/mail";
    public const string Users = "/users";
    public const string UserRoute = "/users/{id:guid}";
    public const string Companies = "/companies";
    public const string CompanyRoute = "/companies/{id}";
    public const string RecurringWork = "/recurring-work";
    public const string Profile = "/profile";
    public const string Notifications = "/notifications";
    public const string NotificationRoute = "/notifications/{id:guid}";
    public const string NotificationSettings = "/profile/notifications";
    public const string OwnSecondFactor = "/profile/second-factor";
    public const string Passkeys = "/profile/passkeys";

    public const string SignIn = "/account/sign-in";
    public const string SecondFactor = "/account/second-factor";
    public const string PasskeyRequest = "/account/passkeys/request";
    public const string PasskeyCreation = "/account/passkeys/creation";
    public const string SignOut = "/account/sign-out";
    public const string SetUp = "/set-up";
    public const string Password = "/password";

    public const string NotFound = "/not-found";
    public const string Error = "/error";

    public static string Job(Guid id) => $"/jobs/{id}";

    public static string ServiceCall(Guid id) => $"/service-calls/{id}";

    /// <summary>A visit more, to put right what an earlier one left.</summary>
    public static string GoBackTo(Guid call) => $"{NewServiceCall}?goback={call}";

    public static string MyVisit(Guid id) => $"/my-day/{id}";

    public static string CallPhotos(Guid call) => $"/service-calls/{call}/photos";

    /// <param name="turns">Turned, it is another file: a browser may keep what it has.</param>
    public static string CallPhoto(Guid id, string look, int turns) => $"/service-calls/photos/{id}/{look}?turns={turns}";

    public static string CalendarFeed(string token) => $"/calendar/{token}.ics";

    /// <param name="technicianId">Null for everybody.</param>
    public static string DayPack(DateOnly day, Guid? technicianId) => $"{DayPacks}?date={AddressQuery.Text(day)}{(technicianId is { } id ? $"&person={id}" : null)}";

    public static string Builder(Guid id) => $"/builders/{id}";

    public static string Community(Guid id) => $"/communities/{id}";

    public static string LotsCsv(Guid community) => $"/communities/{community}/lots.csv";

    public static string Lot(Guid id) => $"/lots/{id}";

    public static string Customer(Guid id) => $"/customers/{id}";

    public static string Bid(Guid id) => $"/bids/{id}";

    /// <param name="version">As it was sent; null for the bid as it stands.</param>
    public static string BidSheet(Guid id, int? version = null) => $"/bids/{id}/sheet{(version is null ? null : $"?version={version}")}";

    public static string NewBidFromCall(Guid call) => $"{NewBid}?call={call}";

    public static string Offer(string token) => $"{OfferLinks}/{token}";

    public static string PortalAccount(Guid id) => $"/portals/directory/{id}";

    public static string PortalSite(Guid id) => $"/portals/sites/{id}";

    public static string Post(Guid id) => $"/marketing/posts/{id}";

    public static string ApprovalLink(string token) => $"{ApprovalLinks}/{token}";

    public static string ContentItem(Guid id) => $"/marketing/content/{id}";

    public static string MediaAsset(Guid id) => $"/marketing/pictures/{id}";

    /// <param name="version">Another whenever the file is another, so that a browser may keep what it has.</param>
    public static string MediaFile(Guid id, string look, string? version = null) => $"/marketing/pictures/{id}/{look}{(version is null ? null : $"?v={version}")}";

    public static string PublicFile(string token) => $"/files/{token}";

    public static string Account(Guid id) => $"/marketing/accounts/{id}";

    public static string ReviewRequest(Guid id) => $"/reviews/requests/{id}";

    public static string ReviewLink(string token) => $"{ReviewLinks}/{token}";

    public static string PublicReviews(string tenantId) => $"/reviews/{Uri.EscapeDataString(tenantId)}";

    public static string Import(Guid id) => $"/imports/{id}";

    public static string ChangeSet(Guid id) => $"/history/{id}";

    public static string Notification(Guid id) => $"/notifications/{id}";

    public static string User(Guid id) => $"/users/{id}";

    public static string Company(string tenantId) => $"/companies/{Uri.EscapeDataString(tenantId)}";

    public static string SetUpWith(string token) => $"{SetUp}?token={token}";

    public static string PasswordWith(string token) => $"{Password}?token={token}";

    /// <param name="returnUrl">Where to go afterwards, inside this application.</param>
    public static string SecondFactorAndReturn(string returnUrl) => $"{SecondFactor}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <param name="returnUrl">Where to go afterwards; the sign-in page takes local addresses only.</param>
    public static string SignInAndReturn(string returnUrl) => $"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
