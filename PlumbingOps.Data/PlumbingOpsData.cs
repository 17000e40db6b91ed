using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Drafts;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Days;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Data.Signals;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data;

public static class PlumbingOpsData
{
    /// <summary>The business: one line per service. Whoever signs people in adds <see cref="SecretKeys"/>, whoever shows pictures an <see cref="IFileStore"/>. None of them keeps a person's data, so all live as long as the process.</summary>
    public static IServiceCollection AddPlumbingOpsData(this IServiceCollection services, string appConnection)
    {
        services.AddSingleton(NpgsqlDataSource.Create(Prepared(appConnection)));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<Db>();
        services.AddSingleton<LiveUpdates>();
        services.AddHostedService(s => s.GetRequiredService<LiveUpdates>());
        services.AddSingleton<HistoryPartitions>();
        services.AddPeople();
        services.AddSingleton<BuilderService>();
        services.AddSingleton<BuilderAliasService>();
        services.AddSingleton<BuilderContactService>();
        services.AddSingleton<BuilderMergeService>();
        services.AddSingleton<CommunityService>();
        services.AddSingleton<CommunityMergeService>();
        services.AddSingleton<LotService>();
        services.AddSingleton<LotBoardService>();
        services.AddSingleton<TurnoverService>();
        services.AddSingleton<WarrantyService>();
        services.AddSingleton<JobService>();
        services.AddSingleton<HistoryService>();
        services.AddSingleton<CustomerService>();
        services.AddSingleton<CustomerMergeService>();
        services.AddSingleton<OpenTaskService>();
        services.AddSingleton<HomeService>();
        services.AddSingleton<HomeMonthService>();
        services.AddSingleton<AttentionService>();
        services.AddSingleton<NumberService>();
        services.AddSingleton<SignalService>();
        services.AddSingleton<SignalOwnerService>();
        services.AddSingleton<JobTaskService>();
        services.AddSingleton<JobContactService>();
        services.AddSingleton<JobAccessCodeService>();
        services.AddSingleton<JobShiftService>();
        services.AddSingleton<ServiceCallService>();
        services.AddSingleton<CallTaskService>();
        services.AddSingleton<CallPaymentService>();
        services.AddSingleton<CallWriteUpService>();
        services.AddSingleton<CallQueueService>();
        services.AddSingleton<AccessCodeService>();
        services.AddSingleton<CompletionService>();
        services.AddSingleton<CallPhotoService>();
        services.AddSingleton<MyDayService>();
        services.AddSingleton<IntakeService>();
        services.AddSingleton<FreeWindowService>();
        services.AddSingleton<DraftService>();
        services.AddSingleton<StaffService>();
        services.AddBids();
        services.AddPortals();
        services.AddSingleton<ImportListService>();
        services.AddSingleton<ImportUploadService>();
        services.AddSingleton<ImportReviewService>();
        services.AddSingleton<ImportCommitService>();
        services.AddSingleton<ImportUndoService>();
        services.AddSingleton<ImportRetention>();
        services.AddScheduling();
        services.AddMarketing();
        services.AddPostsAndCalendar();
        services.AddPublishing();
        services.AddRunBook();
        services.AddMail();
        services.AddReviews();
        services.AddNotifications();
        return services;
    }

    /// <summary>
    /// The server keeps what it learned of our statements. And the pool then takes back a connection's settings only, where it would otherwise
    /// discard all plans as well, those of the history's triggers included: every save would plan them anew.
    /// </summary>
    private static string Prepared(string appConnection) => new NpgsqlConnectionStringBuilder(appConnection) { MaxAutoPrepare = 100 }.ConnectionString;

    private static void AddBids(this IServiceCollection services)
    {
        services.AddSingleton<BidService>();
        services.AddSingleton<BidLineService>();
        services.AddSingleton<BidVersionService>();
        services.AddSingleton<BidOffers>();
        services.AddSingleton<BidWinService>();
        services.AddSingleton<BidTemplateService>();
        services.AddSingleton<BidCallService>();
    }

    private static void AddMarketing(this IServiceCollection services)
    {
        services.AddSingleton<ChannelService>();
        services.AddSingleton<AccountService>();
        services.AddSingleton<ContentService>();
        services.AddSingleton<TemplateService>();
        services.AddSingleton<OfferService>();
        services.AddSingleton<SeasonalEventService>();
        services.AddSingleton<LocalTopicService>();
        services.AddSingleton<MediaService>();
        services.AddSingleton<MediaUploadService>();
        services.AddSingleton<MediaCropService>();
        services.AddSingleton<MediaLinks>();
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = Passwords.Iterations);
        services.AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>();
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<RightsDirectory>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<OwnPassword>();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<SecondFactorCheck>();
        services.AddSingleton<SecondFactorService>();
        services.AddSingleton<PasskeyService>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<OneTimeLinkService>();
        services.AddSingleton<ProfileService>();
        services.AddSingleton<UserService>();
        services.AddSingleton<CompanyService>();
        services.AddSingleton<TechnicianService>();
        services.AddHostedService<RememberedRights>();
    }
}
