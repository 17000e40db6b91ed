using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Portals;

public sealed partial class PortalAccountPage(PortalAccountService accounts, PortalVerificationService verifications, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, TimeProvider clock)
{
    private readonly PageReads reads = new();
    private PortalAccountDetails? account;
    private Edit<PortalAccountInput>? edit;
    private Actor actor = default!;
    private TimeWords times = default!;
    private string? missing;
    private bool mayEdit;
    private bool mayUse;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        (mayEdit, mayUse) = (actor.May(Permission.EditPortals), actor.May(Permission.VerifyPortals));
        listening = live.Subscribe(change => change.Touches("portal_accounts", Id) || change.Touches("portal_definitions", account?.Row.DefinitionId) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (account?.Id != Id)
        {
            (account, edit, missing) = (null, null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var read = await accounts.GetAsync(Id, await me.ActorAsync());
            (account, times) = (read, tenants.Times(read.TenantId));
            if (read.Input is { } input)
            {
                edit?.TakeIn(input.Copy());
            }
        }
        catch (NotFoundException)
        {
            missing = "This login was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<PortalAccountInput>(() => account!.Input!.Copy());

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => accounts.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task VerifyAsync()
    {
        var said = Guid.Empty;
        await notices.TryAsync(async () => said = await verifications.VerifyAsync([Id], actor), $"{account!.Row.Portal} verified", undo: () => verifications.TakeBackAsync(said, actor));
        await LoadAsync();
    }

    private async Task ArchiveAsync()
    {
        await notices.TryAsync(() => accounts.ArchiveAsync(Id, actor), $"{account!.Row.Portal} archived; its history is kept", undo: () => accounts.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        await notices.TryAsync(() => accounts.RestoreAsync(Id, actor), $"{account!.Row.Portal} restored");
        await LoadAsync();
    }
}
