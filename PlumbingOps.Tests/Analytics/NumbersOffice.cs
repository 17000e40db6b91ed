using PlumbingOps.Data.Analytics;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Analytics;

/// <summary>
/// A small world whose numbers were worked out by hand. It is Wednesday, 18 March 2026; the last 30 days are 17 February to today, with the night of
/// 8 March in which the clocks go forward; the 30 days before are 18 January to 16 February.
/// </summary>
public sealed class NumbersOffice : IAsyncLifetime
{
    /// <summary>States that their rooms reach by long ways: the database is told them.</summary>
    private const string Arrange = """
        set session_replication_role = replica;
        update app.bids b set status = x.status, sent_on = x.sent, decided_on = x.decided, total_cents = x.cents, lost_reason = case x.status when 'Lost' then 'Price' end
            from (values ('Helped', 'Won', date '2026-03-01', date '2026-03-10', 100000), ('Missed', 'Lost', '2026-03-01', '2026-03-11', 70000), ('Old', 'Won', '2026-01-20', '2026-02-16', 50000),
                ('House', 'Won', '2026-03-02', '2026-03-12', 250000), ('Waiting', 'Sent', '2026-03-05', null, 90000)) x (name, status, sent, decided, cents) where b.name = x.name;
        update app.review_requests r set status = x.status, sent_at = x.sent, completed_at = x.answered
            from (values ('Five', 'Completed', timestamptz '2026-03-09 18:00+00', timestamptz '2026-03-10 18:00+00'), ('Two', 'Completed', '2026-03-10 18:00+00', '2026-03-11 18:00+00'),
                ('Lost', 'Lost', '2026-02-17 18:00+00', null), ('Early', 'Sent', '2026-01-20 18:00+00', null), ('One', 'Completed', '2026-03-16 18:00+00', '2026-03-18 06:30+00')) x (name, status, sent, answered)
            where r.customer_name = x.name;
        update app.recovery_tickets set status = 'Resolved', resolution = 'Went again', resolved_at = timestamptz '2026-03-12 18:00+00' where issue = 'Two';
        """;

    public TestOffice Office { get; private set; } = null!;

    public Guid Theo => Office.TheoOfH2o.Id;

    public Guid Bea { get; private set; }

    public NumberService Service => Office.Get<NumberService>();

    private static DateOnly March(int day) => new(2026, 3, day);

