using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

public sealed partial class BidFields(BuilderService builders, CommunityService communities, CustomerService customers, StaffService staff, TenantChoice tenants, Me me)
{
    private const int Offered = 20;

    [Parameter, EditorRequired] public BidInput Input { get; set; } = default!;

    /// <summary>Whose people and customers.</summary>
    [Parameter, EditorRequired] public string? Company { get; set; }

    /// <summary>Names of what the form opens with; found ones are added.</summary>
    [Parameter, EditorRequired] public Dictionary<Guid, string> Names { get; set; } = default!;

    [Parameter] public bool IsNew { get; set; }

    /// <summary>It is with the customer: for whom and where stays.</summary>
    [Parameter] public bool Locked { get; set; }

    private bool HasCustomers => tenants.Find(Company)?.Features.Contains(Feature.Customers) == true;

    private Task<IReadOnlyList<Choice>> FindBuildersAsync(string text, CancellationToken cancellationToken) => RememberAsync(actor => builders.FindAsync(text, Offered, actor, cancellationToken));

    private Task<IReadOnlyList<Choice>> FindCommunitiesAsync(string text, CancellationToken cancellationToken) => RememberAsync(actor => communities.FindAsync(text, Offered, actor, cancellationToken));

    private Task<IReadOnlyList<Choice>> FindCustomersAsync(string text, CancellationToken cancellationToken) =>
        RememberAsync(actor => customers.FindAsync(text, Offered, actor with { Tenants = [Company ?? ""] }, cancellationToken: cancellationToken));

    private Task<IReadOnlyList<Choice>> FindOfficeAsync(string text, CancellationToken cancellationToken) =>
        RememberAsync(actor => staff.FindOfficeAsync(Company ?? "", text, Permission.SeeBids, actor, cancellationToken));

    private async Task<IReadOnlyList<Choice>> RememberAsync(Func<Actor, Task<IReadOnlyList<Choice>>> find)
    {
        var found = await find(await me.ActorAsync());
        foreach (var choice in found)
        {
            Names[choice.Id] = choice.Text;
        }

        return found;
    }

    private string? InWords(object? id) => id is Guid known ? Names.GetValueOrDefault(known, "another one") : null;

    private string? DayInWords(object? day) => day is DateOnly d ? tenants.Times(Company).Day(d) : null;
}
