using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Home;

/// <summary>The to-dos of all jobs and calls, by person and by day.</summary>
public sealed partial class TasksPage(
    OpenTaskService tasks, JobTaskService jobTasks, CallTaskService callTasks, StaffService staff, LiveUpdates live, Notices notices, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private DataList<OpenTaskRow> list = default!;
    private ListPage<OpenTaskRow>? loaded;
    private Actor actor = default!;
    private IReadOnlyList<(string Value, string Text)> people = [];
    private OpenTaskRow? editing;
    private IDisposable? listening;

    private string? Narrowed => navigation.Query("due") switch
    {
        nameof(TaskDue.Overdue) => "overdue only",
        nameof(TaskDue.Today) => "due today",
        nameof(TaskDue.ByToday) => "due by today",
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        if (!actor.OnlyOwn)
        {
            people = [.. (await staff.ListOfficeAsync(Permission.SeeHome, tenants.Narrow(actor))).Select(p => (p.Id.ToString(), p.Text)), (TaskFilters.Nobody, "Nobody")];
        }

        listening = live.Subscribe(change => change.Touches("jobs") || change.Touches("service_calls") ? InvokeAsync(() => list.ReloadAsync()) : Task.CompletedTask);
    }

    public void Dispose() => listening?.Dispose();

    private async Task<ListPage<OpenTaskRow>> LoadAsync(ListRequest request)
    {
        var person = await me.ActorAsync();
        return await tasks.ListAsync(TaskFilters.Read(navigation.Query, person.UserId), request, tenants.Narrow(person));
    }

    private async Task TickAsync(OpenTaskRow row)
    {
        await notices.TryAsync(
            () => row.IsJob ? jobTasks.CompleteAsync(row.Id, actor) : callTasks.CompleteAsync(row.Id, actor), $"{row.Title} done",
            undo: () => row.IsJob ? jobTasks.ReopenAsync(row.Id, actor) : callTasks.ReopenAsync(row.Id, actor));
        await list.ReloadAsync();
    }

    /// <summary>From the dialog: a refusal stays there, beside what was typed.</summary>
    private async Task SaveAsync(Func<Task> save)
    {
        await save();
        await list.ReloadAsync();
    }

    private static TInput Fill<TInput>(TInput input, OpenTaskRow row) where TInput : OfficeTaskInput
    {
        (input.Title, input.Description, input.AssigneeId, input.DueDate) = (row.Title, row.Description, row.AssigneeId, row.DueDate);
        return input;
    }

    private bool IsLate(OpenTaskRow row) => row.DueDate < tenants.Times(row.TenantId).Today;

    private string DaysLate(OpenTaskRow row, DateOnly due) =>
        tenants.Times(row.TenantId).Today.DayNumber - due.DayNumber is var days && days == 1 ? "1 day late" : $"{days:N0} days late";

    private static string Address(OpenTaskRow row) => row.IsJob ? $"{Urls.Job(row.RecordId)}?tab=tasks" : $"{Urls.ServiceCall(row.RecordId)}?tab=tasks";
}
