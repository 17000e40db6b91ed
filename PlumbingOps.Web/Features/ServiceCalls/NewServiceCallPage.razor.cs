using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Features.Jobs;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>Intake: who is calling, what is wrong, when do we come; with the phone in the other hand.</summary>
public sealed partial class NewServiceCallPage(IntakeService intake, FreeWindowService free, CustomerService customers, ServiceCallService calls, CallChoices choices, Me me, TenantChoice tenants, NavigationManager navigation)
{
    private readonly IntakeInput input = new();
    private readonly Dictionary<Guid, string> names = [];
    private IReadOnlyList<IntakeMatch> found = [];
    private IReadOnlyList<TenantRow> companies = [];
    private IReadOnlyList<SimilarCustomer> similar = [];
    private IReadOnlyList<FreeWindow> windows = [];
    private Actor actor = default!;
    private TextInput? nameBox;
    private TextInput? phoneBox;
    private TextAreaInput? problemBox;
    /// <summary>Where the desk types on once the caller is known; asked when the fields are there.</summary>
    private Func<ElementReference?>? typesOn;
    private Choice? chosen;
    private IntakeFacts? facts;
    private IntakeLot? lot;
    private bool kindProposed;
    /// <summary>Filled in from the lot, and not typed.</summary>
    private bool cityOfLot;
    private bool loading = true;
    private bool other;
    private bool doubled;
    /// <summary>What another page said about the caller is looked up: the form begins after it.</summary>
    private bool ready;

    private string? ChosenText => chosen?.Text;

    private TimeZoneInfo Zone => tenants.Find(input.TenantId)?.TimeZone ?? TimeZoneInfo.Utc;

