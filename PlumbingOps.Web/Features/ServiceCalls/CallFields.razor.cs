using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

public sealed partial class CallFields(CallChoices choices, TenantChoice tenants)
{
    [Parameter, EditorRequired] public ServiceCallInput Input { get; set; } = default!;

    /// <summary>Whose people, customers and clock.</summary>
    [Parameter, EditorRequired] public string? Company { get; set; }

    /// <summary>Names of what the form opens with; found ones are added.</summary>
    [Parameter, EditorRequired] public Dictionary<Guid, string> Names { get; set; } = default!;

    /// <summary>What is asked first stands above already, and there is nothing to write up yet.</summary>
    [Parameter] public bool IsIntake { get; set; }

    /// <summary>A new caller's street was asked with the name.</summary>
    [Parameter] public bool StreetIsAbove { get; set; }

    /// <summary>The last save was refused because somebody is elsewhere then.</summary>
    [Parameter] public bool IsDoubled { get; set; }

    /// <summary>Instead of the plain choices of customer and lot.</summary>
    [Parameter] public RenderFragment? ForWhom { get; set; }

    private TimeZoneInfo Zone => tenants.Find(Company)?.TimeZone ?? TimeZoneInfo.Utc;

    private IReadOnlyList<Choice> Helpers => [.. Input.Helpers.Select(id => new Choice(id, Name(id)))];

    private void SetHelpers(IReadOnlyList<Choice> chosen) => Input.Helpers = [.. chosen.Select(c => c.Id).Order()];

    private Task<IReadOnlyList<Choice>> FindCustomersAsync(string text, CancellationToken cancellationToken) => RememberAsync(choices.CustomersAsync(Company, text, cancellationToken));

    private Task<IReadOnlyList<Choice>> FindLotsAsync(string text, CancellationToken cancellationToken) => RememberAsync(choices.LotsAsync(text, cancellationToken));

    private Task<IReadOnlyList<Choice>> FindBuildersAsync(string text, CancellationToken cancellationToken) => RememberAsync(choices.BuildersAsync(text, cancellationToken));

    private Task<IReadOnlyList<Choice>> FindTechniciansAsync(string text, CancellationToken cancellationToken) => RememberAsync(choices.TechniciansAsync(Company, text, cancellationToken));

    private Task<IReadOnlyList<Choice>> FindOfficeAsync(string text, CancellationToken cancellationToken) => RememberAsync(choices.OfficeAsync(Company, text, cancellationToken));

    private async Task<IReadOnlyList<Choice>> RememberAsync(Task<IReadOnlyList<Choice>> finding)
    {
        var found = await finding;
        foreach (var choice in found)
        {
            Names[choice.Id] = choice.Text;
        }

        return found;
    }

    private string Name(Guid id) => Names.GetValueOrDefault(id, "another one");

    private string? ThingInWords(object? id) => id is Guid thing ? Name(thing) : null;

    private string? ThingsInWords(object? ids) => ids is IEnumerable<Guid> some ? string.Join(", ", some.Select(Name)) : null;
}
