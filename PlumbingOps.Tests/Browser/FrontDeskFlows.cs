using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Media;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using static Microsoft.Playwright.Assertions;

namespace PlumbingOps.Tests.Browser;

/// <summary>
/// The moments a front desk lives through, with the phone in one hand and no mouse (a known caller: <see cref="IntakeFlows"/>). Every step is a key; what a key must
/// reach is reached by Tab, in at most so many.
/// </summary>
public sealed class FrontDeskFlows(HouseOfOurOwn own) : BrowserTest(own.House), IClassFixture<HouseOfOurOwn>
{
    private const int MostTabs = 40;
    private const int MostFields = 8;

    /// <summary>A working day far from everybody else's.</summary>
    private static readonly DateOnly Day = new(2031, 5, 6);

    private static int people;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private ServiceCallService Calls => House.Get<ServiceCallService>();

    [Fact]
    public async Task A_new_caller_whose_landlord_pays_takes_eight_fields_at_most()
    {
        var omar = await AtAsync(Urls.Home);
        await PressAsync(omar, "n", "c");
        await Expect(omar.GetByLabel("Who is calling?")).ToBeFocusedAsync();
        await omar.ReadyAsync();
        var fields = 0;

        await TypeAsync("Tina Tenant");
        // At once: what Enter takes is found by the whole name, however late the answer comes.
        await PressAsync(omar, "Enter");
        await TabToAsync(omar, "Phone");
        await TypeAsync("360-555-0171");
        await TabToAsync(omar, "Street");
        await TypeAsync("9 Fir Street");
        await TabToAsync(omar, "City");
        await TypeAsync("Camas");
        await TabToAsync(omar, "Problem");
        await TypeAsync("No hot water");
        await TabToAsync(omar, "summary", bySelector: true);
        await PressAsync(omar, "Enter");
        await TabToAsync(omar, "Somebody else pays");
        await TypeAsync("Lana Landlord");
        await PressAsync(omar, "Control+Enter");
        await omar.ArrivesAtAsync("**/service-calls/*-*");

        Assert.True(fields <= MostFields, $"{fields} fields were filled in.");
        await using var db = await House.DbAsync();
        var call = await db.ServiceCalls.Include(c => c.Customer).SingleAsync(c => c.Customer!.Name == "Tina Tenant", Now);
        Assert.Equal("Lana Landlord", await db.Customers.Where(c => c.Id == call.BillToCustomerId).Select(c => c.Name).SingleAsync(Now));

        async Task TypeAsync(string text)
        {
            fields++;
            await omar.Keyboard.TypeAsync(text);
        }
    }

    [Fact]
    public async Task A_visit_is_moved_to_another_day()
    {
        var id = await BookAsync("Moving Mary", At(9));
        var omar = await AtAsync(Urls.ServiceCall(id));

        await PressAsync(omar, "r");
        await Expect(omar.OpenDialog()).ToBeVisibleAsync();
        await TabToAsync(omar, "Day");
        await omar.Keyboard.TypeAsync("05082031");
        await PressAsync(omar, "Control+Enter");
        await Expect(omar.Locator(".record")).ToContainTextAsync("8 May 2031");

        Assert.Equal((Day.AddDays(2), new TimeOnly(9, 0)), await WhenAsync(id));
    }

    [Fact]
    public async Task Several_visits_are_shifted_at_once_and_taken_back()
    {
        Guid[] ids = [await BookAsync("Shifty Sam", At(9)), await BookAsync("Shifty Sue", At(11)), await BookAsync("Shifty Sid", At(13))];
        var omar = await AtAsync($"{Urls.ServiceCalls}?q=Shifty");
        await Expect(omar.Locator("tbody .row-link")).ToHaveCountAsync(3);

        await PressAsync(omar, "/", "ArrowDown");
        foreach (var _ in ids)
        {
            await PressAsync(omar, " ", "ArrowDown");
        }

        await Expect(omar.Locator(".bulk-bar")).ToContainTextAsync("3");
        await PressAsync(omar, "s");
        await Expect(omar.OpenDialog()).ToContainTextAsync("Shift 3 calls");
        await TabToAsync(omar, "By how many days");
        await omar.Keyboard.TypeAsync("2");
        await PressAsync(omar, "Tab");
        await Expect(omar.OpenDialog().Locator("tbody tr").First).ToContainTextAsync("8 May");
        await PressAsync(omar, "Control+Enter");
        await Expect(omar.GetByText("3 calls shifted by 2 days")).ToBeVisibleAsync();
        Assert.Equal([Day.AddDays(2)], (await Task.WhenAll(ids.Select(WhenAsync))).Select(w => w.Day!.Value).Distinct());

        await TabToAsync(omar, ".notice button", bySelector: true);
        await PressAsync(omar, "Enter");
        await Expect(omar.Locator("tbody").GetByText("6 May").First).ToBeVisibleAsync();
        Assert.Equal([Day], (await Task.WhenAll(ids.Select(WhenAsync))).Select(w => w.Day!.Value).Distinct());
    }

