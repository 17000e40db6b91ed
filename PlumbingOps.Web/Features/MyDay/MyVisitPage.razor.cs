using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.MyDay;

/// <summary>One visit, as the person who is there needs it: what to do, what to answer, what to photograph.</summary>
public sealed partial class MyVisitPage(
    ServiceCallService calls, CompletionService completion, CallPhotoService callPhotos, AccessCodeService codes, LiveUpdates live, Me me, TenantChoice tenants, Notices notices)
{
    private readonly PageReads reads = new();
    private ServiceCallDetails? call;
    private IReadOnlyList<CompletionRow>? steps;
    private IReadOnlyList<CallPhotoRow>? photos;
    private Actor actor = default!;
    private TimeWords times = default!;
    private string? missing;
    private bool asking;
    private IDisposable? listening;

    [Parameter] public Guid Id { get; set; }

    private IReadOnlyList<CompletionRow> Open => steps is null ? [] : [.. steps.Where(step => !step.IsAnswered)];

    private bool MayAnswer => !call!.IsArchived && (call.Row.IsOpen || call.Status == ServiceCallStatus.Completed && actor.May(Permission.EditServiceCalls));

    private IReadOnlyList<string> Others => [.. call!.Technicians.Where(t => !actor.TechnicianIds.Contains(t.TechnicianId)).Select(t => t.Name)];

    private string Address => string.Join(", ", new[] { call!.Row.Street, call.Row.City, $"{call.State} {call.Zip}".Trim() }.Where(part => !string.IsNullOrEmpty(part)));

    private string? Unit => string.Join(", ", new[] { call!.Input.Building, call.Input.Unit }.Where(part => part is not null)) is { Length: > 0 } unit ? unit : null;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        times = tenants.Times();
        listening = live.Subscribe(change => change.Touches("service_calls", Id) ? InvokeAsync(RefreshAsync) : Task.CompletedTask);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (call?.Id != Id)
        {
            (call, steps, photos, missing) = (null, null, null, null);
            await LoadAsync();
        }
    }

    public void Dispose() => listening?.Dispose();

    private bool Offers(ServiceCallVerb verb) => call!.Allows(verb) && actor.May(verb.Needs());

    private Task LoadAsync() => reads.RunAsync(ReadAsync);

    private async Task ReadAsync()
    {
        try
        {
            var by = await me.ActorAsync();
            var (asked, taken) = (await completion.ListAsync(Id, by), await callPhotos.ListAsync(Id, by));
            var read = await calls.GetAsync(Id, by);
            (call, steps, photos, times) = (read, asked, taken, tenants.Times(read.TenantId));
        }
        catch (NotFoundException)
        {
            missing = "This visit was not found";
        }
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task StartAsync()
    {
        await notices.TryAsync(() => calls.StartAsync(Id, actor), "Started");
        await LoadAsync();
    }

    private async Task CompleteAsync()
    {
        IReadOnlyList<string> warnings = [];
        if (await notices.TryAsync(async () => warnings = await calls.CompleteAsync(Id, null, actor)))
        {
            notices.Good(string.Join(' ', warnings.Prepend("Completed.")));
        }

        await LoadAsync();
    }

    /// <summary>From the dialog: a refusal stays there, beside what was typed.</summary>
    private async Task NoShowAsync(string? why)
    {
        await calls.NoShowAsync(Id, why, actor);
        await LoadAsync();
    }
}
