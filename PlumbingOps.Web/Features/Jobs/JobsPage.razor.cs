using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Jobs;

public sealed partial class JobsPage(JobService jobs, StaffService staff, LiveUpdates live, Me me, TenantChoice tenants, Notices notices, NavigationManager navigation)
{
    private DataList<JobRow> list = default!;
    private ListPage<JobRow>? loaded;
    private Actor actor = default!;
    private IReadOnlyList<(string Value, string Text)> technicians = [];
    private IReadOnlyList<JobRow>? shifting;
    private IDisposable? listening;
    private bool mayEdit;
    private bool mayArchive;
    private bool officeWork;
    private int companies;

    private TenantChoice Tenants => tenants;

    /// <summary>Names the thing another page linked with.</summary>
    private JobRow? Row => loaded?.Rows.Count > 0 ? loaded.Rows[0] : null;

    private string? Narrowed => navigation.Query("archived") is not null ? "archived only" : navigation.Query("overdue") is not null ? "overdue only" : null;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        companies = tenants.Shown.Count(t => t.Features.Contains(Feature.Jobs));
        mayEdit = tenants.Offers(actor, Permission.EditJobs);
        mayArchive = mayEdit && actor.May(Permission.ArchiveRecords);
        officeWork = !actor.OnlyOwn;
        if (officeWork)
        {
            technicians = [.. (await staff.ListTechniciansAsync(Permission.SeeJobs, tenants.Narrow(actor)))
                .Select(t => (t.Id.ToString(), companies > 1 ? $"{t.Text} ({t.Detail})" : t.Text))];
        }

        listening = live.Subscribe(change => change.Touches("jobs") ? InvokeAsync(() => list.ReloadAsync()) : Task.CompletedTask);
    }

    public void Dispose() => listening?.Dispose();

    private async Task<ListPage<JobRow>> LoadAsync(ListRequest request) =>
        await jobs.ListAsync(JobFilters.Read(navigation.Query), request, tenants.Narrow(await me.ActorAsync()));

    private bool Offers(JobRow row, JobVerb verb) => actor.May(verb.Needs()) && verb.From().Contains(row.Status);

    private async Task StartAsync(JobRow row)
    {
        await notices.TryAsync(() => jobs.StartAsync(row.Id, actor), $"{row.ShortNumber} started");
        await list.ReloadAsync();
    }

    private async Task CompleteAsync(JobRow row)
    {
        Func<Task>? undo = actor.May(Permission.ReopenJobs) ? () => jobs.ReopenAsync(row.Id, keepWarranty: false, actor) : null;
        await notices.TryAsync(() => jobs.CompleteAsync(row.Id, null, actor), $"{row.ShortNumber} completed today", undo);
        await list.ReloadAsync();
    }

    private async Task ShiftedAsync()
    {
        list.ClearSelection();
        await list.RefreshAsync();
    }

    private bool IsOverdue(JobRow row) => row.IsOverdue(tenants.Times(row.TenantId).Today);

    private string? ClassOf(JobRow row) => IsOverdue(row) ? "is-overdue" : row.Status is JobStatus.Completed or JobStatus.Cancelled ? "is-done" : null;

    private RenderFragment? Days(JobRow row)
    {
        var times = tenants.Times(row.TenantId);
        return row.StartDate is { } start ? When.Cell(times, start, row.EndDate) : NoDays;
    }

    private static string Address(JobRow row) => string.Join(", ", new[] { row.Street, row.City }.Where(part => !string.IsNullOrEmpty(part)));
}
