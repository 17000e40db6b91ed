using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

public sealed partial class ServiceCallsPage(
    ServiceCallService calls, CallWriteUpService writeUps, HistoryService history, StaffService staff, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation, TimeProvider clock)
{
    private DataList<ServiceCallRow> list = default!;
    private ListPage<ServiceCallRow>? loaded;
    private Actor actor = default!;
    private IReadOnlyList<(string Value, string Text)> technicians = [];
    private IReadOnlyList<(string Value, string Text)> office = [];
    private ServiceCallRow? paying;
    private IReadOnlyList<ServiceCallRow>? giving, shifting;
    private IDisposable? listening;
    private bool mayEdit;
    private bool mayArchive;
    private bool officeWork;
    private int companies;

    private TenantChoice Tenants => tenants;

    /// <summary>Names the thing another page linked with.</summary>
    private ServiceCallRow? Row => loaded?.Rows.Count > 0 ? loaded.Rows[0] : null;

    private string? Queue => CallFilters.Queue(navigation.Query);

    private IEnumerable<(string, string)> Writers => office.Append((CallFilters.Nobody, "Nobody"));

    private string? Narrowed => navigation.Query("archived") is not null ? "archived only" : navigation.Query("overdue") is not null ? "overdue only" : CallFilters.Queues.FirstOrDefault(queue => queue.Key == Queue).Title?.ToLowerInvariant();

    /// <summary>A new call for whom the list is about.</summary>
    private string NewHref => navigation.Query("customer") is { } customer ? $"{Urls.NewServiceCall}?customer={Uri.EscapeDataString(customer)}"
        : navigation.Query("lot") is { } lot ? $"{Urls.NewServiceCall}?lot={Uri.EscapeDataString(lot)}"
        : Urls.NewServiceCall;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        companies = tenants.Shown.Count(t => t.Features.Contains(Feature.ServiceCalls));
        mayEdit = tenants.Offers(actor, Permission.EditServiceCalls);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        officeWork = !actor.OnlyOwn;
        if (officeWork)
        {
            technicians = [.. (await staff.ListTechniciansAsync(Permission.SeeServiceCalls, tenants.Narrow(actor)))
                .Select(t => (t.Id.ToString(), companies > 1 ? $"{t.Text} ({t.Detail})" : t.Text))];
            office = [.. (await staff.ListOfficeAsync(Permission.SeeServiceCalls, tenants.Narrow(actor))).Select(p => (p.Id.ToString(), p.Text))];
        }

        listening = live.Subscribe(change => change.Touches("service_calls") ? InvokeAsync(() => list.ReloadAsync()) : Task.CompletedTask);
    }

    public void Dispose() => listening?.Dispose();

    private async Task<ListPage<ServiceCallRow>> LoadAsync(ListRequest request) =>
        await calls.ListAsync(CallFilters.Read(navigation.Query), request, tenants.Narrow(await me.ActorAsync()));

    private bool Offers(ServiceCallRow row, ServiceCallVerb verb) => actor.May(verb.Needs()) && verb.From().Contains(row.Status);

    private Task DispatchAsync(ServiceCallRow row) => DoAsync(() => calls.DispatchAsync(row.Id, actor), $"{row.ShortNumber} dispatched to {row.Technicians[0]}");

    private Task StartAsync(ServiceCallRow row) => DoAsync(() => calls.StartAsync(row.Id, actor), $"{row.ShortNumber} started");

    private async Task CompleteAsync(ServiceCallRow row)
    {
        IReadOnlyList<string> warnings = [];
        if (await notices.TryAsync(async () => warnings = await calls.CompleteAsync(row.Id, null, actor)))
        {
            notices.Good(string.Join(' ', warnings.Prepend($"{row.ShortNumber} completed.")));
        }

        await list.ReloadAsync();
    }

    /// <summary>One or many: taken back as one.</summary>
    private async Task WriteUpAsync(IReadOnlyList<ServiceCallRow> rows, Func<IReadOnlyCollection<Guid>, Actor, CancellationToken, Task<Guid?>> act, string done)
    {
        Guid? set = null;
        await notices.TryAsync(
            async () => set = await act([.. rows.Select(r => r.Id)], actor, CancellationToken.None), $"{Named(rows)} {done}",
            undo: () => set is { } changed ? history.UndoAsync(changed, actor) : Task.CompletedTask);
        list.ClearSelection();
        await list.ReloadAsync();
    }

    /// <summary>From the dialog: a refusal stays there.</summary>
    private async Task GiveAsync(Guid? to)
    {
        var rows = giving!;
        var set = await writeUps.GiveAsync([.. rows.Select(r => r.Id)], to, actor);
        list.ClearSelection();
        await list.ReloadAsync();
        await notices.TryAsync(
            () => Task.CompletedTask, $"The write-up of {Named(rows)} is {(to is null ? "nobody's" : "given away")}", undo: () => set is { } changed ? history.UndoAsync(changed, actor) : Task.CompletedTask);
    }

    private async Task ShiftedAsync((string Said, Guid? Set) done)
    {
        list.ClearSelection();
        await list.ReloadAsync();
        await notices.TryAsync(() => Task.CompletedTask, done.Said, undo: done.Set is { } set ? () => history.UndoAsync(set, actor) : null);
    }

    private async Task PaidAsync()
    {
        notices.Good($"Payment for {paying!.ShortNumber} recorded");
        await list.ReloadAsync();
    }

    private async Task TakeInAsync(ServiceCallRow row)
    {
        await notices.TryAsync(
            () => calls.TurnInPaperworkAsync(row.Id, true, actor), $"Paperwork of {row.ShortNumber} turned in", undo: () => calls.TurnInPaperworkAsync(row.Id, false, actor));
        await list.ReloadAsync();
    }

    private static string Named(IReadOnlyList<ServiceCallRow> rows) => rows.Count == 1 ? rows[0].ShortNumber : $"{rows.Count} calls";

    private async Task DoAsync(Func<Task> act, string done)
    {
        await notices.TryAsync(act, done);
        await list.ReloadAsync();
    }

    private bool IsOverdue(ServiceCallRow row) => row.IsOverdue(clock.GetUtcNow());

    private string? ClassOf(ServiceCallRow row) => IsOverdue(row) ? "is-overdue" : row.IsOpen ? null : "is-done";

    private static string Address(ServiceCallRow row) => string.Join(", ", new[] { row.Street, row.City }.Where(part => !string.IsNullOrEmpty(part)));
}
