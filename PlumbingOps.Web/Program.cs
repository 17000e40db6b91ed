using Microsoft.AspNetCore.Connections;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Web.Commands;
using PlumbingOps.Web.Features.Account;
using PlumbingOps.Web.Features.Analytics;
using PlumbingOps.Web.Features.Bids;
using PlumbingOps.Web.Features.Builders;
using PlumbingOps.Web.Features.Customers;
using PlumbingOps.Web.Features.Home;
using PlumbingOps.Web.Features.Imports;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Features.Lots;
using PlumbingOps.Web.Features.Marketing.Content;
using PlumbingOps.Web.Features.Marketing.Media;
using PlumbingOps.Web.Features.Marketing.Posts;
using PlumbingOps.Web.Features.Marketing.Scoreboard;
using PlumbingOps.Web.Features.MyDay;
using PlumbingOps.Web.Features.Portals;
using PlumbingOps.Web.Features.Publishing;
using PlumbingOps.Web.Features.Reviews;
using PlumbingOps.Web.Features.Scheduling;
using PlumbingOps.Web.Features.ServiceCalls;
using PlumbingOps.Web.Shell;
using PlumbingOps.Web.Start;

if (args is ["psql", ..])
{
    return await PsqlCommand.RunAsync(args[1..]);
}
if (args is ["import", ..])
{
    return await ImportCommand.RunAsync(args[1..]);
}
if (args is ["rotate-keys", ..])
{
    return await RotateKeysCommand.RunAsync(args[1..]);
}

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddRootSettings(args);
    var settings = HouseSettings.Read(builder.Configuration, builder.Environment);
    var startLog = builder.AddLogs(settings);
    await using var database = await HouseDatabase.OpenAsync(settings, startLog);

    builder.Services.AddPublishingSettings(builder.Configuration);
    builder.Services.AddMailSettings(builder.Configuration, settings.DataFolder);
    builder.Services.AddPlumbingOpsData(database.AppConnection);
    builder.Services.AddSingleton(await SecretKeys.OpenAsync(settings.SecretKeys));
    builder.Services.AddSingleton<IFileStore>(new FolderFileStore(Path.Combine(settings.DataFolder, FolderFileStore.FolderName)));
    builder.Services.AddSignIn(settings.Domain);
    builder.Services.AddShell();
    builder.Services.AddPublicLinkLimits();
    builder.Services.AddScoped<IQuickFind, JobQuickFind>();
    builder.Services.AddScoped<IQuickFind, ServiceCallQuickFind>();
    builder.Services.AddScoped<IQuickFind, BidQuickFind>();
    builder.Services.AddScoped<IQuickFind, PlaceQuickFind>();
    builder.Services.AddScoped<IQuickFind, CustomerQuickFind>();
    builder.Services.AddScoped<IQuickFind, PortalQuickFind>();
    if (settings.RecurringWork)
    {
        builder.Services.AddRecurringWork(database.AppConnection);
        builder.Services.AddPublishDispatcher();
        builder.Services.AddMailRounds();
        builder.Services.AddNotificationRounds();
    }

    var app = builder.Build();
    await app.SetUpAsync(settings, database);

    app.UseTrustedProxies(settings.Proxies);
    app.UseCorrelation();
    app.UseExceptionHandler(Urls.Error, createScopeForErrors: true);
    app.UseSecurityHeaders();
    app.UseStatusCodePagesWithReExecute(Urls.NotFound, createScopeForStatusCodePages: true);
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.UseRateLimiter();
    app.MapStaticAssets().AllowAnonymous();
    app.MapHealth();
    app.MapAccount();
    app.MapPasskeys();
    app.MapJobs();
    app.MapTasks();
    app.MapAnalytics();
    app.MapServiceCalls();
    app.MapCallPhotos();
    app.MapBids();
    app.MapCalendarFeeds();
    app.MapImports();
    app.MapCustomers();
    app.MapBuilders();
    app.MapLots();
    app.MapPortals();
    app.MapContent();
    app.MapMedia();
    app.MapPosts();
    app.MapScoreboard();
    app.MapReviews();
    app.MapConnections();
    app.MapWebhooks();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is SettingsException or DatabaseSetupException or SecretKeysException || refusal.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}

/// <summary>Public, so that tests can start the same program.</summary>
public partial class Program;
