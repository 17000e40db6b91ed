using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Tests.Jobs;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

/// <summary>The office with a customer, and short ways to calls.</summary>
public sealed class CallsOffice : IAsyncLifetime
{
    private readonly JobsOffice jobs = new();

    public JobsOffice Jobs => jobs;
    public TestOffice Office => jobs.Office;
    public ServiceCallService Calls => Office.Get<ServiceCallService>();
    public CallPaymentService Payments => Office.Get<CallPaymentService>();
    public AccessCodeService Codes => Office.Get<AccessCodeService>();
    public Actor Omar => Office.Omar;
    public Customer Rosa { get; } = new() { TenantId = TestOffice.H2o, Name = "Rosa Ruiz", Phone = "(360) 555-0142", Street = "14 Alder Lane", City = "Camas" };

    public static DateOnly Today => JobsOffice.Today;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await jobs.InitializeAsync();
        await Office.LetPeopleBeAnywhereAsync();
        await Office.AddAsync(Rosa);
    }

    public ValueTask DisposeAsync() => jobs.DisposeAsync();

    /// <summary>A call for Rosa, eight to ten, when nothing else is said.</summary>
    public Task<Guid> NewCallAsync(Action<ServiceCallInput>? change = null, string tenant = TestOffice.H2o)
    {
        var input = new ServiceCallInput { Problem = "Kitchen sink leaks", CustomerId = tenant == TestOffice.H2o ? Rosa.Id : null, When = Morning(Today) };
        change?.Invoke(input);
        return Calls.CreateAsync(tenant, input, Omar, Now);
    }

    public async Task<ServiceCallDetails> GetAsync(Guid id, Actor? by = null) => await Calls.GetAsync(id, by ?? Omar, Now);

    /// <summary>Saves what the change does to a copy of the form.</summary>
    public async Task SaveAsync(Guid id, ServiceCallInput seen, Action<ServiceCallInput> change, Actor? by = null)
    {
        var mine = FieldMerge.Merge(seen, seen, seen);
        mine.Helpers = [.. seen.Helpers];
        change(mine);
        await Calls.SaveAsync(id, seen, mine, by ?? Omar, Now);
    }

    /// <summary>Nothing is left to be done.</summary>
    public async Task AnswerStepsAsync(Guid id, Actor by)
    {
        var steps = Office.Get<CompletionService>();
        foreach (var open in (await steps.ListAsync(id, by, Now)).Where(step => !step.IsAnswered))
        {
            await steps.AnswerAsync(id, open.Step, new CompletionInput(), new CompletionInput { Needed = false }, by, Now);
        }
    }

    public static CallWindow Morning(DateOnly day) => new() { Day = day, From = new(8, 0), To = new(10, 0) };
}
