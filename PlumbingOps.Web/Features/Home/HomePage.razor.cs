using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Home;

/// <summary>The day at a glance. Stays right through midnight: the clock is looked at every minute.</summary>
public sealed partial class HomePage(HomeService service, AttentionService attentions, LiveUpdates live, Me me, TenantChoice tenants, Mishaps mishaps, NavigationManager navigation, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly string[] Shows = ["jobs", "service_calls", "absences", "technicians", "import_batches", "lots", "customers", "bids", "review_requests", "reviews", "recovery_tickets", "posts", "content_items", "signal_owners"];

    private readonly PageReads reads = new();
    private HomeDay? home;
    private Attention? attention;
    private string? failure;
    private DateOnly? asked;
    private bool loaded;
    private Actor actor = default!;
    private bool own;
    private bool hasOwnPage;
    private TimeWords times = default!;
    private IDisposable? listening;
    private ITimer? minutes;

    private DateOnly Shown => home?.Day ?? asked ?? times.Today;

    private string DayName => home is { IsToday: false } ? times.Day(home.Day) : "Today";

    protected override async Task OnInitializedAsync()
    {
        times = tenants.Times();
        actor = await me.ActorAsync();
        own = actor.OnlyOwn;
        hasOwnPage = own && actor.TechnicianIds.Count > 0 && tenants.Offers(actor, Permission.WorkOnServiceCalls);
        listening = live.Subscribe(change => Array.Exists(Shows, entity => change.Touches(entity)) ? InvokeAsync(LoadAsync) : Task.CompletedTask);
        minutes = clock.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, Minute, Minute);
    }

    protected override async Task OnParametersSetAsync()
    {
        var day = navigation.Day("day");
        if (hasOwnPage && day is null)
        {
            navigation.NavigateTo(Urls.MyDay, replace: true);
            return;
        }

        if (!loaded || day != asked)
        {
            (asked, loaded) = (day, true);
            await LoadAsync();
        }
    }

    public void Dispose()
    {
        listening?.Dispose();
        minutes?.Dispose();
    }

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        var day = asked;
        try
        {
            var narrowed = tenants.Narrow(await me.ActorAsync());
            var read = await service.DayAsync(day, narrowed);
            var waits = read.IsToday ? await attentions.NowAsync(narrowed) : null;
            if (day == asked)
            {
                (home, attention, failure) = (read, waits, null);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = mishaps.Explain(e);
        }

        StateHasChanged();
    }

    /// <summary>Another day begins, or something becomes overdue, without anybody changing anything.</summary>
    public Task TickAsync() => asked is null || home is { IsToday: true } ? LoadAsync() : Task.CompletedTask;

    private string DayHref(DateOnly day) => navigation.WithQuery(("day", day == times.Today ? null : AddressQuery.Text(day)));

    private void GoTo(DateOnly day)
    {
        if (day != default)
        {
            navigation.NavigateTo(DayHref(day));
        }
    }
}
