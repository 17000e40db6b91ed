using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

public sealed partial class CommunityPage(
    CommunityService communities, CommunityMergeService mergers, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation)
{
    private readonly PageReads reads = new();
    private CommunityDetails? community;
    private LotBoard? board;
    private string? missing;
    private int? shownLots;
    private bool mayEdit;
    private bool mayArchive;
    private bool mayBook;
    private bool mayMerge;
    private bool adding;
    private bool merging;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery] private string? Q { get; set; }
    [SupplyParameterFromQuery(Name = "company")] private string? CompanyId { get; set; }
    [SupplyParameterFromQuery] private string? Open { get; set; }
    [SupplyParameterFromQuery] private string? Overdue { get; set; }
    [SupplyParameterFromQuery] private string? Missing { get; set; }
    [SupplyParameterFromQuery] private string? Archived { get; set; }

    /// <summary>The board's company: the one in the address, else the one in the header, else the first that has the room.</summary>
    private TenantRow? Company =>
        community!.Boards.FirstOrDefault(t => t.Id == CompanyId) ?? community.Boards.FirstOrDefault(t => t.Id == tenants.One?.Id) ?? (community.Boards.Count > 0 ? community.Boards[0] : null);

    private LotBoardFilter Filter => new()
    {
        Search = Q,
        Open = Open is not null,
        Overdue = Overdue is not null,
        Missing = Enum.TryParse<JobPhase>(Missing, out var phase) && Enum.IsDefined(phase) ? phase : null,
        Archived = Archived is not null,
    };

    /// <summary>The board as it is filtered now, for the company it shows.</summary>
    private string CsvHref => Urls.LotsCsv(Id) + new Uri(navigation.WithQuery(("company", Company?.Id), ("tab", null))).Query;

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditLots);
        mayArchive = mayEdit && tenants.Offers(actor, Permission.ArchiveRecords);
        mayMerge = tenants.Offers(actor, Permission.MergeCommunities);
        mayBook = actor.May(Permission.EditJobs);
        listening = live.Subscribe(change => change.Touches("communities", Id) || change.Touches("builders") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (community?.Id != Id)
        {
            (community, merging) = (null, false);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            community = await communities.GetAsync(Id, await me.ActorAsync());
        }
        catch (NotFoundException)
        {
            missing = "This community was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LotsAddedAsync()
    {
        await LoadAsync();
        if (board is not null)
        {
            await board.LoadAsync();
        }
    }

    private async Task MergedAsync(CommunityMerge merge)
    {
        var actor = await me.ActorAsync();
        merging = false;
        await notices.TryAsync(() => Task.CompletedTask, $"{merge.Source} merged into {merge.Target}", undo: () => mergers.UndoAsync(merge.ChangeSetId!.Value, actor));
        navigation.NavigateTo(Urls.Community(merge.TargetId));
    }

    private async Task ArchiveAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => communities.ArchiveAsync(Id, actor), $"{community!.Facts.Name} archived; its lots and history are kept", undo: () => communities.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => communities.RestoreAsync(Id, actor), $"{community!.Facts.Name} restored");
        await LoadAsync();
    }

    private async Task AddAliasAsync(string? alias) => await communities.AddAliasAsync(Id, alias, await me.ActorAsync());

    private async Task RemoveAliasAsync(Guid alias) => await communities.RemoveAliasAsync(alias, await me.ActorAsync());

    private static string Lots(int many) => many == 1 ? "1 lot" : $"{many:N0} lots";
}
