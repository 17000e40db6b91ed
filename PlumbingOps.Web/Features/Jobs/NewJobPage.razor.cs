using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Jobs;

public sealed partial class NewJobPage(JobService jobs, LotService lots, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private const int LotsOffered = 20;

    private readonly NewJob input = new();
    private readonly Dictionary<Guid, string> names = [];
    private IReadOnlyList<TenantRow> companies = [];
    private JobExistsException? existing;
    private string? lotText;
    private bool ready;

    private TenantRow? Company => tenants.Find(input.TenantId);

    protected override async Task OnInitializedAsync()
    {
        companies = tenants.WithRoom(Feature.Jobs);
        input.TenantId = companies[0].Id;
        input.Phase = JobFilters.Name<JobPhase>(navigation.Query("phase"));
        if (JobFilters.Id(navigation.Query("lot")) is { } lot)
        {
            var known = await lots.GetAsync(lot, await me.ActorAsync());
            (input.LotId, lotText) = (lot, $"{known.Community} · {known.Title}");
        }

        // Only now the form: the lot of the address must not take the place of one somebody chose meanwhile.
        ready = true;
    }

    private async Task<IReadOnlyList<Choice>> FindLotsAsync(string text, CancellationToken cancellationToken) =>
        [.. (await lots.FindAsync(text, LotsOffered, await me.ActorAsync(), cancellationToken)).Select(l => new Choice(
            l.Id, l.Number is null ? l.Community : $"{l.Community} #{l.Number}", string.Join(", ", new[] { l.Builder, l.Street, l.City }.Where(part => !string.IsNullOrEmpty(part)))))];

    private async Task SaveAsync()
    {
        existing = null;
        if (input.LotId is not { } lot || input.Phase is not { } phase || input.TenantId is not { } tenant)
        {
            return;
        }

        try
        {
            navigation.NavigateTo(Urls.Job(await jobs.CreateAsync(tenant, lot, phase, input, await me.ActorAsync())));
        }
        catch (JobExistsException e)
        {
            // The form shows the sentence beside the phase; the link to the job stands outside it.
            existing = e;
            StateHasChanged();
            throw new RuleException(e.Message, nameof(NewJob.Phase));
        }
    }

    /// <summary>Another company has other people.</summary>
    private void ForgetPeople() => (input.Crew, input.OfficeOwnerId) = ([], null);

    private sealed class NewJob : JobInput
    {
        public string? TenantId { get; set; }

        [Required(ErrorMessage = "Choose the lot.")]
        public Guid? LotId { get; set; }

        [Required(ErrorMessage = "Choose the phase.")]
        public JobPhase? Phase { get; set; }
    }
}
