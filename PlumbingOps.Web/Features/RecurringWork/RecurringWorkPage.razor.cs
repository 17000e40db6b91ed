using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Recurring;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.RecurringWork;

public sealed partial class RecurringWorkPage(RecurringWorkService recurring, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, TimeProvider clock)
{
    private DataList<WorkRow> schedule = default!;
    private DataList<RunRow> runs = default!;
    private IReadOnlyList<(string Value, string Text)> works = [];
    private IReadOnlyList<RunHour>? hours;
    private IReadOnlyList<ProcessRow>? processes;
    private IDisposable? listening;
    private TimeWords times = default!;
    private WorkRow? pausing;
    private bool mayManage;
    private int failing;

    [SupplyParameterFromQuery] private string? Run { get; set; }
    [SupplyParameterFromQuery] private string? Outcome { get; set; }

    private TimeProvider Clock => clock;

    public void Dispose() => listening?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        times = TimeWords.In(RecurringSettings.Zone, clock);
        mayManage = tenants.Offers(await me.ActorAsync(), Permission.ManageRecurringWork);
        listening = live.Subscribe(change => change.Touches("recurring_runs") || change.Touches("recurring_switches") ? InvokeAsync(ReloadAsync) : Task.CompletedTask);
        await LookAsync();
    }

    /// <summary>A handful, in the order of the schedule: one page holds them all.</summary>
    private async Task<ListPage<WorkRow>> LoadScheduleAsync(ListRequest request)
    {
        var rows = await recurring.ListAsync(await me.ActorAsync());
        works = [.. rows.Select(row => (row.Name, row.InWords))];
        failing = rows.Count(row => row.Last?.Outcome == RunOutcome.Failed);
        StateHasChanged();
        return new ListPage<WorkRow>(rows, null, null, rows.Count);
    }

    private async Task<ListPage<RunRow>> LoadRunsAsync(ListRequest request) =>
        await recurring.RunsAsync(new RunFilter(Run, Enum.TryParse<RunOutcome>(Outcome, out var outcome) && Enum.IsDefined(outcome) ? outcome : null), request, await me.ActorAsync());

    private async Task LookAsync()
    {
        var actor = await me.ActorAsync();
        (hours, processes) = (await recurring.LastDayAsync(actor), await recurring.ProcessesAsync(actor));
    }

    /// <summary>Rows keep their places; the list of runs offers its new order, so nothing moves while somebody reads.</summary>
    private async Task ReloadAsync()
    {
        await schedule.ReloadAsync();
        await runs.ReloadAsync();
        await LookAsync();
        StateHasChanged();
    }

    private async Task RunNowAsync(string work, string inWords)
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => recurring.RunNowAsync(work, actor), $"Asked to run: {inWords}");
        await ReloadAsync();
    }

    private async Task PauseAsync(WorkRow work, string? why)
    {
        var actor = await me.ActorAsync();
        await recurring.PauseAsync(work.Name, why, actor);
        pausing = null;
        notices.Good($"Paused: {work.InWords}");
        await ReloadAsync();
    }

    private async Task ResumeAsync(WorkRow work)
    {
        var actor = await me.ActorAsync();
        await notices.TryAsync(() => recurring.ResumeAsync(work.Name, actor), $"Resumed: {work.InWords}", undo: () => recurring.PauseAsync(work.Name, work.Reason, actor));
        await ReloadAsync();
    }
}
