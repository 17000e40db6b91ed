using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Days;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.MyDay;

/// <summary>The stops of one person's day, for one thumb. Stays right through midnight: the clock is looked at every minute.</summary>
public sealed partial class MyDayPage(
    MyDayService service, ServiceCallService calls, AccessCodeService codes, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, Mishaps mishaps, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] Shows = ["service_calls", "jobs", "customers", "lots", "technicians"];

    private readonly PageReads reads = new();
    private OwnDay? day;
    private Actor? actor;
    private string? failure;
    private TimeWords times = default!;
    private IDisposable? listening;
    private ITimer? minutes;
    private int generation;

    private string Tomorrow => $"{Urls.Home}?day={AddressQuery.Text((day?.Day ?? times.Today).AddDays(1))}";

    protected override async Task OnInitializedAsync()
    {
        times = tenants.Times();
        actor = await me.ActorAsync();
        listening = live.Subscribe(change => Array.Exists(Shows, entity => change.Touches(entity)) ? InvokeAsync(LoadAsync) : Task.CompletedTask);
        minutes = clock.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, Minute, Minute);
        await LoadAsync();
    }

    public void Dispose()
    {
        listening?.Dispose();
        minutes?.Dispose();
    }

    /// <summary>A new day began on an open page.</summary>
    internal Task TickAsync() => day is { } shown && shown.Day != times.Today ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var mine = ++generation;
        try
        {
            var read = await service.TodayAsync(tenants.Narrow(await me.ActorAsync()));
            if (mine == generation)
            {
                (day, failure) = (read, null);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = mishaps.Explain(e);
        }

        StateHasChanged();
    }

    private async Task StartAsync(OwnVisit visit)
    {
        await notices.TryAsync(() => calls.StartAsync(visit.Id, actor!), $"{visit.Title}: started");
        await LoadAsync();
    }
}
