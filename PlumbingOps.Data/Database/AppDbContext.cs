using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Data.Publishing.Metrics;
using PlumbingOps.Data.Publishing.Webhooks;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.Scheduling.Feeds;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Data.Signals;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Database;

/// <summary>
/// The database as one person sees it, for one operation. <see cref="Db"/> makes it; its connection carries the actor and the
/// companies, and row-level security below every query shows no other company's rows.
/// </summary>
public class AppDbContext(DbContextOptions<AppDbContext> options)
    : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid, IdentityUserClaim<Guid>, IdentityUserRole<Guid>, IdentityUserLogin<Guid>, IdentityRoleClaim<Guid>, IdentityUserToken<Guid>, Passkey>(options)
{
    public const string OwnFilter = "own";

    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<Technician> Technicians => Set<Technician>();
    public DbSet<TechnicianAlias> TechnicianAliases => Set<TechnicianAlias>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();
    public DbSet<Builder> Builders => Set<Builder>();
    public DbSet<BuilderAlias> BuilderAliases => Set<BuilderAlias>();
    public DbSet<BuilderContact> BuilderContacts => Set<BuilderContact>();
    public DbSet<Community> Communities => Set<Community>();
    public DbSet<CommunityAlias> CommunityAliases => Set<CommunityAlias>();
    public DbSet<Lot> Lots => Set<Lot>();
    public DbSet<LotOwner> LotOwners => Set<LotOwner>();
    public DbSet<LotWarranty> LotWarranties => Set<LotWarranty>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<JobCrew> JobCrew => Set<JobCrew>();
    public DbSet<JobTask> JobTasks => Set<JobTask>();
    public DbSet<JobContact> JobContacts => Set<JobContact>();
    public DbSet<JobAccessCode> JobAccessCodes => Set<JobAccessCode>();
    public DbSet<ServiceCall> ServiceCalls => Set<ServiceCall>();
    public DbSet<CallTechnician> CallTechnicians => Set<CallTechnician>();
    public DbSet<UnassignedCall> UnassignedCalls => Set<UnassignedCall>();
    public DbSet<CallTask> CallTasks => Set<CallTask>();
    public DbSet<CallPayment> CallPayments => Set<CallPayment>();
    public DbSet<CallAccessCode> CallAccessCodes => Set<CallAccessCode>();
    public DbSet<CompletionAnswer> CompletionAnswers => Set<CompletionAnswer>();
    public DbSet<CallPhoto> CallPhotos => Set<CallPhoto>();
    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Bid> Bids => Set<Bid>();
    public DbSet<BidSection> BidSections => Set<BidSection>();
    public DbSet<BidLine> BidLines => Set<BidLine>();
    public DbSet<BidVersion> BidVersions => Set<BidVersion>();
    public DbSet<BidLink> BidLinks => Set<BidLink>();
    public DbSet<BidJob> BidJobs => Set<BidJob>();
    public DbSet<BidTemplate> BidTemplates => Set<BidTemplate>();
    public DbSet<Channel> Channels => Set<Channel>();
    public DbSet<ChannelAccount> ChannelAccounts => Set<ChannelAccount>();
    public DbSet<AccountShare> AccountShares => Set<AccountShare>();
    public DbSet<AccountConnection> AccountConnections => Set<AccountConnection>();
    public DbSet<AccountSecret> AccountSecrets => Set<AccountSecret>();
    public DbSet<ContentItem> ContentItems => Set<ContentItem>();
    public DbSet<ContentText> ContentTexts => Set<ContentText>();
    public DbSet<ContentMedia> ContentMedia => Set<ContentMedia>();
    public DbSet<CaptionTemplate> CaptionTemplates => Set<CaptionTemplate>();
    public DbSet<Offer> Offers => Set<Offer>();
    public DbSet<SeasonalEvent> SeasonalEvents => Set<SeasonalEvent>();
    public DbSet<LocalTopic> LocalTopics => Set<LocalTopic>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<ApprovalLink> ApprovalLinks => Set<ApprovalLink>();
    public DbSet<MediaAsset> MediaAssets => Set<MediaAsset>();
    public DbSet<MediaCrop> MediaCrops => Set<MediaCrop>();
    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<PublishAttempt> PublishAttempts => Set<PublishAttempt>();
    public DbSet<AccountLimit> AccountLimits => Set<AccountLimit>();
    public DbSet<PublishPause> PublishPauses => Set<PublishPause>();
    public DbSet<ProviderCircuit> ProviderCircuits => Set<ProviderCircuit>();
    public DbSet<ConnectionRequest> ConnectionRequests => Set<ConnectionRequest>();
    public DbSet<WebhookHint> WebhookHints => Set<WebhookHint>();
    public DbSet<WebhookCount> WebhookCounts => Set<WebhookCount>();
    public DbSet<PreflightFinding> PreflightFindings => Set<PreflightFinding>();
    public DbSet<MetricReading> MetricReadings => Set<MetricReading>();
    public DbSet<MetricValue> MetricValues => Set<MetricValue>();
    public DbSet<DeadMetric> DeadMetrics => Set<DeadMetric>();
    public DbSet<ReviewRequest> ReviewRequests => Set<ReviewRequest>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<RecoveryTicket> RecoveryTickets => Set<RecoveryTicket>();
    public DbSet<ReviewSettings> ReviewSettings => Set<ReviewSettings>();
    public DbSet<ReviewOptOut> ReviewOptOuts => Set<ReviewOptOut>();
    public DbSet<PortalDefinition> PortalDefinitions => Set<PortalDefinition>();
    public DbSet<PortalAccount> PortalAccounts => Set<PortalAccount>();
    public DbSet<BuilderPortalAccount> BuilderPortalAccounts => Set<BuilderPortalAccount>();
    public DbSet<PortalRule> PortalRules => Set<PortalRule>();
    public DbSet<SignalOwner> SignalOwners => Set<SignalOwner>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<NotificationSettings> NotificationSettings => Set<NotificationSettings>();
    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();
    public DbSet<RecurringRun> RecurringRuns => Set<RecurringRun>();
    public DbSet<RecurringSwitch> RecurringSwitches => Set<RecurringSwitch>();
    public DbSet<ImportBatch> ImportBatches => Set<ImportBatch>();
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();
    public DbSet<ImportLink> ImportLinks => Set<ImportLink>();
    public DbSet<ImportWord> ImportWords => Set<ImportWord>();
    public DbSet<ChangeSet> ChangeSets => Set<ChangeSet>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Who asks and for which companies; null only for Identity's own store and for migrations, which see no business rows.</summary>
    public DbScope? Scope { get; internal set; }

    /// <summary>What the open connection carries. <see cref="Db"/> hands the context out only when it is this operation's own scope.</summary>
    internal DbScope? Carried { get; set; }

    private bool OnlyOwn => Scope?.Actor.OnlyOwn ?? false;
    private IReadOnlyList<Guid> MyTechnicianIds => Scope?.Actor.TechnicianIds ?? [];

    /// <summary>One line for the history about what the coming save does ("Shifted 12 jobs by 2 days").</summary>
    public Task DescribeAsync(string summary, CancellationToken cancellationToken = default) =>
        Database.ExecuteSqlAsync($"select set_config('app.summary', {summary}, false)", cancellationToken);

    /// <exception cref="DoubleBookingException">Somebody would be at two places at once.</exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (Exception e) when (DoubleBooking.IsRefusal(e))
        {
            throw await DoubleBooking.ExplainAsync(this, cancellationToken);
        }
    }

    /// <summary>Ids of customers whose name, phone digits, mail or address hold the text; through a guarded function, see search.sql.</summary>
    public IQueryable<FoundId> FindCustomers(string text, int most) => FromExpression(() => FindCustomers(text, most));

    /// <summary>Ids of calls whose number, contact, address or problem hold the text.</summary>
    public IQueryable<FoundId> FindServiceCalls(string text, int most) => FromExpression(() => FindServiceCalls(text, most));

    /// <summary>Ids of bids whose number, name, lot, address or plan hold the text.</summary>
    public IQueryable<FoundId> FindBids(string text, int most) => FromExpression(() => FindBids(text, most));

    /// <summary>Ids of content whose number, title, text, city or service hold the text.</summary>
    public IQueryable<FoundId> FindContent(string text, int most) => FromExpression(() => FindContent(text, most));

    /// <summary>Ids of change sets whose summary holds the text, the newest first.</summary>
    public IQueryable<FoundId> FindChangeSets(string text, int most) => FromExpression(() => FindChangeSets(text, most));

    /// <summary>How names are compared: capitals, blanks and punctuation make no other name. In queries only.</summary>
    public static string Plain(string name) => throw new InvalidOperationException("Only the database compares names.");

    /// <summary>How mail addresses are compared, as <c>lower()</c> of the database does it. In queries only.</summary>
    public static string Lower(string text) => throw new InvalidOperationException("Only the database compares these.");

    /// <summary>E.164 where it can be, else the digits alone. In queries only.</summary>
    public static string? PhoneDigits(string? phone) => throw new InvalidOperationException("Only the database compares phones.");

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema("app");
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        builder.Entity<AppUser>().ToTable("users", "identity");
        builder.Entity<IdentityRole<Guid>>().ToTable("roles", "identity");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles", "identity");
        // A person has exactly one role.
        builder.Entity<IdentityUserRole<Guid>>().HasIndex(r => r.UserId).IsUnique();
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims", "identity");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins", "identity");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens", "identity");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims", "identity");
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys", "keys");
        builder.Entity<Job>().HasQueryFilter(OwnFilter, j => !OnlyOwn || j.Crew.Any(c => MyTechnicianIds.Contains(c.TechnicianId)));
        builder.Entity<ServiceCall>().HasQueryFilter(OwnFilter, c => !OnlyOwn || c.Technicians.Any(t => MyTechnicianIds.Contains(t.TechnicianId)));
        builder.Entity<FoundId>().HasNoKey().ToTable((string?)null);
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(FindCustomers))!).HasName("find_customers").HasSchema("app");
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(FindServiceCalls))!).HasName("find_service_calls").HasSchema("app");
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(FindBids))!).HasName("find_bids").HasSchema("app");
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(FindContent))!).HasName("find_content").HasSchema("app");
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(FindChangeSets))!).HasName("find_change_sets").HasSchema("history");
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(Plain))!).HasName("plain").HasSchema("app");
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(Lower))!).HasName("lower").IsBuiltIn();
        builder.HasDbFunction(typeof(AppDbContext).GetMethod(nameof(PhoneDigits))!).HasName("phone_digits").HasSchema("app");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Conventions.Add(_ => new DatabaseNames());
        // Kinds and states are text a person can read in SQL; DatabaseNames adds the CHECK.
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}

/// <summary>A row of a search function.</summary>
public sealed record FoundId(Guid Id);

/// <summary>Who asks, and the companies whose rows this operation may touch (those that have the room switched on).</summary>
public sealed record DbScope(Actor Actor, IReadOnlyList<string> Tenants)
{
    /// <summary>Statements are planned once. Otherwise they are planned with what was typed: a plan for any text whatever takes a common word for a rare one.</summary>
    public bool KnownRows { get; init; }
}

/// <summary>ASP.NET's keys for cookies, antiforgery and links, shared by all processes.</summary>
public class DataProtectionKey
{
    public int Id { get; init; }
    public string? FriendlyName { get; init; }
    public required string Xml { get; init; }
}
