using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Scheduling;

/// <summary>An office with three to send, Ray, Jo and Theo, and short ways to their visits. Every test takes a day of its own.</summary>
public sealed class DispatchOffice : IAsyncLifetime
{
    private int days;

    public TestOffice Office { get; private set; } = null!;
    public Technician Ray { get; } = new() { TenantId = TestOffice.H2o, Name = "Ray" };
    public Technician Jo { get; } = new() { TenantId = TestOffice.H2o, Name = "Jo" };
    public Customer Rosa { get; } = new() { TenantId = TestOffice.H2o, Name = "Rosa Ruiz", Street = "14 Alder Lane", City = "Camas" };
    public Technician Theo => Office.TheoOfH2o;
    public Actor Omar => Office.Omar;
    public DispatchService Dispatch => Office.Get<DispatchService>();
    public BoardService Board => Office.Get<BoardService>();
    public CallShiftService Shifts => Office.Get<CallShiftService>();
    public OutTodayService Out => Office.Get<OutTodayService>();
    public AbsenceService Absences => Office.Get<AbsenceService>();
    public ServiceCallService Calls => Office.Get<ServiceCallService>();
    public HistoryService History => Office.Get<HistoryService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Office.AddAsync(Ray, Jo, Rosa);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    /// <summary>A working day nobody else has, from April 2026 on.</summary>
    public DateOnly NextDay()
    {
        var day = new DateOnly(2026, 4, 1).AddDays(Interlocked.Increment(ref days));
        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? NextDay() : day;
    }

    public static CallWindow At(DateOnly day, int from, int to) => new() { Day = day, From = new(from, 0), To = new(to, 0) };

    public Task<Guid> NewCallAsync(CallWindow? when, Technician? who = null, params Technician[] helpers) => Calls.CreateAsync(
        TestOffice.H2o, new ServiceCallInput { Problem = "Kitchen sink leaks", CustomerId = Rosa.Id, When = when ?? new(), PrimaryTechnicianId = who?.Id, Helpers = [.. helpers.Select(h => h.Id)] }, Omar, Now);

    public async Task<BoardVisit> SeeAsync(Guid id)
    {
        var call = await Calls.GetAsync(id, Omar, Now);
        var day = call.Input.When.Day;
        var view = await Board.ReadAsync(new BoardQuery(day ?? new DateOnly(2026, 4, 1), day ?? new DateOnly(2026, 4, 1)), Omar with { Tenants = [TestOffice.H2o] }, Now);
        return view.Visits.Concat(view.Tray).Single(v => v.Id == id);
    }

    /// <summary>Puts a call somewhere as somebody who has just looked at it.</summary>
    public async Task<Placed> PlaceAsync(Guid id, Technician? from, Technician? to, CallWindow when, string? despite = null, Actor? by = null) =>
        await Dispatch.PlaceAsync(id, new Placement(from?.Id, to?.Id, when), (await SeeAsync(id)).Seen, despite, by ?? Omar, Now);
}
