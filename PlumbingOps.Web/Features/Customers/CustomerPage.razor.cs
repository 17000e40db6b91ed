using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Customers;

public sealed partial class CustomerPage(
    CustomerService customers, CustomerMergeService mergers, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation)
{
    private readonly PageReads reads = new();
    private CustomerDetails? customer;
    private Edit<CustomerInput>? edit;
    private string? missing;
    private bool merging;
    private bool mayEdit;
    private bool mayArchive;
    private bool mayMerge;
    private bool mayBook;
    private int version;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private TenantChoice Tenants => tenants;

    private string Address =>
        string.Join(", ", new[] { customer!.Facts.Street, customer.Facts.City, $"{customer.Facts.State} {customer.Facts.Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        mayEdit = tenants.Offers(actor, Permission.EditCustomers);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        mayMerge = tenants.Offers(actor, Permission.MergeCustomers);
        mayBook = tenants.Offers(actor, Permission.EditServiceCalls);
        // Its calls are on the page too; which of them changed is known only after reading.
        listening = live.Subscribe(change => change.Touches("customers", Id) || change.Touches("service_calls") ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (customer?.Id != Id)
        {
            (customer, edit, missing, merging) = (null, null, null, false);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            customer = await customers.GetAsync(Id, await me.ActorAsync());
            version++;
            edit?.TakeIn(customer.Facts.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This customer was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<CustomerInput>(() => customer!.Facts.Copy());

    private async Task SaveAsync()
    {
        var actor = await me.ActorAsync();
        await edit!.SaveAsync((seen, mine) => customers.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private async Task ArchiveAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => customers.ArchiveAsync(Id, actor), $"{customer!.Facts.Name} archived; calls and history are kept", undo: () => customers.RestoreAsync(Id, actor));
        await LoadAsync();
    }

    private async Task RestoreAsync()
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => customers.RestoreAsync(Id, actor), $"{customer!.Facts.Name} restored");
        await LoadAsync();
    }

    private async Task Merged(CustomerMerge merge)
    {
        var actor = await me.ActorAsync();
        merging = false;
        await notices.TryAsync(() => Task.CompletedTask, $"{merge.Source} merged into {merge.Target}", undo: () => mergers.UndoAsync(merge.ChangeSetId!.Value, actor));
        navigation.NavigateTo(Urls.Customer(merge.TargetId));
    }

    private DateOnly? Day(DateTimeOffset? at) => at is { } known ? tenants.Times(customer!.TenantId).DayOf(known) : null;

    private string Lived(CustomerLotRow lot)
    {
        var times = tenants.Times(customer!.TenantId);
        return lot.Until is { } until ? $"{times.Day(lot.Since)} – {times.Day(until)}" : $"since {times.Day(lot.Since)}";
    }
}
