using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Portals;

public sealed partial class PortalSitePage(PortalDefinitionService portals, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, TimeProvider clock)
{
    private readonly PageReads reads = new();
    private PortalDefinitionDetails? portal;
    private Edit<PortalDefinitionInput>? edit;
    private Actor actor = default!;
    private string? missing;
    private bool mayEdit;
    private bool adding;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        mayEdit = actor.May(Permission.EditPortals);
        // Which of its logins changed is known only after reading.
        listening = live.Subscribe(change => change.Touches("portal_definitions", Id) || change.Touches("portal_accounts") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (portal?.Id != Id)
        {
            (portal, edit, missing, adding) = (null, null, null, false);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            portal = await portals.GetAsync(Id, tenants.Narrow(await me.ActorAsync()));
            edit?.TakeIn(portal.Facts.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This portal was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<PortalDefinitionInput>(() => portal!.Facts.Copy());

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => portals.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task ArchiveAsync()
    {
        await notices.TryAsync(() => portals.ArchiveAsync(Id, actor), $"{portal!.Facts.Name} archived; its history is kept", undo: () => portals.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        await notices.TryAsync(() => portals.RestoreAsync(Id, actor), $"{portal!.Facts.Name} restored");
        await LoadAsync();
    }
}
