using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

public sealed partial class BidsPage(BidService bids, LiveUpdates live, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private DataList<BidRow> list = default!;
    private ListPage<BidRow>? loaded;
    private IDisposable? listening;
    private bool mayEdit;
    private bool mayArchive;
    private bool seesPrices;
    private bool seesMargins;
    private int companies;

    /// <summary>Names the thing another page linked with.</summary>
    private BidRow? First => loaded?.Rows.Count > 0 ? loaded.Rows[0] : null;

    private string? Narrowed => navigation.Query("archived") is not null ? "archived only" : navigation.Query("chase") is not null ? "to chase only" : null;

    private string PipelineHref => navigation.Query("q") is { } text ? $"{Urls.BidPipeline}?q={Uri.EscapeDataString(text)}" : Urls.BidPipeline;

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        companies = tenants.Shown.Count(t => t.Features.Contains(Feature.Bids));
        mayEdit = tenants.Offers(actor, Permission.EditBids);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        (seesPrices, seesMargins) = (actor.May(Permission.SeePrices), BidRights.SeesMargins(actor));
        listening = live.Subscribe(change => change.Touches("bids") ? InvokeAsync(() => list.ReloadAsync()) : Task.CompletedTask);
    }

    public void Dispose() => listening?.Dispose();

    private async Task<ListPage<BidRow>> LoadAsync(ListRequest request) =>
        await bids.ListAsync(BidFilters.Read(navigation.Query), request, tenants.Narrow(await me.ActorAsync()));

    private BidFollowUp? Chase(BidRow row) => row.Chase(tenants.Times(row.TenantId).Today);

    private string? ClassOf(BidRow row) => Chase(row)?.Why == BidChase.Overdue ? "is-overdue" : row.Status is BidStatus.Won or BidStatus.Lost ? "is-done" : null;
}
