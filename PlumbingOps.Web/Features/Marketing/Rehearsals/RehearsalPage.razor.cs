using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using PlumbingOps.Data;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Rehearsals;

/// <summary>Next week's plan, played against the simulator with what a person wants to go wrong.</summary>
public sealed partial class RehearsalPage(RehearsalService rehearsals, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation)
{
    /// <summary>The page follows, and does not run after every step.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private static readonly IReadOnlyList<int> Often = [1, 3, 5, RehearsalWish.MostTimes];

    private readonly HashSet<string> faults = [];
    private IReadOnlyList<TenantRow> companies = [];
    private RehearsalOffer? offer;
    private RehearsalView? view;
    private TimeWords words = default!;
    private IDisposable? watching;
    private string tenant = "";
    private int times = 1;
    private int isTold;
    private bool asIfReady;
    private bool isGone;

    private NavigationManager Navigation => navigation;

    private bool IsRunning => view?.IsRunning == true;

    private RehearsalOutcome? Only => Enum.TryParse<RehearsalOutcome>(navigation.Query("outcome"), out var outcome) ? outcome : null;

    private IReadOnlyList<RehearsalRow> Rows => [.. view!.Rows.Where(row => Only is null || row.Outcome == Only)];

    private string Headline => view! switch
    {
        { State: RehearsalState.Preparing } => "Getting ready…",
        { State: RehearsalState.Running } => $"{words.At(view!.Clock)}: {view.Settled} of {view.Posts} posts settled",
        { State: RehearsalState.Done } => $"{view!.Posts} {(view.Posts == 1 ? "post" : "posts")}, {words.Days(words.DayOf(view.From), words.DayOf(view.To))}: the public saw {view.Public}.",
        { State: RehearsalState.Stopped } => "Stopped. Nothing of it was kept.",
        _ => "It broke off.",
    };

    private string Subline => string.Join(" · ", new[]
    {
        $"Started by {view!.StartedBy}, {words.At(view.StartedAt)}",
        view.Faults.Count == 0 ? "without a mishap" : $"with: {string.Join("; ", view.Faults)}",
        view.AsIfReady ? "as if everything were approved and connected" : null,
    }.OfType<string>());

    protected override async Task OnInitializedAsync()
    {
        companies = [.. tenants.Shown.Where(t => t.Features.Contains(Feature.Marketing))];
        tenant = companies[0].Id;
        navigation.LocationChanged += OnLocationChanged;
        await LookAsync();
        await OfferAsync();
    }

    public void Dispose()
    {
        isGone = true;
        navigation.LocationChanged -= OnLocationChanged;
        watching?.Dispose();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(StateHasChanged);

    private async Task OfferAsync() => offer = await rehearsals.OfferAsync(await me.ActorAsync());

    private Task ChooseAsync(string? chosen)
    {
        tenant = chosen ?? tenant;
        return LookAsync();
    }

    private void Toggle(string fault, bool isOn)
    {
        if (isOn)
        {
            faults.Add(fault);
        }
        else
        {
            faults.Remove(fault);
        }
    }

    private async Task StartAsync()
    {
        var wish = new RehearsalWish { TenantId = tenant, Faults = [.. offer!.Faults.Select(f => f.Key).Where(faults.Contains)], Times = times, AsIfReady = asIfReady };
        var actor = await me.ActorAsync();
        navigation.NavigateTo(navigation.WithQuery(("outcome", null)), replace: true);
        if (!await notices.TryAsync(() => rehearsals.StartAsync(wish, actor)))
        {
            await OfferAsync();
        }

        await LookAsync();
    }

    private async Task StopAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => rehearsals.StopAsync(tenant, actor));
        await LookAsync();
    }

    /// <summary>The rehearsal of the chosen company, and what comes of it from now on.</summary>
    private async Task LookAsync()
    {
        words = tenants.Times(tenant);
        watching?.Dispose();
        watching = rehearsals.Watch(tenant, Tell);
        view = await rehearsals.FindAsync(tenant, await me.ActorAsync());
    }

    /// <summary>Called from the rehearsal's own thread, at every step.</summary>
    private void Tell()
    {
        if (!isGone && Interlocked.Exchange(ref isTold, 1) == 0)
        {
            _ = InvokeAsync(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        await Task.Delay(Beat);
        Volatile.Write(ref isTold, 0);
        if (!isGone)
        {
            view = await rehearsals.FindAsync(tenant, await me.ActorAsync());
            StateHasChanged();
        }
    }
}
