using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Reviews;

/// <summary>An office that asks its customers, at an address that mails can name.</summary>
public sealed class ReviewDesk : IAsyncDisposable
{
    public static readonly Uri House = new("https://office.example.com");

    private ReviewDesk(TestOffice office) => Office = office;

    public TestOffice Office { get; }
    public ReviewLetters Letters => new(Office.Tenants, new Known(), Office.Clock);
    public ReviewRounds Rounds => new(Office.Database, Office.Tenants, Letters, new Known(), Office.Clock);
    public ReviewLinks Links => new(Office.Database, Office.Tenants, new ReviewAlerts(Office.Tenants, new Known(), Office.Clock), Office.Clock);
    public ReviewRequestService Requests => new(Office.Database, Office.Tenants, Letters, Office.Clock);
    public ReviewService Reviews => Office.Get<ReviewService>();
    public ReviewOptOutService OptOuts => Office.Get<ReviewOptOutService>();

    /// <summary>With people who have roles and mail addresses in the database, as alerts need them.</summary>
    public static async Task<ReviewDesk> OpenAsync()
    {
        var office = await TestOffice.OpenAsync();
        await office.AddAccountsAsync();
        return new ReviewDesk(office);
    }

    public void Later(int days) => Office.Clock.Now = Office.Clock.Now.AddDays(days);

    /// <summary>A call is done, and the customer has the link to answer.</summary>
    public async Task<string> AskedAsync(string name = "Ann Example", string email = "ann@example.com", string tenant = TestOffice.H2o)
    {
        await CompletedCallAsync(name, email, tenant);
        await Rounds.RunAsync();
        await using var db = await Office.DbAsync();
        await Requests.SendAsync(await db.ReviewRequests.Where(r => r.CustomerName == name && r.Status == ReviewRequestStatus.Pending).Select(r => r.Id).SingleAsync(), Office.Omar);
        return TokenOf((await MailsAsync()).Last(m => m.ToName == name));
    }

    public async Task<ServiceCall> CompletedCallAsync(string name = "Ann Example", string? email = "ann@example.com", string tenant = TestOffice.H2o, ServiceCallKind kind = ServiceCallKind.Service)
    {
        var now = Office.Clock.Now.ToUniversalTime();
        var call = new ServiceCall { TenantId = tenant, Kind = kind, Problem = "Leak", CreatedAt = now, ContactName = name, ContactEmail = email };
        if (tenant == TestOffice.H2o)
        {
            var customer = new Customer { TenantId = tenant, Name = name, Email = email, CreatedAt = now };
            call.CustomerId = customer.Id;
            (call.ContactName, call.ContactEmail) = (null, null);
            await Office.AddAsync(customer);
        }
        else
        {
            call.LotId = (await Office.AddLotAsync(number: Guid.CreateVersion7().ToString("N")[^8..])).Id;
        }

        await Office.AddAsync(call);
        await Office.Get<ServiceCallService>().CompleteAsync(call.Id, null, Office.Omar);
        return call;
    }

    /// <summary>A phase is done on a lot of a builder whose contacts are these.</summary>
    public async Task<Job> CompletedJobAsync(JobPhase phase = JobPhase.Trim, params BuilderContact[] contacts)
    {
        var lot = await Office.AddLotAsync(number: Guid.CreateVersion7().ToString("N")[^8..]);
        var job = new Job { TenantId = TestOffice.AllCounty, LotId = lot.Id, Phase = phase };
        await Office.AddAsync([job, .. contacts]);
        await Office.Get<JobService>().CompleteAsync(job.Id, null, Office.Omar);
        return job;
    }

    public async Task<Guid> BuilderAsync()
    {
        var lot = await Office.AddLotAsync();
        await using var db = await Office.DbAsync();
        return await db.Lots.Where(l => l.Id == lot.Id).Select(l => l.Community!.BuilderId).SingleAsync();
    }

    public async Task<List<ReviewRequest>> AllAsync()
    {
        await using var db = await Office.DbAsync();
        return await db.ReviewRequests.AsNoTracking().OrderBy(r => r.CreatedAt).ThenBy(r => r.CustomerName).ToListAsync();
    }

    public async Task<List<OutgoingMail>> MailsAsync(string cause = "review-request/")
    {
        await using var db = await Office.DbAsync();
        return await db.OutgoingMails.AsNoTracking().Where(m => m.Cause.StartsWith(cause)).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync();
    }

    public static string TokenOf(OutgoingMail mail) => MailLink.Of(mail, "/review/")[$"{House}review/".Length..];

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    private sealed class Known : IHouseAddress
    {
        public Uri? Find() => House;
    }
}
