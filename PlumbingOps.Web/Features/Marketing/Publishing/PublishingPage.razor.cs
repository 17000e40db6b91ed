using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Publishing;

public sealed partial class PublishingPage(PublishService publishing, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation, TimeProvider clock)
{
    private readonly List<IDisposable> listening = [];
    private DataList<PublishRow> list = default!;
    private ListPage<PublishRow>? loaded;
    private IReadOnlyList<PublishRow> rows = [];
    private IReadOnlyList<PublishHour> hours = [];
    private IReadOnlyList<TenantRow> companies = [];
    private PublishHealth? health;
    private TenantRow? pausing;
    private TimeWords times = default!;
    private bool mayResolve;

    private NavigationManager Navigation => navigation;

    private TenantChoice Tenants => tenants;

    private TimeProvider Clock => clock;

    private Guid? PanelId => Guid.TryParse(navigation.Query("panel"), out var id) ? id : null;

    private PublishRow? chosen => rows.FirstOrDefault(row => row.Id == PanelId);

    protected override async Task OnInitializedAsync()
    {
        times = tenants.Times();
        companies = [.. tenants.Shown.Where(t => t.Features.Contains(Feature.Marketing))];
        mayResolve = tenants.Offers(await me.ActorAsync(), Permission.ResolvePublishing);
        navigation.LocationChanged += OnLocationChanged;
        listening.Add(live.Subscribe(change => change.Touches("posts") || change.Touches("publish_pauses") ? InvokeAsync(RefreshAsync) : Task.CompletedTask));
        await LookAsync();
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        listening.ForEach(one => one.Dispose());
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => InvokeAsync(StateHasChanged);

    private async Task<ListPage<PublishRow>> LoadAsync(ListRequest request)
    {
        PublicationState[] states = Enum.TryParse<PublicationState>(navigation.Query("state"), out var state) ? [state] : [];
        rows = await publishing.ListAsync(new PublishFilter(states), tenants.Narrow(await me.ActorAsync()));
        return new ListPage<PublishRow>(rows, null, null, rows.Count, rows.Count == PublishService.MostRows);
    }

    private async Task LookAsync()
    {
        var actor = tenants.Narrow(await me.ActorAsync());
        health = await publishing.GetHealthAsync(actor);
        hours = await publishing.ListHoursAsync(actor);
    }

    private async Task RefreshAsync()
    {
        await LookAsync();
        await list.ReloadAsync();
        StateHasChanged();
    }

    private PauseRow? PauseOf(string tenantId) => health?.Pauses.FirstOrDefault(p => p.TenantId == tenantId);

    private async Task PauseAsync(string? reason)
    {
        await publishing.PauseAsync(pausing!.Id, reason ?? "", await me.ActorAsync());
        await RefreshAsync();
    }

    private async Task ResumeAsync(TenantRow company)
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => publishing.ResumeAsync(company.Id, actor), $"Publishing goes on for {company.Name}");
        await RefreshAsync();
    }

    /// <summary>What was decided leaves the list; the panel closes with it.</summary>
    private async Task DecidedAsync()
    {
        navigation.NavigateTo(navigation.WithQuery(("panel", null)), replace: true);
        await RefreshAsync();
    }

    private RenderFragment State(AllowanceRow account) => account switch
    {
        { OpenUntil: { } open } => StatusBadge.Cell($"Rests until {times.At(open)} after {account.Failures} failures", Hue.Bad),
        { BlockedUntil: { } blocked } => StatusBadge.Cell($"The network lets it rest until {times.At(blocked)}", Hue.Warn),
        { UsageUntil: { } counted, IsNearlyUsedUp: true } => StatusBadge.Cell($"Waits until {times.At(counted)}: its calls are nearly used up", Hue.Warn),
        { UsageUntil: { } counted } => StatusBadge.Cell($"Slower until {times.At(counted)}: many of its calls are used", Hue.Warn),
        _ => StatusBadge.Cell("Ready", Hue.Good),
    };

    private string Allowance(AllowanceRow account) => string.Join(" · ", new[]
    {
        account.DailyQuota > 0 ? $"{account.SentToday} of {account.DailyQuota} posts today" : $"{account.SentToday} posts today",
        account.UsagePercent is { } used ? $"{used} % of the calls the network allows" : null,
        account.BlockedUntil is null ? null : account.BlockedWhy,
        account.LastCommitAt is { } last ? $"last sent {times.At(last)}" : null,
    }.OfType<string>());
}