    [Fact]
    public async Task An_emergency_goes_into_the_first_gap_there_is()
    {
        await AddCustomerAsync("Flooded Flo", "360-555-0181");
        var omar = await AtAsync(Urls.Jobs);
        await PressAsync(omar, "n", "c");
        await Expect(omar.GetByLabel("Who is calling?")).ToBeFocusedAsync();
        await omar.ReadyAsync();
        await omar.Keyboard.TypeAsync("0181");
        await Expect(omar.GetByRole(AriaRole.Option, new() { Name = "Flooded Flo" })).ToBeVisibleAsync();
        await PressAsync(omar, "Enter");
        await Expect(omar.Locator(".record-aside")).ToContainTextAsync("Never served");
        await TabToAsync(omar, "Problem");
        await omar.Keyboard.TypeAsync("Water through the ceiling");
        await TabToAsync(omar, "Priority");
        await omar.Keyboard.TypeAsync("Em");
        await Expect(omar.GetByLabel("Priority")).ToHaveValueAsync("Emergency");
        await PressAsync(omar, "Control+Enter");
        await omar.ArrivesAtAsync("**/service-calls/*-*");

        await using var db = await House.DbAsync();
        var call = await db.ServiceCalls.SingleAsync(c => c.Customer!.Name == "Flooded Flo", Now);
        Assert.Equal(CallPriority.Emergency, call.Priority);
        Assert.NotNull(call.StartsAt);
    }

    [Fact]
    public async Task Somebody_calls_in_sick_and_their_visits_find_new_homes()
    {
        var (sick, well) = (await AddTechnicianAsync("Sickly Seth"), await AddTechnicianAsync("Healthy Hank"));
        var day = Day.AddDays(14);
        var id = await BookAsync("Waiting Wanda", At(9, day), sick);
        var omar = await AtAsync($"{Urls.Schedule}?date={day:yyyy-MM-dd}");

        await PressAsync(omar, "o");
        await Expect(omar.OpenDialog()).ToBeVisibleAsync();
        await TabToAsync(omar, "Who");
        await omar.Keyboard.TypeAsync("Sickly");
        await TabToAsync(omar, "Day");
        await omar.Keyboard.TypeAsync($"{day:MMddyyyy}");
        await PressAsync(omar, "Tab");
        var home = omar.GetByLabel("Who goes to Waiting Wanda");
        await TabToAsync(omar, "Who goes to Waiting Wanda");
        await omar.Keyboard.TypeAsync("Healthy");
        await Expect(home).ToHaveValueAsync(well.ToString());
        await PressAsync(omar, "Control+Enter");
        await Expect(omar.Locator($"[data-person='{well}'] [data-visit='{id}']")).ToBeVisibleAsync();

        await using var db = await House.DbAsync();
        Assert.Equal(AbsenceKind.Sick, (await db.Absences.SingleAsync(a => a.TechnicianId == sick && a.StartDate == day, Now)).Kind);
    }

    [Fact]
    public async Task A_finished_visit_gets_a_go_back_to_the_same_people()
    {
        var technician = await AddTechnicianAsync("Returning Rex");
        var id = await BookAsync("Dripping Dora", At(9, Day.AddDays(21)), technician);
        await Calls.CompleteAsync(id, null, RunningHouse.SetUp, Now);
        var omar = await AtAsync(Urls.ServiceCall(id));

        await PressAsync(omar, "b");
        await omar.ArrivesAtAsync("**/service-calls/new*");
        await omar.ReadyAsync();
        await Expect(omar.GetByLabel("Who is calling?")).ToHaveValueAsync("Dripping Dora");
        await Expect(omar.GetByLabel("Problem")).ToBeFocusedAsync();
        await omar.Keyboard.TypeAsync("It drips again");
        await PressAsync(omar, "Control+Enter");
        await Expect(omar).ToHaveURLAsync(new Regex("/service-calls/[0-9a-f-]{36}$"));

        await using var db = await House.DbAsync();
        var back = await db.ServiceCalls.Include(c => c.Technicians).SingleAsync(c => c.Kind == ServiceCallKind.GoBack && c.Customer!.Name == "Dripping Dora", Now);
        Assert.Equal(technician, Assert.Single(back.Technicians).TechnicianId);
        Assert.Contains("Goes back to C-", back.Notes);
    }

