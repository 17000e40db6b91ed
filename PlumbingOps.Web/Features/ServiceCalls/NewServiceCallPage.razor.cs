using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>A call for a known customer, a new one, a lot, or an address alone.</summary>
public sealed partial class NewServiceCallPage(
    ServiceCallService calls, CustomerService customers, CallChoices choices, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private readonly ServiceCallInput input = new();
    private readonly Dictionary<Guid, string> names = [];
    private IReadOnlyList<TenantRow> companies = [];
    private IReadOnlyList<SimilarCustomer> similar = [];
    private Actor actor = default!;
    private CallCustomer? customer;
    private CallLot? lot;
    private string? company;
    private string? newName;
    private string? newPhone;
    private string? newMail;
    private string? customerRefusal;
    private bool mayAddCustomers;
    private bool kindProposed;

    private string? CustomerHint => customer is null ? null : string.Join(" · ", new[] { customer.Phone, customer.Street, customer.City }.Where(part => !string.IsNullOrEmpty(part)));

    private string Coverage => lot switch
    {
        { IsCovered: true } => $"{lot.Place} is under warranty until {tenants.Times(company).Day(lot.Warranty!.EndsOn)}.",
        { Warranty: { } warranty } when warranty.EndsOn < lot.CoveredOn => $"The warranty of {lot.Place} ended on {tenants.Times(company).Day(warranty.EndsOn)}.",
        _ => $"The warranty of {lot!.Place} has not started.",
    };

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        mayAddCustomers = actor.May(Permission.EditCustomers);
        companies = tenants.WithRoom(Feature.ServiceCalls);
        var (forCustomer, forLot) = (JobFilters.Id(navigation.Query("customer")), JobFilters.Id(navigation.Query("lot")));
        company = (companies.FirstOrDefault(t => t.Id == navigation.Query("company"))
            ?? companies.FirstOrDefault(t => t.Features.Contains(forLot is null || forCustomer is not null ? Feature.Customers : Feature.Jobs))
            ?? companies[0]).Id;
        input.When = new CallWindow { Day = JobFilters.Day(navigation.Query("day")) };
        if (forCustomer is { } id)
        {
            await ChooseCustomerAsync(id);
        }

        if (forLot is not null)
        {
            await ChooseLotAsync(forLot);
        }
    }

    private async Task ChooseCompanyAsync(string? chosen)
    {
        company = chosen;
        (input.CustomerId, customer, input.BillToCustomerId, input.PrimaryTechnicianId, input.Helpers, newName) = (null, null, null, null, [], null);
        if (input.LotId is { } known)
        {
            await ChooseLotAsync(known);
        }
    }

    private async Task ChooseCustomerAsync(Guid? id)
    {
        input.CustomerId = id;
        customer = id is { } known && company is not null ? await calls.GetCustomerAsync(company, known, actor) : null;
    }

    /// <summary>A covered house proposes a warranty visit; whoever chose a kind themselves keeps it.</summary>
    private async Task ChooseLotAsync(Guid? id)
    {
        input.LotId = id;
        lot = id is { } known && company is not null ? await calls.GetLotAsync(company, known, input.When.Day, actor) : null;
        if (lot is { IsCovered: true } && input.Kind == ServiceCallKind.Service)
        {
            (input.Kind, kindProposed) = (ServiceCallKind.Warranty, true);
        }
        else if (kindProposed && lot is not { IsCovered: true } && input.Kind == ServiceCallKind.Warranty)
        {
            (input.Kind, kindProposed) = (ServiceCallKind.Service, false);
        }

        if (lot?.OwnerId is { } owner && input.CustomerId is null)
        {
            await ChooseCustomerAsync(owner);
        }
    }

    private Task<IReadOnlyList<Choice>> FindCustomersAsync(string text, CancellationToken cancellationToken) => choices.CustomersAsync(company, text, cancellationToken);

    private async Task<Choice?> BeginCustomer(string name)
    {
        newName = name;
        similar = await customers.FindSimilarAsync(company!, new CustomerInput { Name = name }, actor);
        StateHasChanged();
        return null;
    }

    private async Task TakeKnownAsync(SimilarCustomer known)
    {
        newName = null;
        await ChooseCustomerAsync(known.Id);
    }

    private async Task SaveAsync()
    {
        customerRefusal = null;
        if (!string.IsNullOrWhiteSpace(newName) && string.IsNullOrWhiteSpace(input.Problem) is false)
        {
            await AddCustomerAsync();
        }

        navigation.NavigateTo(Urls.ServiceCall(await calls.CreateAsync(company ?? "", input, actor)));
    }

    /// <summary>First the customer, then the call; a call that is refused finds its customer chosen and makes no second one.</summary>
    private async Task AddCustomerAsync()
    {
        try
        {
            var added = await customers.CreateAsync(company!, new CustomerInput
            {
                Name = newName!,
                Phone = newPhone,
                Email = newMail,
                Street = input.Street,
                City = input.City,
                State = input.State,
                Zip = input.Zip,
            }, actor);
            newName = null;
            await ChooseCustomerAsync(added);
        }
        catch (RuleException refusal)
        {
            customerRefusal = refusal.Message;
            throw new RuleException("The new customer could not be added.");
        }
    }
}
