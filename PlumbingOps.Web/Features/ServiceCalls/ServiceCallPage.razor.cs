using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

public sealed partial class ServiceCallPage(
    ServiceCallService calls, CallTaskService tasks, CompletionService completion, CallPhotoService callPhotos, AccessCodeService codes, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, TimeProvider clock)
{
    private readonly PageReads reads = new();
    private readonly Dictionary<Guid, string> names = [];
    private ServiceCallDetails? call;
    private IReadOnlyList<CompletionRow> steps = [];
    private IReadOnlyList<CallPhotoRow> photos = [];
    private Edit<ServiceCallInput>? edit;
    private bool doubled;
    private Actor actor = default!;
    private TimeWords times = default!;
    private Asking asking;
    private Scheduling scheduling = new();
    private CallTaskRow? editingTask;
    private bool addingTask;
    private string? missing;
    private bool mayEdit;
    private bool mayArchive;
    private IDisposable? listening;

    /// <summary>Which question is open.</summary>
    private enum Asking { Nothing, Schedule, Hold, NoShow, Cancel }

    [Parameter] public Guid Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        mayEdit = actor.May(Permission.EditServiceCalls);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        listening = live.Subscribe(change =>
            change.Touches("service_calls", Id) || (call is { } shown && (Touches(change, "customers", shown.Row.CustomerId) || Touches(change, "lots", shown.Row.LotId)))
                ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (call?.Id != Id)
        {
            (call, edit, asking, missing) = (null, null, Asking.Nothing, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private static bool Touches(LiveChange change, string entity, Guid? id) => id is not null && change.Touches(entity, id);

    /// <summary>The person sees bids, and the call's company makes some.</summary>
    private bool BidsHere => call is not null && actor.May(Permission.SeeBids) && tenants.Find(call.TenantId)?.Features.Contains(PlumbingOps.Data.Tenants.Feature.Bids) == true;

    /// <summary>What the suggestion of portals depends on.</summary>
    private string PortalFacts => string.Join(' ', call!.Row.City, call.Row.LotId, call.Input.BuilderId, steps.FirstOrDefault(s => s.Step == CompletionStep.Permit)?.Needed, call.Tasks.Count(t => t.Type == CallTaskType.PullPermit && t.Task.Status != OfficeTaskStatus.Cancelled));

    private bool Offers(ServiceCallVerb verb) => call!.Allows(verb) && actor.May(verb.Needs());

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var by = await me.ActorAsync();
            var read = await calls.GetAsync(Id, by);
            (steps, photos) = (await completion.ListAsync(Id, by), await callPhotos.ListAsync(Id, by));
            Remember(read);
            (call, times) = (read, tenants.Times(read.TenantId));
            edit?.TakeIn(read.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This call was not found";
        }
    }

    /// <summary>The words of what the form refers to by id.</summary>
    private void Remember(ServiceCallDetails read)
    {
        foreach (var person in read.Technicians)
        {
            names[person.TechnicianId] = person.Name;
        }

        var input = read.Input;
        foreach (var (id, name) in new[]
        {
            (input.CustomerId, read.Customer?.Name), (input.LotId, read.Lot?.Place), (input.BuilderId, read.Builder), (input.BillToCustomerId, read.BillToCustomer),
            (input.BillToBuilderId, read.BillToBuilder), (input.WriteUpAssigneeId, read.WriteUpAssignee),
        })
        {
            if (id is { } known && name is not null)
            {
                names[known] = name;
            }
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => (edit, doubled) = (new Edit<ServiceCallInput>(() => call!.Input.Copy()), false);

    private async Task SaveAsync()
    {
        try
        {
            await edit!.SaveAsync((seen, mine) => calls.SaveAsync(Id, seen, mine, actor));
        }
        catch (DoubleBookingException)
        {
            doubled = true;
            throw;
        }

        edit = null;
        await LoadAsync();
    }

    private Task DispatchAsync() => DoAsync(() => calls.DispatchAsync(Id, actor), $"dispatched to {call!.Technicians[0].Name}");

    private Task StartAsync() => DoAsync(() => calls.StartAsync(Id, actor), "started");

    private Task ResumeAsync() => DoAsync(() => calls.ResumeAsync(Id, actor), "goes on");

    private Task ReopenAsync() => DoAsync(() => calls.ReopenAsync(Id, actor), "reopened");

    private Task RestoreAsync() => DoAsync(() => calls.RestoreAsync(Id, actor), "restored");

    private Task ArchiveAsync() => DoAsync(() => calls.ArchiveAsync(Id, actor), "archived; its history is kept", () => calls.RestoreAsync(Id, actor));

    private async Task CompleteAsync()
    {
        IReadOnlyList<string> warnings = [];
        if (await notices.TryAsync(async () => warnings = await calls.CompleteAsync(Id, null, actor)))
        {
            notices.Good(string.Join(' ', warnings.Prepend($"{call!.Row.ShortNumber} completed.")));
        }

        await LoadAsync();
    }

    private async Task DoAsync(Func<Task> act, string done, Func<Task>? undo = null)
    {
        await notices.TryAsync(act, $"{call!.Row.ShortNumber} {done}", undo);
        await LoadAsync();
    }

    /// <summary>From a dialog: a refusal stays there, beside what was typed.</summary>
    private async Task SayAsync(Task said)
    {
        await said;
        await LoadAsync();
    }

    private void Ask(Asking what) => (asking, scheduling) = (what, new Scheduling { When = call!.Input.When });

    private Task ScheduleAsync() => SayAsync(calls.ScheduleAsync(Id, scheduling.When, actor));

    private void Close() => asking = Asking.Nothing;

    private async Task TickAsync(OfficeTaskRow task)
    {
        await notices.TryAsync(() => task.IsOpen ? tasks.CompleteAsync(task.Id, actor) : tasks.ReopenAsync(task.Id, actor));
        await LoadAsync();
    }

    private async Task CancelTaskAsync(OfficeTaskRow task)
    {
        await notices.TryAsync(() => tasks.CancelAsync(task.Id, actor), $"“{task.Title}” cancelled", undo: () => tasks.ReopenAsync(task.Id, actor));
        await LoadAsync();
    }

    private void EditTask(OfficeTaskRow task) => editingTask = call!.Tasks.First(t => t.Task.Id == task.Id);

    private async Task SaveTaskAsync(CallTaskInput seen, CallTaskInput mine)
    {
        await (editingTask is { } task ? tasks.SaveAsync(task.Task.Id, seen, mine, actor) : tasks.AddAsync(Id, mine, actor));
        await LoadAsync();
    }

    private void CloseTask() => (addingTask, editingTask) = (false, null);

    /// <summary>The kind's own words and day, until the person writes others.</summary>
    private void Propose(CallTaskInput task)
    {
        task.DueDate ??= task.Type.DueInDays() is { } days ? times.Today.AddDays(days) : null;
        if (string.IsNullOrWhiteSpace(task.Title) || Enum.GetValues<CallTaskType>().Any(type => type.InWords() == task.Title))
        {
            task.Title = task.Type == CallTaskType.Other ? null : task.Type.InWords();
        }
    }

    private sealed class Scheduling
    {
        public CallWindow When { get; set; } = new();
    }
}
