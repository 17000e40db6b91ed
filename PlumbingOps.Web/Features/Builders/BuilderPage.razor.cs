using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Builders;

public sealed partial class BuilderPage(
    BuilderService builders, BuilderAliasService aliases, BuilderMergeService mergers, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation)
{
    private readonly PageReads reads = new();
    private BuilderDetails? builder;
    private Edit<BuilderInput>? edit;
    private string? missing;
    private bool mayEdit;
    private bool mayEditLots;
    private bool mayArchive;
    private bool mayMerge;
    private bool merging;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private string Months => builder!.Facts.WarrantyMonths switch
    {
        0 => "None",
        1 => "1 month",
        var months => $"{months} months",
    };

    private string Address => string.Join(", ", new[] { builder!.Facts.Street, builder.Facts.City, $"{builder.Facts.State} {builder.Facts.Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditBuilders);
        mayEditLots = tenants.Offers(actor, Permission.EditLots);
        mayArchive = mayEdit && tenants.Offers(actor, Permission.ArchiveRecords);
        mayMerge = tenants.Offers(actor, Permission.MergeBuilders);
        // Its lots and jobs are on the page too; which of them changed is known only after reading.
        listening = live.Subscribe(change => change.Touches("builders", Id) || change.Touches("communities") || change.Touches("jobs") || change.Touches("service_calls")
            ? InvokeAsync(RefreshAsync)
            : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (builder?.Id != Id)
        {
            (builder, edit, merging) = (null, null, false);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            builder = await builders.GetAsync(Id, tenants.Narrow(await me.ActorAsync()));
            edit?.TakeIn(builder.Facts.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This builder was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<BuilderInput>(() => builder!.Facts.Copy());

    private async Task SaveAsync()
    {
        var actor = await me.ActorAsync();
        await edit!.SaveAsync((seen, mine) => builders.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task ArchiveAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => builders.ArchiveAsync(Id, actor), $"{builder!.Facts.Name} archived; its history is kept", undo: () => builders.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => builders.RestoreAsync(Id, actor), $"{builder!.Facts.Name} restored");
        await LoadAsync();
    }

    private async Task Merged(BuilderMerge merge)
    {
        var actor = await me.ActorAsync();
        merging = false;
        await notices.TryAsync(() => Task.CompletedTask, $"{merge.Source} merged into {merge.Target}", undo: () => mergers.UndoAsync(merge.ChangeSetId!.Value, actor));
        navigation.NavigateTo(Urls.Builder(merge.TargetId));
    }

    private async Task AddAliasAsync(string? alias) => await aliases.AddAsync(Id, alias, await me.ActorAsync());

    private async Task RemoveAliasAsync(Guid alias) => await aliases.RemoveAsync(alias, await me.ActorAsync());
}
