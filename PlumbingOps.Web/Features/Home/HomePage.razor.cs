using System.Globalization;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Home;

public sealed partial class HomePage(HomeService service, LiveUpdates live, Me me, TenantChoice tenants)
{
    private const string DayFormat = "yyyy-MM-dd";
    private static readonly string[] Watched = ["jobs", "service_calls", "absences", "import_batches"];
    private HomeDay? home;
    private Actor? actor;
    private IDisposable? listening;
    private DateOnly? readFor;

    [SupplyParameterFromQuery] private string? Day { get; set; }

    private TenantChoice Tenants => tenants;

    private string Heading => home is null ? "Home" : home.Day == home.Today ? $"Today, {tenants.Times().Day(home.Day)}" : tenants.Times().Day(home.Day);

    protected override void OnInitialized() =>
        listening = live.Subscribe(change => Watched.Any(entity => change.Touches(entity)) ? InvokeAsync(ReloadAsync) : Task.CompletedTask);

    protected override async Task OnParametersSetAsync()
    {
        var asked = Asked();
        if (home is null || asked != readFor)
        {
            readFor = asked;
            home = null;
            await ReadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private async Task ReloadAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        actor = tenants.Narrow(await me.ActorAsync());
        home = await service.GetDayAsync(Asked(), actor);
    }

    private DateOnly? Asked() => DateOnly.TryParseExact(Day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private string AddressOf(int step) =>
        home is null ? Urls.Home : $"{Urls.Home}?day={home.Day.AddDays(step).ToString(DayFormat, CultureInfo.InvariantCulture)}";

    /// <summary>"2 of 3".</summary>
    private string Step(JobRow job) => $"{home!.Day.DayNumber - job.StartDate!.Value.DayNumber + 1} of {job.EndDate!.Value.DayNumber - job.StartDate.Value.DayNumber + 1}";

    private string TimeOf(ServiceCallRow call)
    {
        if (call.AllDay || call.StartsAt is not { } at)
        {
            return "All day";
        }

        var times = tenants.Times(call.TenantId);
        return call.EndsAt is { } end && end > at ? $"{times.Time(at)} – {times.Time(end)}" : times.Time(at);
    }

    private static string AddressOf(AttentionKind kind) => kind switch
    {
        AttentionKind.OverdueJobs => $"{Urls.Jobs}?overdue=true",
        AttentionKind.UnassignedJobs => $"{Urls.Jobs}?unassigned=true",
        AttentionKind.OverdueCalls => $"{Urls.ServiceCalls}?overdue=true",
        AttentionKind.UnassignedCalls => $"{Urls.ServiceCalls}?unassigned=true",
        AttentionKind.PaperworkMissing => $"{Urls.ServiceCalls}?paperwork=true",
        AttentionKind.NeedsWriteUp => $"{Urls.ServiceCalls}?writeup=true",
        _ => Urls.Imports,
    };

    private static string Words(AttentionKind kind) => kind switch
    {
        AttentionKind.OverdueJobs => "jobs overdue",
        AttentionKind.UnassignedJobs => "jobs nobody has",
        AttentionKind.OverdueCalls => "calls overdue",
        AttentionKind.UnassignedCalls => "calls nobody has",
        AttentionKind.PaperworkMissing => "calls without paperwork",
        AttentionKind.NeedsWriteUp => "calls to write up",
        _ => "imported rows to look at",
    };

    private static Hue HueOf(AttentionKind kind) => kind switch
    {
        AttentionKind.OverdueJobs or AttentionKind.OverdueCalls => Hue.Bad,
        AttentionKind.ImportRows or AttentionKind.NeedsWriteUp => Hue.Info,
        _ => Hue.Warn,
    };
}
