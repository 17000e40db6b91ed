using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Portals;
using PlumbingOps.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Features.Portals;

public sealed partial class PortalsPage(
    PortalAccountService accounts, PortalVerificationService verifications, StaffService staff, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation, TimeProvider clock)
{
    private DataList<PortalAccountRow> list = default!;
    private ListPage<PortalAccountRow>? loaded;
    private IReadOnlyList<(string Value, string Text)> owners = [];
    private bool mayEdit;
    private bool mayUse;
    private bool adding;
    private IDisposable? listening;

    private string? Narrowed => navigation.Query("archived") is not null ? "archived only" : navigation.Query("stale") is not null ? "to be verified" : null;

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        (mayEdit, mayUse) = (tenants.Offers(actor, Permission.EditPortals), tenants.Offers(actor, Permission.VerifyPortals));
        listening = live.Subscribe(change => change.Touches("portal_accounts") || change.Touches("portal_definitions") ? InvokeAsync(() => list.ReloadAsync()) : Task.CompletedTask);
        owners = [.. (await staff.ListOfficeAsync(Permission.SeePortals, tenants.Narrow(actor))).Select(person => (person.Id.ToString(), person.Text))];
    }

    public void Dispose() => listening?.Dispose();

    private async Task<ListPage<PortalAccountRow>> LoadAsync(ListRequest request) =>
        await accounts.ListAsync(PortalFilters.Read(navigation.Query), request, tenants.Narrow(await me.ActorAsync()));

    private async Task VerifyAsync(IReadOnlyList<PortalAccountRow> rows)
    {
        var actor = await me.ActorAsync();
        var said = Guid.Empty;
        await notices.TryAsync(
            async () => said = await verifications.VerifyAsync([.. rows.Select(row => row.Id)], actor),
            rows.Count == 1 ? $"{rows[0].Portal} verified" : $"{rows.Count} logins verified",
            undo: async () =>
            {
                await verifications.TakeBackAsync(said, actor);
                await list.ReloadAsync();
            });
        list.ClearSelection();
        await list.ReloadAsync();
    }
}