    protected override async Task OnInitializedAsync()
    {
        actor = await me.ActorAsync();
        companies = tenants.WithRoom(Feature.ServiceCalls);
        var (forCustomer, forLot, earlier) = (JobFilters.Id(navigation.Query("customer")), JobFilters.Id(navigation.Query("lot")), JobFilters.Id(navigation.Query("goback")));
        ready = (forCustomer ?? forLot ?? earlier) is null;
        input.TenantId = (companies.FirstOrDefault(t => t.Id == navigation.Query("company"))
            ?? companies.FirstOrDefault(t => t.Features.Contains(forLot is null || forCustomer is not null ? Feature.Customers : Feature.Jobs))
            ?? companies[0]).Id;
        if (forCustomer is { } customer)
        {
            await ChooseCustomerAsync(customer);
        }

        if (forLot is { } id)
        {
            await ChooseLotAsync(id);
        }

        if (earlier is { } before)
        {
            await GoBackToAsync(before);
        }

        ready = true;
        await ProposeAsync();
        if (JobFilters.Day(navigation.Query("day")) is { } day)
        {
            (input.When, other) = (new CallWindow { Day = day }, true);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (typesOn?.Invoke() is { } box)
        {
            typesOn = null;
            await box.FocusAsync();
        }
    }

    /// <summary>To the same place and people as an earlier visit; what is wrong now is for the caller to say.</summary>
    private async Task GoBackToAsync(Guid id)
    {
        var before = await calls.GetAsync(id, actor);
        await UseCompanyAsync(before.TenantId);
        if (before.Input.CustomerId is { } customer)
        {
            await ChooseCustomerAsync(customer);
        }

        if (before.Input.LotId is { } at)
        {
            await ChooseLotAsync(at);
        }

        (input.BuilderId, input.ProjectName, input.Street, input.City, input.State, input.Zip, input.Building, input.Unit) =
            (before.Input.BuilderId, before.Input.ProjectName, before.Input.Street, before.Input.City, before.Input.State, before.Input.Zip, before.Input.Building, before.Input.Unit);
        (input.ContactName, input.ContactPhone, input.ContactEmail, input.BillToCustomerId, input.BillToBuilderId) =
            (before.Input.ContactName, before.Input.ContactPhone, before.Input.ContactEmail, before.Input.BillToCustomerId, before.Input.BillToBuilderId);
        (input.Kind, input.Notes) = (ServiceCallKind.GoBack, $"Goes back to {before.Row.ShortNumber}: {before.Row.Problem}");
        foreach (var (key, name) in new[] { (before.Input.BillToCustomerId, before.BillToCustomer), (before.Input.BillToBuilderId, before.BillToBuilder), (before.Input.BuilderId, before.Builder) })
        {
            if (key is { } known && name is not null)
            {
                names[known] = name;
            }
        }

        if (before.Technicians.FirstOrDefault(t => t is { IsPrimary: true, IsActive: true }) is { } last)
        {
            (input.PrimaryTechnicianId, names[last.TechnicianId]) = (last.TechnicianId, last.Name);
        }
    }

    private async Task<IReadOnlyList<Choice>> FindAsync(string text, CancellationToken cancellationToken)
    {
        found = await intake.FindAsync(text, actor, cancellationToken);
        return [.. found.Select(m => new Choice(m.Id, m.Name, Detail(m)))];
    }

    private string Detail(IntakeMatch match) => string.Join(" · ", new[]
    {
        match.DoNotService ? "Do not service" : null,
        match.Phone,
        match.Address,
        match.OpenCalls switch { 0 => null, 1 => "1 open call", _ => $"{match.OpenCalls} open calls" },
        match.CoveredUntil is { } until ? $"warranty until {tenants.Times(match.TenantId).Day(until)}" : null,
        companies.Count > 1 ? tenants.Find(match.TenantId)?.ShortName : null,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private async Task TakeAsync(Choice? choice)
    {
        if (choice is null || found.FirstOrDefault(m => m.Id == choice.Id) is not { } match)
        {
            return;
        }

        if (match.CustomerId is { } customer)
        {
            await UseCompanyAsync(match.TenantId);
            await ChooseCustomerAsync(customer);
        }
        else
        {
            await ChooseLotAsync(match.LotId!.Value);
        }

        typesOn = () => problemBox?.Element;
    }

    /// <summary>The box was emptied.</summary>
    private Task ForgetAsync(Guid? id)
    {
        if (id is null)
        {
            (chosen, facts, lot, input.CustomerId, input.LotId) = (null, null, null, null, null);
            ProposeKind();
        }

        return Task.CompletedTask;
    }

    private async Task ChooseCustomerAsync(Guid id)
    {
        facts = await intake.KnowAsync(id, actor);
        (input.CustomerId, input.NewName, input.NewPhone, input.NewEmail, similar) = (id, null, null, null, []);
        (names[id], chosen) = (facts.Customer.Name, new Choice(id, facts.Customer.Name));
        if (input.LotId is null && facts.Homes is [{ } home])
        {
            await FollowLotAsync(await intake.GetLotAsync(home.LotId, input.TenantId!, actor));
        }
    }

    private async Task ChooseLotAsync(Guid id)
    {
        await FollowLotAsync(await intake.GetLotAsync(id, input.TenantId!, actor));
        if (input.CustomerId is null && !input.IsNewCaller)
        {
            chosen = new Choice(id, lot!.Lot.Place);
            if (lot.Lot.OwnerId is { } owner && tenants.Find(lot.TenantId)?.Features.Contains(Feature.Customers) == true)
            {
                await ChooseCustomerAsync(owner);
            }
        }
    }

    private async Task SetLotAsync(Guid? id)
    {
        if (id is { } one)
        {
            await ChooseLotAsync(one);
            return;
        }

        (lot, input.LotId) = (null, null);
        ProposeKind();
    }

    /// <summary>A covered house makes it a warranty visit of the company that bears it; whoever chose a kind themselves keeps it.</summary>
    private async Task FollowLotAsync(IntakeLot at)
    {
        (lot, input.LotId, names[at.Lot.Id]) = (at, at.Lot.Id, at.Lot.Place);
        if (input.IsNewCaller && string.IsNullOrWhiteSpace(input.City))
        {
            (input.City, input.State, input.Zip, cityOfLot) = (at.Lot.City, at.Lot.State, at.Lot.Zip, true);
        }

        if (at.Lot.IsCovered)
        {
            await UseCompanyAsync(at.TenantId);
        }

        ProposeKind();
    }

    private void ProposeKind()
    {
        if (lot?.Lot.IsCovered == true && input.Kind == ServiceCallKind.Service)
        {
            (input.Kind, kindProposed) = (ServiceCallKind.Warranty, true);
        }
        else if (kindProposed && lot?.Lot.IsCovered != true && input.Kind == ServiceCallKind.Warranty)
        {
            (input.Kind, kindProposed) = (ServiceCallKind.Service, false);
        }
    }

    private async Task FollowStreetAsync()
    {
        var typed = input.Street;
        var at = await intake.AtAddressAsync(typed, input.TenantId!, actor);
        if (typed != input.Street)
        {
            return;
        }

        if (cityOfLot && lot is not null && at?.Lot.Id != lot.Lot.Id && input.City == lot.Lot.City)
        {
            // Another house: its city is for the caller to say.
            (input.City, input.State, input.Zip, cityOfLot) = (null, null, null, false);
        }

        if (at is not null)
        {
            await FollowLotAsync(at);
        }
        else if (lot is not null)
        {
            (lot, input.LotId) = (null, null);
            ProposeKind();
        }

        await LookForSimilarAsync();
    }

    private async Task LookForSimilarAsync()
    {
        var asked = input.Caller();
        similar = actor.May(Permission.SeeCustomers) && tenants.Find(input.TenantId)?.Features.Contains(Feature.Customers) == true
            ? await customers.FindSimilarAsync(input.TenantId!, asked, actor)
            : [];
    }

    private async Task<Choice?> BeginNewCaller(string typed)
    {
        // Digits are a phone, anything else a name.
        var isPhone = Phones.Normalise(typed) is not null;
        (input.NewName, input.NewPhone, facts, chosen, input.CustomerId) = (isPhone ? "" : typed, isPhone ? typed : null, null, null, null);
        await LookForSimilarAsync();
        typesOn = isPhone ? () => nameBox?.Element : () => phoneBox?.Element;
        StateHasChanged();
        return null;
    }

    private void ChooseAgain() => (input.NewName, input.NewPhone, input.NewEmail, similar) = (null, null, null, []);

    private async Task UseCompanyAsync(string company)
    {
        if (company != input.TenantId && companies.Any(c => c.Id == company))
        {
            await ChooseCompanyAsync(company);
        }
    }

    private async Task ChooseCompanyAsync(string? company)
    {
        input.TenantId = company;
        (input.BillToCustomerId, input.PrimaryTechnicianId, input.Helpers) = (null, null, []);
        if (facts is not null && input.CustomerId is not null)
        {
            (facts, input.CustomerId, chosen) = (null, null, lot is null ? null : chosen);
        }

        await ProposeAsync();
    }

    private async Task SetPriorityAsync(CallPriority priority)
    {
        input.Priority = priority;
        await ProposeAsync();
    }

    /// <summary>The first free time is taken, unless the desk has chosen another one.</summary>
    private async Task ProposeAsync()
    {
        var proposed = windows.Count > 0 && input.When == windows[0].Window;
        windows = input.TenantId is { } company ? await free.ProposeAsync(company, input.Priority, actor) : [];
        if (!other && (loading || proposed))
        {
            input.When = windows.Count > 0 ? windows[0].Window : new CallWindow();
        }

        loading = false;
    }

    private void SetWindow(CallWindow? window)
    {
        other = window is null;
        input.When = window ?? input.When;
    }

    private string WindowText(FreeWindow window) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{tenants.Times(input.TenantId).Day(window.Window.Day!.Value)}, {window.Window.From:h:mm}–{window.Window.To:h:mm tt}");

    private string? DraftTitle() => string.Join(": ", new[] { input.NewName ?? chosen?.Text ?? input.NewPhone, input.Problem }.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>What hangs on the values of a draft.</summary>
    private async Task FollowAllAsync()
    {
        (chosen, facts, lot, other) = (null, null, null, true);
        try
        {
            if (input.CustomerId is { } customer)
            {
                await ChooseCustomerAsync(customer);
            }

            if (input.LotId is { } id)
            {
                await ChooseLotAsync(id);
            }
        }
        catch (NotFoundException)
        {
            // The record is gone since: what was typed stays, and whoever it was for is chosen anew.
            (input.CustomerId, input.LotId) = (null, null);
        }

        await ProposeAsync();
        other = input.When.Day is not null && windows.All(w => w.Window != input.When);
        await LookForSimilarAsync();
    }

    private async Task SaveAsync()
    {
        try
        {
            navigation.NavigateTo(Urls.ServiceCall(await intake.BookAsync(input, actor)));
        }
        catch (DoubleBookingException)
        {
            doubled = true;
            throw;
        }
    }
}