    [Fact]
    public async Task A_technicians_photo_of_the_paperwork_reaches_the_desk_which_takes_it_in()
    {
        await using var db = await House.DbAsync();
        var theos = await db.Technicians.SingleAsync(t => t.TenantId == DemoPeople.H2O && db.Users.Any(u => u.Id == t.UserId && u.UserName == RunningHouse.Theo), Now);
        var today = await House.Get<TenantDirectory>().TodayAsync(DemoPeople.H2O, Now);
        var id = await BookAsync("Paper Paula", new CallWindow { Day = today, AllDay = true }, theos.Id);
        await Calls.StartAsync(id, RunningHouse.SetUp, Now);
        var omar = await AtAsync($"{Urls.ServiceCall(id)}?tab=visit");
        var theo = await SignInAsync(RunningHouse.Theo, Screen.Phone);
        await theo.VisitAsync(Urls.MyVisit(id));

        await theo.Locator(".step input[type=file]").SetInputFilesAsync(new FilePayload { Name = "sheet.png", MimeType = "image/png", Buffer = TestPicture.Png(300, 200, 4) });
        await Expect(omar.Locator(".call-photos img")).ToHaveCountAsync(1);
        await Calls.CompleteAsync(id, null, RunningHouse.SetUp, Now);
        await omar.VisitAsync($"{Urls.ServiceCalls}?paperwork=true&q=Paper+Paula");
        await Expect(omar.Locator("tbody .row-link")).ToHaveCountAsync(1);
        await PressAsync(omar, "/", "ArrowDown");
        await TabToAsync(omar, "tbody .btn", bySelector: true);
        await PressAsync(omar, "Enter");
        await Expect(omar.Locator("tbody .row-link")).ToHaveCountAsync(0);

        Assert.True(await db.ServiceCalls.Where(c => c.Id == id).Select(c => c.PaperworkTurnedIn).SingleAsync(Now));
    }

    [Fact]
    public async Task Prices_are_asked_for_approved_sent_and_the_bid_is_won()
    {
        var bid = await BidAsync("Heron Way 12");
        var omar = await AtAsync(Urls.Bid(bid));
        await PressAsync(omar, "a");
        var state = omar.Locator(".record-title .badge").First;
        await Expect(state).ToContainTextAsync("Price approval");
        var ana = await SignInAsync(RunningHouse.Ana);
        await ana.VisitAsync(Urls.Bid(bid));
        await PressAsync(ana, "a");

        await Expect(state).ToContainTextAsync("Ready to send");
        await PressAsync(omar, "s");
        await Expect(state).ToContainTextAsync("Sent");
        await PressAsync(omar, "w");
        await Expect(omar.OpenDialog().GetByLabel("Trim")).ToBeCheckedAsync();
        await TabToAsync(omar, "Trim");
        await PressAsync(omar, " ");
        await PressAsync(omar, "Control+Enter");
        await Expect(state).ToContainTextAsync("Won");

        await using var db = await House.DbAsync();
        var made = await db.Jobs.Where(j => j.Lot!.Number == "12" && j.Lot.Community!.Name == "Heron Way").Select(j => j.Phase).ToListAsync(Now);
        Assert.Equal(Enum.GetValues<JobPhase>().Except([JobPhase.Trim]).Order(), made.Order());
    }

