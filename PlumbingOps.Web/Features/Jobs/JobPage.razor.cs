using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Jobs;

public sealed partial class JobPage(JobService jobs, JobTaskService tasks, JobAccessCodeService codes, LiveUpdates live, Me me, TenantChoice tenants, Notices notices)
{
    private readonly PageReads reads = new();
    private readonly Dictionary<Guid, string> names = [];
    private JobDetails? job;
    private Edit<JobInput>? edit;
    private Actor actor = default!;
    private TimeWords times = default!;
    private Asking asking;
    private Completion completion = new();
    private Reopening reopening = new();
    private Rephasing rephasing = new();
    private OfficeTaskRow? editingTask;
    private bool addingTask;
    private string? missing;
    private bool mayEdit;
    private bool mayArchive;
    private bool maySeeLots;
    private IDisposable? listening;

    /// <summary>Which question is open.</summary>
    private enum Asking { Nothing, Complete, Reopen, Hold, Cancel, Phase }

    [Parameter] public Guid Id { get; set; }

    private string Address => string.Join(", ", new[] { job!.Row.Street, job.Row.City, $"{job.State} {job.Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    private bool HasSiteContact => (job!.Input.ContactName ?? job.Input.ContactPhone ?? job.Input.ContactEmail) is not null;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        mayEdit = actor.May(Permission.EditJobs);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        maySeeLots = actor.May(Permission.SeeLots);
        listening = live.Subscribe(change => change.Touches("jobs", Id) || change.Touches("lots", job?.Row.LotId) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (job?.Id != Id)
        {
            (job, edit, asking, missing) = (null, null, Asking.Nothing, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private bool Offers(JobVerb verb) => job!.Allows(verb) && actor.May(verb.Needs());

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var read = await jobs.GetAsync(Id, await me.ActorAsync());
            foreach (var person in read.Crew)
            {
                names[person.TechnicianId] = person.Name;
            }

            if (read.Input.OfficeOwnerId is { } owner)
            {
                names[owner] = read.OfficeOwner ?? "";
            }

            (job, times) = (read, tenants.Times(read.TenantId));
            edit?.TakeIn(read.Input.Copy());
        }
        catch (NotFoundException)
        {
            missing = "This job was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private void Edit() => edit = new Edit<JobInput>(() => job!.Input.Copy());

    private async Task SaveAsync()
    {
        await edit!.SaveAsync((seen, mine) => jobs.SaveAsync(Id, seen, mine, actor));
        edit = null;
        await LoadAsync();
    }

    private Task StartAsync() => DoAsync(() => jobs.StartAsync(Id, actor), "started");

    private Task ResumeAsync() => DoAsync(() => jobs.ResumeAsync(Id, actor), "goes on");

    private Task RestoreAsync() => DoAsync(() => jobs.RestoreAsync(Id, actor), "restored");

    private Task ArchiveAsync() => DoAsync(() => jobs.ArchiveAsync(Id, actor), "archived; its history is kept", () => jobs.RestoreAsync(Id, actor));

    private async Task DoAsync(Func<Task> act, string done, Func<Task>? undo = null)
    {
        await notices.TryAsync(act, $"{job!.Row.ShortNumber} {done}", undo);
        await LoadAsync();
    }

    /// <summary>From a dialog: a refusal stays there, beside what was typed.</summary>
    private async Task SayAsync(Task said)
    {
        await said;
        await LoadAsync();
    }

    private async Task CompleteAsync()
    {
        await SayAsync(jobs.CompleteAsync(Id, completion.CompletedOn, actor));
        notices.Good(job is { Warranty: { } warranty } && warranty.JobId == Id
            ? $"{job.Row.ShortNumber} completed. The house is under warranty until {times.Day(warranty.EndsOn)}."
            : $"{job!.Row.ShortNumber} completed");
    }

    private Task ReopenAsync() => SayAsync(jobs.ReopenAsync(Id, reopening.Keep, actor));

    private Task ChangePhaseAsync() => SayAsync(jobs.ChangePhaseAsync(Id, rephasing.Phase, actor));

    private void Ask(Asking what) => (asking, completion, reopening, rephasing) =
        (what, new Completion { CompletedOn = times.Today }, new Reopening(), new Rephasing { Phase = job!.Row.Phase });

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

    private async Task SaveTaskAsync(OfficeTaskInput seen, OfficeTaskInput mine)
    {
        await (editingTask is { } task ? tasks.SaveAsync(task.Id, seen, mine, actor) : tasks.AddAsync(Id, mine, actor));
        await LoadAsync();
    }

    private void CloseTask() => (addingTask, editingTask) = (false, null);

    private static string Late(int days) => days == 1 ? "1 day" : $"{days} days";

    private sealed class Completion
    {
        public DateOnly? CompletedOn { get; set; }
    }

    private sealed class Reopening
    {
        public bool Keep { get; set; } = true;
    }

    private sealed class Rephasing
    {
        public JobPhase Phase { get; set; }
    }
}
