using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

/// <summary>
/// The lots × phases board. The order of the lots is read once; rows come window by window as somebody scrolls. What changes elsewhere
/// flashes in its cell and moves nothing.
/// </summary>
public sealed partial class LotBoard(
    LotBoardService boards, LiveUpdates live, Me me, TenantChoice tenants, Mishaps mishaps, NavigationManager navigation, IJSRuntime js)
{
    private const float RowHeight = 52;

    private static readonly JobPhase[] AllPhases = Enum.GetValues<JobPhase>();

    private Virtualize<Place>? virtualize;
    private ElementReference grid;
    private IJSObjectReference? script;
    private LotBoardIndex? index;
    private (Guid, string?, LotBoardFilter) loadedFor;
    private LotBoardIndex? watched;
    private (LotBoardRow Row, JobPhase Phase)? editing;
    private TimeWords? times;
    private IDisposable? listening;
    private string? failure;
    private bool outdated;

    [Parameter, EditorRequired] public Guid CommunityId { get; set; }

    /// <summary>Whose phases are shown; null shows the lots alone.</summary>
    [Parameter] public TenantRow? Company { get; set; }

    [Parameter, EditorRequired] public LotBoardFilter Filter { get; set; } = new();

    [Parameter] public bool MayEdit { get; set; }

    /// <summary>How many lots the filter leaves.</summary>
    [Parameter] public EventCallback<int> OnCounted { get; set; }

    [Parameter] public RenderFragment? EmptyStep { get; set; }

    private IReadOnlyList<JobPhase> Phases => Company is null ? [] : AllPhases;

    /// <summary>Reads the order of the lots anew: after lots were added.</summary>
    public async Task LoadAsync()
    {
        try
        {
            (failure, outdated) = (null, false);
            times = tenants.Times(Company?.Id);
            index = await boards.IndexAsync(CommunityId, Company?.Id, Filter, await me.ActorAsync());
            await OnCounted.InvokeAsync(index.LotIds.Count);
        }
        catch (Exception e)
        {
            failure = mishaps.Explain(e);
        }

        StateHasChanged();
    }

    protected override void OnInitialized() => listening = live.Subscribe(change =>
        change.Touches("jobs") || change.Touches("lots") ? InvokeAsync(() => TakeInAsync(change.Touches("lots"))) : Task.CompletedTask);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (CommunityId, Company?.Id, Filter);
        if (wanted != loadedFor)
        {
            loadedFor = wanted;
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // A new index is a new grid in the page.
        if (index is { LotIds.Count: > 0 } && watched != index)
        {
            watched = index;
            script ??= await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/lot-board.js"]}");
            await script.InvokeVoidAsync("watch", grid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listening?.Dispose();
        if (script is not null)
        {
            try
            {
                await script.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The tab is closed; its scripts went with it.
            }
        }
    }

    private async ValueTask<ItemsProviderResult<Place>> RowsAsync(ItemsProviderRequest request)
    {
        var ids = index!.LotIds.Skip(request.StartIndex).Take(request.Count).ToList();
        var rows = await ReadAsync(ids, request.CancellationToken);
        // A lot that was removed meanwhile keeps its place, empty, until somebody asks for the list anew.
        return new ItemsProviderResult<Place>(
            ids.Select((id, n) => new Place(request.StartIndex + n, rows.GetValueOrDefault(id) ?? new LotBoardRow(id, "–", null, null, null, []))), index.LotIds.Count);
    }

    private async Task<Dictionary<Guid, LotBoardRow>> ReadAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await boards.RowsAsync(ids, Company?.Id, await me.ActorAsync(), cancellationToken);
            failure = null;
            return rows.ToDictionary(r => r.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Scrolled on. Virtualize takes only its own token's cancellation for that; the database's has another.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e)
        {
            failure = mishaps.Explain(e);
            await InvokeAsync(StateHasChanged);
            return [];
        }
    }

    /// <summary>Somebody changed jobs or lots: the rows in view are read again; whether lots came or went is only said.</summary>
    private async Task TakeInAsync(bool lots)
    {
        if (index is null)
        {
            return;
        }

        if (lots)
        {
            var fresh = await boards.IndexAsync(CommunityId, Company?.Id, Filter, await me.ActorAsync());
            outdated = !fresh.LotIds.ToHashSet().SetEquals(index.LotIds);
        }

        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        if (virtualize is not null)
        {
            await virtualize.RefreshDataAsync();
        }

        StateHasChanged();
    }

    private void Open(LotBoardRow row, JobPhase phase)
    {
        if (MayEdit || row.Cell(phase) is not null)
        {
            editing = (row, phase);
        }
    }

    private static string? Detail(LotBoardRow row)
    {
        var parts = row.Number is null ? [row.Plan] : new[] { row.Plan, row.Street };
        return string.Join(" · ", parts.Where(part => part is not null));
    }

    /// <summary>A lot and where it stands on the board.</summary>
    private sealed record Place(int Index, LotBoardRow Row);
}