    [Fact]
    public async Task A_homeowner_under_warranty_is_booked_on_whoever_bears_it()
    {
        var lot = await House.AddLotAsync("7", "Warranty Walk");
        await using var db = await House.DbAsync();
        (await db.Lots.SingleAsync(l => l.Id == lot.Id, Now)).Street = "5117 Warbler Way";
        await db.SaveChangesAsync(Now);
        var today = await House.Get<TenantDirectory>().TodayAsync(DemoPeople.AllCounty, Now);
        await House.Get<JobService>().CompleteAsync(await House.AddJobAsync(lot.Id, JobPhase.Final), today.AddDays(-40), RunningHouse.SetUp, Now);
        var omar = await AtAsync(Urls.Home);

        await PressAsync(omar, "n", "c");
        await Expect(omar.GetByLabel("Who is calling?")).ToBeFocusedAsync();
        await omar.ReadyAsync();
        await omar.Keyboard.TypeAsync("5117");
        await Expect(omar.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("Warranty Walk.*warranty until") })).ToBeVisibleAsync();
        await PressAsync(omar, "Enter");
        await Expect(omar.Locator(".record-aside")).ToContainTextAsync("warranty");
        await TabToAsync(omar, "Problem");
        await omar.Keyboard.TypeAsync("Shower valve leaks");
        await PressAsync(omar, "Control+Enter");
        await omar.ArrivesAtAsync("**/service-calls/*-*");

        var call = await db.ServiceCalls.SingleAsync(c => c.LotId == lot.Id, Now);
        Assert.Equal((ServiceCallKind.Warranty, DemoPeople.AllCounty), (call.Kind, call.TenantId));
    }

    [Fact]
    public async Task Who_changed_this_is_answered_from_the_record()
    {
        var id = await BookAsync("Changing Chuck", At(9, Day.AddDays(28)));
        await using (var db = await House.DbAsync())
        {
            var ana = await db.Users.SingleAsync(u => u.UserName == RunningHouse.Ana, Now);
            await Calls.ScheduleAsync(id, At(14, Day.AddDays(28)), new Actor(ana.Id, ana.FullName, Roles.Admin, [DemoPeople.H2O], []), Now);
        }

        var omar = await AtAsync(Urls.Home);

        await PressAsync(omar, "Control+k");
        await Expect(omar.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await omar.Keyboard.TypeAsync("Changing Chuck");
        await Expect(omar.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("Changing Chuck") }).First).ToBeVisibleAsync();
        await PressAsync(omar, "Enter");
        await omar.ArrivesAtAsync($"**/service-calls/{id}");
        await omar.ReadyAsync();
        await TabToAsync(omar, ".tabs a[href*='tab=history']", bySelector: true);
        await PressAsync(omar, "Enter");

        var history = omar.Locator(".tab-body");
        await Expect(history).ToContainTextAsync("Ana");
        await Expect(history).ToContainTextAsync("2:00 PM");
    }

    private async Task<IPage> AtAsync(string address)
    {
        var omar = await SignInAsync(RunningHouse.Omar);
        await omar.VisitAsync(address);
        return omar;
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Presses Tab until the field of that label, or what fits the selector, has the focus.</summary>
    private static async Task TabToAsync(IPage page, string what, bool bySelector = false)
    {
        var aim = bySelector ? page.Locator(what) : (await page.OpenDialog().CountAsync() > 0 ? page.OpenDialog() : page.Locator("main")).GetByLabel(new Regex($"^{Regex.Escape(what)}\\b"));
        await Expect(aim.First).ToBeVisibleAsync();
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            if (await aim.EvaluateAllAsync<bool>("all => all.includes(document.activeElement)"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{what} is not reached by {MostTabs} tabs.");
    }

    private static CallWindow At(int hour, DateOnly? day = null) => new() { Day = day ?? Day, From = new(hour, 0), To = new(hour + 1, 0) };

    private async Task<(DateOnly? Day, TimeOnly? From)> WhenAsync(Guid id)
    {
        var when = (await Calls.GetAsync(id, RunningHouse.SetUp, Now)).Input.When;
        return (when.Day, when.From);
    }

    private async Task<Guid> AddCustomerAsync(string name, string phone)
    {
        await using var db = await House.DbAsync();
        var customer = db.Add(new Customer { TenantId = DemoPeople.H2O, Name = name, Phone = phone, Street = $"{Interlocked.Increment(ref people)} Alder Lane", City = "Camas", CreatedAt = TimeProvider.System.GetUtcNow() }).Entity;
        await db.SaveChangesAsync(Now);
        return customer.Id;
    }

    private async Task<Guid> AddTechnicianAsync(string name)
    {
        await using var db = await House.DbAsync();
        var technician = db.Add(new Technician { TenantId = DemoPeople.H2O, Name = name }).Entity;
        await db.SaveChangesAsync(Now);
        return technician.Id;
    }

    private async Task<Guid> BookAsync(string customer, CallWindow when, Guid? technician = null) => await Calls.CreateAsync(
        DemoPeople.H2O, new ServiceCallInput { Problem = "Slow drain", CustomerId = await AddCustomerAsync(customer, "360-555-0100"), When = when, PrimaryTechnicianId = technician }, RunningHouse.SetUp, Now);

    private async Task<Guid> BidAsync(string name)
    {
        var place = await House.AddLotAsync("1", "Heron Way");
        await using var db = await House.DbAsync();
        var builder = await db.Communities.Where(c => c.Id == place.CommunityId).Select(c => c.BuilderId).SingleAsync(Now);
        var (bids, lines) = (House.Get<BidService>(), House.Get<BidLineService>());
        var id = await bids.CreateAsync(DemoPeople.AllCounty, new BidInput { Name = name, BuilderId = builder, CommunityId = place.CommunityId, LotNumber = "12" }, RunningHouse.SetUp, cancellationToken: Now);
        var section = (await bids.GetAsync(id, RunningHouse.SetUp, Now)).Sections[0].Id;
        var line = Guid.CreateVersion7();
        foreach (var (field, typed) in new[] { (BidLineField.Description, "Top out"), (BidLineField.Quantity, "1"), (BidLineField.UnitPrice, "1,200.00"), (BidLineField.UnitCost, "800") })
        {
            await lines.SetAsync(id, section, line, field, null, typed, RunningHouse.SetUp, Now);
        }

        return id;
    }
}
