using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

public sealed partial class LotPage(LotService lots, TurnoverService turnovers, LiveUpdates live, Me me, TenantChoice tenants, Notices notices)
{
    private readonly PageReads reads = new();
    private LotDetails? lot;
    private Edit<LotInput>? edit;
    private IReadOnlyList<TenantRow> turnoverCompanies = [];
    private TimeWords times = default!;
    private string? missing;
    private bool mayEdit;
    private bool mayArchive;
    private bool mayBook;
    private bool seesJobs;
    private bool turning;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private string Address => string.Join(", ", new[] { lot!.Facts.Street, lot.Facts.City, $"{lot.Facts.State} {lot.Facts.Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        times = tenants.Times();
        mayEdit = tenants.Offers(actor, Permission.EditLots);
        mayArchive = mayEdit && tenants.Offers(actor, Permission.ArchiveRecords);
        seesJobs = tenants.Offers(actor, Permission.SeeJobs);
        mayBook = tenants.Offers(actor, Permission.EditJobs);
        turnoverCompanies = await turnovers.CompaniesAsync(actor);
        listening = live.Subscribe(change => change.Touches("lots", Id) || change.Touches("jobs") || change.Touches("service_calls") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (lot?.Id != Id)
        {
            (lot, edit) = (null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            lot = await lots.GetAsync(Id, await me.ActorAsync());
            edit?.TakeIn(lot.Facts.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This lot was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<LotInput>(() => lot!.Facts.Copy());

    private async Task SaveAsync()
    {
        var actor = await me.ActorAsync();
        await edit!.SaveAsync((seen, mine) => lots.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task ArchiveAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => lots.ArchiveAsync(Id, actor), $"{lot!.Title} archived; its history is kept", undo: () => lots.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => lots.RestoreAsync(Id, actor), $"{lot!.Title} restored");
        await LoadAsync();
    }

    private async Task TurnedOverAsync(Turnover turnover)
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => Task.CompletedTask, $"{lot!.Title} turned over to {turnover.Customer}", undo: async () =>
        {
            await turnovers.TakeBackAsync(turnover.OwnerId, turnover.NewCustomer, actor);
            await InvokeAsync(RefreshAsync);
        });
        await LoadAsync();
    }

    private async Task TakeBackAsync(LotOwnerRow owner)
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(
            () => turnovers.TakeBackAsync(owner.Id, customerCameWithIt: false, actor), $"The turnover to {owner.Customer} was taken back",
            undo: async () =>
            {
                await turnovers.TurnOverAsync(Id, new TurnoverInput { TenantId = owner.TenantId, CustomerId = owner.CustomerId, Since = owner.Since }, actor);
                await InvokeAsync(RefreshAsync);
            });
        await LoadAsync();
    }

    private string? DayInWords(object? day) => day is DateOnly d ? times.Day(d) : null;
}