    public static DateTimeOffset Utc(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Office.LetPeopleBeAnywhereAsync();
        var bea = new Technician { TenantId = TestOffice.H2o, Name = "Bea" };
        Bea = bea.Id;
        await Office.AddAsync(bea);
        await JobsAsync();
        await CallsAsync();
        await Sql.RunAsync(Office.Connections.Admin!, Arrange);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    public static decimal? Value(Numbers numbers, NumberKey key) => Find(numbers, key).Value;

    public static Number Find(Numbers numbers, NumberKey key) => numbers.Groups.SelectMany(g => g.Numbers).Single(n => n.Key == key);

    private async Task JobsAsync()
    {
        await JobAsync("1", March(2), March(4), job => job.Complete(March(18), March(4)));
        await JobAsync("2", March(9), March(10), job => job.Complete(March(18), March(16)));
        await JobAsync("3", March(12), March(13), job => job.Complete(March(18), March(10)));
        await JobAsync("4", new(2026, 2, 15), new(2026, 2, 16), job => job.Complete(March(18), new(2026, 2, 16)));
        await JobAsync("5", March(20), March(21));
        await JobAsync("6", March(20), March(21), job => job.Hold("Waits"));
        await JobAsync("7", null, null);
        await JobAsync("8", March(2), March(4), job => job.Cancel("Sold"));
        await JobAsync("9", March(2), March(4), job =>
        {
            job.Complete(March(18), March(4));
            job.Archive(Office.Clock.Now);
        });
    }

    private async Task JobAsync(string lot, DateOnly? start, DateOnly? end, Action<Job>? then = null)
    {
        var job = new Job { TenantId = TestOffice.AllCounty, LotId = (await Office.AddLotAsync(lot)).Id, Phase = JobPhase.TopOut };
        job.Schedule(start, end);
        then?.Invoke(job);
        await Office.AddAsync(job);
    }

    private async Task CallsAsync()
    {
        var rosa = new Customer { TenantId = TestOffice.H2o, Name = "Rosa", Email = "rosa@example.com" };
        var builder = new Builder { Name = "Harbor Homes" };
        await Office.AddAsync(rosa, builder);
        // An hour by every clock, two on the wall: it was the night of the change.
        var night = await CallAsync(Utc(3, 8, 4), Utc(3, 8, 9, 30), [Theo], Utc(3, 8, 10, 30));
        var helped = await CallAsync(Utc(3, 9, 16), Utc(3, 9, 18), [Bea, Theo], Utc(3, 9, 20));
        // Sunday half past eleven in the evening; in UTC it is Monday.
        var sunday = await CallAsync(Utc(3, 14, 6, 30), null, [Theo], Utc(3, 16, 6, 30));
        // One minute apart: 16 and 17 February.
        var before = await CallAsync(Utc(2, 17, 6, 59), null, [], Utc(2, 17, 7, 59));
        await CallAsync(Utc(2, 17, 6), null, [], Utc(2, 17, 8));
        var made = Utc(3, 10, 18);
        await CallAsync(made, null, []);
        await CallAsync(made, Utc(3, 20, 18), [Theo, Bea]);
        await CallAsync(made, Utc(3, 18, 18), [Bea], then: call => call.Dispatch());
        var begun = await CallAsync(made, Utc(3, 18, 16), [], then: call => call.Start());
        await CallAsync(made, Utc(3, 20, 20), [Theo], then: call => call.Hold("Parts"));
        await CallAsync(made, Utc(3, 12, 18), [Theo], then: call => call.Cancel("Sold the house"));
        var missed = await CallAsync(made, Utc(3, 12, 20), [Theo], then: call => call.NoShow(null));
        await CallAsync(made, null, [], tenant: TestOffice.AllCounty);

        await BidAsync("Helped", customer: rosa.Id, call: helped);
        await BidAsync("Missed", customer: rosa.Id, call: night);
        await BidAsync("Old", customer: rosa.Id, call: night);
        await BidAsync("House", builder: builder.Id);
        await BidAsync("Waiting", builder: builder.Id);
        await BidAsync("Draft", builder: builder.Id);

        await ReviewAsync("Five", night, 5, Utc(3, 10, 18), isPublic: true);
        await ReviewAsync("Two", helped, 2, Utc(3, 11, 18), ticket: true);
        await ReviewAsync("Pending", sunday, null, default);
        await ReviewAsync("Lost", before, null, default);
        await ReviewAsync("Early", missed, null, default);
        await ReviewAsync("One", begun, 1, Utc(3, 18, 6, 30), ticket: true);
    }

    /// <param name="who">In charge first.</param>
    private async Task<Guid> CallAsync(DateTimeOffset made, DateTimeOffset? start, Guid[] who, DateTimeOffset? done = null, Action<ServiceCall>? then = null, string tenant = TestOffice.H2o)
    {
        var call = new ServiceCall { TenantId = tenant, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way", CreatedAt = made };
        call.Schedule(start, start?.AddHours(1), allDay: false);
        call.SetTechnicians(who.Length > 0 ? who[0] : null, who.Skip(1).ToList());
        then?.Invoke(call);
        if (done is { } at)
        {
            call.Complete(Office.Clock.Now, at);
        }

        await Office.AddAsync(call);
        return call.Id;
    }

    private Task BidAsync(string name, Guid? customer = null, Guid? builder = null, Guid? call = null) => Office.AddAsync(new Bid
    {
        TenantId = customer is null ? TestOffice.AllCounty : TestOffice.H2o,
        Name = name,
        CustomerId = customer,
        BuilderId = builder,
        ServiceCallId = call,
        CreatedAt = Utc(1, 15, 18),
    });

    private async Task ReviewAsync(string name, Guid call, int? stars, DateTimeOffset at, bool isPublic = false, bool ticket = false)
    {
        var asked = new ReviewRequest { TenantId = TestOffice.H2o, ServiceCallId = call, CustomerName = name, Email = "rosa@example.com", CreatedAt = Utc(1, 19, 18), ExpiresAt = Utc(4, 30, 18) };
        await Office.AddAsync(asked);
        if (stars is { } rating)
        {
            var review = new Review { TenantId = TestOffice.H2o, RequestId = asked.Id, Rating = rating, CustomerName = name, At = at, MayBeQuoted = isPublic, IsPublic = isPublic };
            await Office.AddAsync(review);
            if (ticket)
            {
                await Office.AddAsync(new RecoveryTicket { TenantId = TestOffice.H2o, ReviewId = review.Id, Issue = name, CreatedAt = at });
            }
        }
    }
}
