using System.Globalization;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Lots;

/// <summary>The small editor of one cell of the board: days, crew and the job's verbs; an empty cell books the phase.</summary>
public sealed partial class LotCellEditor(JobService jobs, LotBoardService boards, Me me, TenantChoice tenants, Notices notices)
{
    private const int SuggestionsShown = 20;

    private Edit<JobInput> edit = default!;
    private IReadOnlyList<Choice> crew = [];
    private readonly Dictionary<Guid, string> names = [];
    private Reason reason = new();
    private JobVerb? asking;
    private Actor actor = default!;
    private TimeWords times = default!;
    private TextInput? reasonBox;
    private bool focusReason;
    private bool anew;

    [Parameter, EditorRequired] public LotBoardRow Lot { get; set; } = default!;

    [Parameter, EditorRequired] public JobPhase Phase { get; set; }

    /// <summary>Null for an empty cell.</summary>
    [Parameter] public LotJobRow? Job { get; set; }

    [Parameter, EditorRequired] public TenantRow Company { get; set; } = default!;

    [Parameter] public bool MayEdit { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired] public EventCallback OnSaved { get; set; }

    private bool IsNew => anew || Job is null;

    private bool Editable => MayEdit && (IsNew || Job!.IsOpen);

    protected override async Task OnInitializedAsync()
    {
        times = tenants.Times(Company.Id);
        crew = [.. Job?.Crew.Select(c => new Choice(c.Id, c.Name)) ?? []];
        Remember(crew);
        edit = new Edit<JobInput>(Now);
        actor = await me.ActorAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusReason && reasonBox?.Element is { } box)
        {
            focusReason = false;
            await box.FocusAsync();
        }
    }

    /// <summary>The fields this editor does not show are equal in what was seen and what is mine, so saving leaves them alone.</summary>
    private JobInput Now() => IsNew ? new JobInput() : new JobInput
    {
        StartDate = Job!.StartDate,
        EndDate = Job.EndDate,
        Crew = [.. Job.Crew.Select(c => c.Id).Order()],
    };

    private bool Offers(JobVerb verb) => !IsNew && tenants.Offers(actor, verb.Needs()) && verb.From().Contains(Job!.Status);

    private void BookAnew()
    {
        anew = true;
        crew = [];
        edit = new Edit<JobInput>(Now);
    }

    private void Ask(JobVerb verb) => (asking, reason, focusReason) = (verb, new Reason(), true);

    private async Task SaveAsync()
    {
        if (IsNew)
        {
            await jobs.CreateAsync(Company.Id, Lot.Id, Phase, edit.Mine, actor);
        }
        else
        {
            await edit.SaveAsync((seen, mine) => jobs.SaveAsync(Job!.Id, seen, mine, actor));
        }

        await CloseAsync();
    }

    /// <summary>What was typed is saved first, so that a verb never throws it away.</summary>
    private async Task SayAsync(JobVerb verb)
    {
        var done = $"{Lot.Title}, {Phase.InWords()}: {verb.InWords()}";
        if (asking is not null)
        {
            await DoAsync(verb);
            notices.Good(done);
            await CloseAsync();
        }
        else if (await notices.TryAsync(SaveAndDoAsync, done))
        {
            await CloseAsync();
        }

        async Task SaveAndDoAsync()
        {
            await edit.SaveAsync((seen, mine) => jobs.SaveAsync(Job!.Id, seen, mine, actor));
            await DoAsync(verb);
        }
    }

    private Task DoAsync(JobVerb verb) => verb switch
    {
        JobVerb.Start => jobs.StartAsync(Job!.Id, actor),
        JobVerb.Complete => jobs.CompleteAsync(Job!.Id, null, actor),
        JobVerb.Resume => jobs.ResumeAsync(Job!.Id, actor),
        JobVerb.Hold => jobs.HoldAsync(Job!.Id, reason.StatusReason, actor),
        _ => jobs.CancelAsync(Job!.Id, reason.StatusReason, actor),
    };

    private async Task CloseAsync()
    {
        await OnSaved.InvokeAsync();
        await OnClose.InvokeAsync();
    }

    private async Task<IReadOnlyList<Choice>> FindCrewAsync(string text, CancellationToken cancellationToken)
    {
        var found = await boards.FindTechniciansAsync(Company.Id, text, SuggestionsShown, actor, cancellationToken);
        Remember(found);
        return found;
    }

    private void SetCrew(IReadOnlyList<Choice> chosen)
    {
        crew = chosen;
        edit.Mine.Crew = [.. chosen.Select(c => c.Id).Order()];
    }

    private void Remember(IEnumerable<Choice> people)
    {
        foreach (var person in people)
        {
            names[person.Id] = person.Text;
        }
    }

    private string? DayInWords(object? day) => day is DateOnly d ? times.Day(d) : null;

    private string? CrewInWords(object? ids) => ids is IEnumerable<Guid> some ? string.Join(", ", some.Select(id => names.GetValueOrDefault(id, "somebody else"))) : null;

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class Reason
    {
        public string? StatusReason { get; set; }
    }
}
