using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Bids;

public sealed partial class NewBidPage(BidService bids, BidCallService calls, BidTemplateService templates, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private readonly NewBid input = new();
    private readonly Dictionary<Guid, string> names = [];
    private IReadOnlyList<TenantRow> companies = [];
    private IReadOnlyList<BidTemplateRow> known = [];
    private BidFromCall? from;
    private Guid? callId;
    private bool ready;

    /// <summary>Those that fit the builder and the plan first.</summary>
    private IReadOnlyList<BidTemplateRow> Fitting => [.. known.Where(t => t.TenantId == input.TenantId && t.Fits(input.BuilderId, input.Plan) >= 0)
        .OrderByDescending(t => t.Fits(input.BuilderId, input.Plan)).ThenBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase)];

    protected override async Task OnInitializedAsync()
    {
        var actor = await me.ActorAsync();
        companies = tenants.WithRoom(Feature.Bids);
        input.TenantId = companies[0].Id;
        callId = BidFilters.Id(navigation.Query("call"));
        if (callId is { } call)
        {
            from = await calls.PrepareAsync(call, actor);
            input.TakeIn(from.TenantId, from.Input);
            foreach (var (id, name) in new[] { (input.CustomerId, from.Customer), (input.BuilderId, from.Builder), (input.CommunityId, from.Community) })
            {
                if (id is { } key && name is not null)
                {
                    names[key] = name;
                }
            }
        }

        known = await templates.ListAsync(tenants.Narrow(actor));
        input.TemplateId = BidFilters.Id(navigation.Query("template"));
        if (known.FirstOrDefault(t => t.Id == input.TemplateId) is { } chosen && from is null)
        {
            (input.TenantId, input.BuilderId, input.Plan) = (chosen.TenantId, chosen.BuilderId, chosen.Plan);
            if (chosen is { BuilderId: { } builder, Builder: { } name })
            {
                names[builder] = name;
            }
        }

        // Only now the form: what the address brings must not take the place of what somebody typed meanwhile.
        ready = true;
    }

    private async Task SaveAsync() =>
        navigation.NavigateTo(Urls.Bid(await bids.CreateAsync(input.TenantId!, input, await me.ActorAsync(), input.TemplateId, callId)));

    /// <summary>Another company has other people, customers and templates.</summary>
    private void ForgetOwn() => (input.OwnerId, input.CustomerId, input.TemplateId) = (null, null, null);

    private static string TemplateWords(BidTemplateRow template) =>
        string.Join(" · ", new[] { template.Name, template.Builder, template.Plan is null ? null : $"plan {template.Plan}", $"{template.LineCount} lines" }.OfType<string>());

    private sealed class NewBid : BidInput
    {
        public string? TenantId { get; set; }

        public Guid? TemplateId { get; set; }

        public void TakeIn(string tenant, BidInput other)
        {
            (TenantId, Name, BuilderId, CustomerId, CommunityId) = (tenant, other.Name, other.BuilderId, other.CustomerId, other.CommunityId);
            (LotNumber, Street, City, Plan) = (other.LotNumber, other.Street, other.City, other.Plan);
        }
    }
}
