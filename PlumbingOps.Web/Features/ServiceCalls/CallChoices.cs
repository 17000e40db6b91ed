using PlumbingOps.Data;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>What the forms of a call offer to choose from.</summary>
public sealed class CallChoices(ServiceCallService calls, LotService lots, BuilderService builders, StaffService staff, Me me)
{
    private const int Offered = 20;

    public async Task<IReadOnlyList<Choice>> CustomersAsync(string? company, string text, CancellationToken cancellationToken) =>
        company is null ? [] : await calls.FindCustomersAsync(company, text, Offered, await me.ActorAsync(), cancellationToken);

    public async Task<IReadOnlyList<Choice>> LotsAsync(string text, CancellationToken cancellationToken) =>
        [.. (await lots.FindAsync(text, Offered, await me.ActorAsync(), cancellationToken)).Select(l => new Choice(
            l.Id, l.Number is null ? l.Community : $"{l.Community} #{l.Number}", string.Join(", ", new[] { l.Builder, l.Street, l.City }.Where(part => !string.IsNullOrEmpty(part)))))];

    public async Task<IReadOnlyList<Choice>> BuildersAsync(string text, CancellationToken cancellationToken) =>
        await builders.FindAsync(text, Offered, await me.ActorAsync(), cancellationToken);

    public async Task<IReadOnlyList<Choice>> TechniciansAsync(string? company, string text, CancellationToken cancellationToken) =>
        company is null ? [] : await staff.FindTechniciansAsync(company, text, Permission.SeeServiceCalls, await me.ActorAsync(), cancellationToken);

    public async Task<IReadOnlyList<Choice>> OfficeAsync(string? company, string text, CancellationToken cancellationToken) =>
        company is null ? [] : await staff.FindOfficeAsync(company, text, Permission.SeeServiceCalls, await me.ActorAsync(), cancellationToken);
}
