using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Portals;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Signals;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Signals;

/// <summary>An office in which everything that can need attention does, beside what looks like it and does not.</summary>
public sealed class SignalsOffice : IAsyncLifetime
{
    /// <summary>States that their rooms reach by long ways: the database is told them.</summary>
    private const string Arrange = """
        set session_replication_role = replica;
        update app.bids set status = 'NeedsPriceApproval' where name = 'Priced';
        update app.bids set status = 'Sent', sent_on = date '2026-03-01', follow_up_on = date '2026-03-08' where name = 'Silent';
        update app.posts set scheduled_for = goes_out, day = (goes_out at time zone 'America/Los_Angeles')::date, time = (goes_out at time zone 'America/Los_Angeles')::time
            from (values ('late', interval '-1 hour'), ('far', '10 days'), ('soon', '1 day'), ('slot', '2 days'), ('approve', '71 hours'), ('failed', '-2 days'), ('unknown', '-3 days'), ('posted', '-4 days')) as given (note, later),
                lateral (select timestamptz '2026-03-18 17:00+00' + later as goes_out) moment
            where notes = note;
        update app.posts set status = case notes when 'failed' then 'Failed' when 'unknown' then 'Unknown' when 'approve' then 'NeedsApproval' when 'late' then 'Scheduled' when 'posted' then 'Posted' when 'slot' then 'Planned' else 'Draft' end,
            cause = 'It did not work', next_step = 'Look at it', posted_at = scheduled_for, post_url = 'https://example.com/1';
        update app.review_requests set status = 'Sent', sent_at = timestamptz '2026-03-18 17:00+00' - case customer_name when 'Old' then interval '8 days' else interval '2 days' end where customer_name in ('Old', 'Fresh');
        """;

    private readonly Dictionary<string, IReadOnlyList<Signal>> told = [];

    public TestOffice Office { get; private set; } = null!;

    /// <summary>Wednesday 18 March 2026, ten in the morning.</summary>
    private static DateOnly Today => new(2026, 3, 18);

    public async ValueTask InitializeAsync()
    {
        Office = await TestOffice.OpenAsync();
        await Office.AddAccountsAsync();
        await Office.LetPeopleBeAnywhereAsync();
        await JobsAsync();
        await CallsAsync();
        await BidsAsync();
        await MarketingAsync();
        await PortalsAsync();
        await WarrantiesAsync();
        var batch = new ImportBatch { TenantId = TestOffice.AllCounty, FileName = "calendar.csv", FileHash = "hash", UploadedBy = "Omar", UploadedAt = Office.Clock.Now };
        await Office.AddAsync(batch);
        await Office.AddAsync(
            new ImportRow { TenantId = TestOffice.AllCounty, BatchId = batch.Id, RowNumber = 1, SourceKey = "1", ContentHash = "1", Raw = "{}" },
            new ImportRow { TenantId = TestOffice.AllCounty, BatchId = batch.Id, RowNumber = 2, SourceKey = "2", ContentHash = "2", Raw = "{}", Outcome = RowOutcome.New });
        await Sql.RunAsync(Office.Connections.Admin!, Arrange);
        await Sql.RunAsync(Office.Connections.Admin!, "update app.import_batches set status = 'Staged'");
    }

    /// <summary>What each is told of at the beginning.</summary>
    public async Task<IReadOnlyList<Signal>> ToldAsync(Actor by)
    {
        var key = $"{by.Name} {string.Join(' ', by.Tenants)}";
        return told.TryGetValue(key, out var known) ? known : told[key] = await Office.Get<SignalService>().ListAsync(by);
    }

    public ValueTask DisposeAsync() => Office.DisposeAsync();

    private async Task JobsAsync()
    {
        await JobAsync("1", -5, -1, true);
        await JobAsync("2", -5, 0, true);
        await JobAsync("3", -5, -1, true, job => job.Hold("Waits"));
        await JobAsync("4", 0, 3, true);
        await JobAsync("5", 0, 3, false);
        await JobAsync("6", 0, 3, true, job => job.Start());
        await JobAsync("7", 5, 6, false);
        var late = await JobAsync("8", -9, -8, true, job => job.Complete(Today, Today));
        await Office.AddAsync(
            new JobTask { TenantId = TestOffice.AllCounty, JobId = late, Title = "Late", DueDate = Today.AddDays(-1) },
            new JobTask { TenantId = TestOffice.AllCounty, JobId = late, Title = "Now", DueDate = Today },
            new JobTask { TenantId = TestOffice.AllCounty, JobId = late, Title = "Some day" });
    }

    private async Task<Guid> JobAsync(string lot, int start, int end, bool crew, Action<Job>? then = null)
    {
        var job = new Job { TenantId = TestOffice.AllCounty, LotId = (await Office.AddLotAsync(lot)).Id, Phase = JobPhase.TopOut };
        job.Schedule(Today.AddDays(start), Today.AddDays(end));
        job.SetCrew(crew ? [Office.TheoOfAllCounty.Id] : []);
        then?.Invoke(job);
        await Office.AddAsync(job);
        return job.Id;
    }

    private async Task CallsAsync()
    {
        var rosa = new Customer { TenantId = TestOffice.H2o, Name = "Rosa", Email = "rosa@example.com" };
        var shy = new Customer { TenantId = TestOffice.H2o, Name = "Shy", Email = "shy@example.com" };
        await Office.AddAsync(rosa, shy, new ReviewOptOut { TenantId = TestOffice.H2o, Email = "shy@example.com", At = Office.Clock.Now });
        await CallAsync(-3, true);
        await CallAsync(-3, true, call => call.Hold("Parts"));
        await CallAsync(2, false);
        await CallAsync(null, false);
        await CallAsync(null, true);
        await CallAsync(null, false, tenant: TestOffice.AllCounty);
        await CallAsync(-200, true, call => call.Complete(Office.Clock.Now.AddDays(-8)), customer: rosa.Id);
        await CallAsync(-200, true, call => call.Complete(Office.Clock.Now.AddDays(-8)), customer: shy.Id);
        await CallAsync(-20, true, call => call.Complete(Office.Clock.Now.AddHours(-18)), customer: rosa.Id);
        await CallAsync(-100, true, call =>
        {
            call.Complete(Office.Clock.Now.AddDays(-4));
            call.FinishWriteUp(Office.Omar.UserId);
            call.PaperworkTurnedIn = true;
        });
        foreach (var (name, stars) in new[] { ("Old", 0), ("Fresh", 0), ("Cross", 2), ("Soothed", 3), ("Glad", 5) })
        {
            var call = await CallAsync(-300, true, c => c.Complete(Office.Clock.Now.AddDays(-12)), customer: rosa.Id);
            var asked = new ReviewRequest { TenantId = TestOffice.H2o, ServiceCallId = call, CustomerName = name, Email = "rosa@example.com", CreatedAt = Office.Clock.Now.AddDays(-9), ExpiresAt = Office.Clock.Now.AddDays(20) };
            await Office.AddAsync(asked);
            if (stars > 0)
            {
                var review = new Review { TenantId = TestOffice.H2o, RequestId = asked.Id, Rating = stars, CustomerName = name, At = Office.Clock.Now };
                await Office.AddAsync(review);
                if (stars == 3)
                {
                    await Office.AddAsync(new RecoveryTicket { TenantId = TestOffice.H2o, ReviewId = review.Id, Issue = "3 stars", CreatedAt = Office.Clock.Now.AddDays(-9) });
                }
            }
        }

        await Office.AddAsync(new CallTask { TenantId = TestOffice.H2o, ServiceCallId = await CallAsync(50, true), Title = "Call back", DueDate = Today.AddDays(-2), Type = CallTaskType.CallBackToSchedule });
    }

    /// <param name="hours">From now; null for no time yet.</param>
    private async Task<Guid> CallAsync(int? hours, bool technician, Action<ServiceCall>? then = null, Guid? customer = null, string tenant = TestOffice.H2o)
    {
        var call = new ServiceCall { TenantId = tenant, Kind = ServiceCallKind.Service, Problem = "Leak", Street = "12 Example Way", CustomerId = customer, CreatedAt = Office.Clock.Now.AddDays(-20) };
        if (hours is { } from)
        {
            call.Schedule(Office.Clock.Now.AddHours(from), Office.Clock.Now.AddHours(from + 1), allDay: false);
        }

        call.SetTechnicians(technician ? tenant == TestOffice.H2o ? Office.TheoOfH2o.Id : Office.TheoOfAllCounty.Id : null, []);
        then?.Invoke(call);
        await Office.AddAsync(call);
        return call.Id;
    }

    private async Task BidsAsync()
    {
        var builder = new Data.Builders.Builder { Name = "Harbor Homes" };
        await Office.AddAsync(builder);
        foreach (var (name, due) in new[] { ("Priced", Today.AddDays(20)), ("Silent", Today.AddDays(20)), ("Overdue", Today.AddDays(-1)), ("Quiet", Today.AddDays(30)) })
        {
            await Office.AddAsync(new Bid { TenantId = TestOffice.AllCounty, Name = name, BuilderId = builder.Id, DueDate = due, CreatedAt = Office.Clock.Now });
        }
    }

    /// <summary>Days since each was tried; null for never.</summary>
    private async Task PortalsAsync()
    {
        foreach (var (name, days, archived) in new[] { ("Fresh", (int?)89, false), ("Old", 91, false), ("Untried", null, false), ("Gone", 200, true) })
        {
            var site = new PortalDefinition { Name = name, Category = PortalCategory.Permit, BaseUrl = "https://permits.example.com" };
            var account = new PortalAccount { TenantId = TestOffice.H2o, DefinitionId = site.Id, LoginIdentifier = "office" };
            if (days is { } ago)
            {
                account.Verify(Office.Omar, Office.Clock.Now.AddDays(-ago));
            }

            account.ArchivedAt = archived ? Office.Clock.Now : null;
            await Office.AddAsync(site, account);
        }
    }

    /// <summary>Yesterday it was over; today, in thirty days, and a day too far.</summary>
    private async Task WarrantiesAsync()
    {
        foreach (var left in new[] { -1, 0, 30, 31 })
        {
            await Office.AddAsync(new LotWarranty { TenantId = TestOffice.AllCounty, LotId = (await Office.AddLotAsync($"W{left}")).Id, StartsOn = Today.AddDays(-300), EndsOn = Today.AddDays(left) });
        }
    }

    private async Task MarketingAsync()
    {
        await using var db = await Office.DbAsync();
        var channel = await db.Channels.OrderBy(c => c.Position).FirstAsync();
        var account = new ChannelAccount { TenantId = TestOffice.H2o, ChannelId = channel.Id, Name = "H2O" };
        await Office.AddAsync(account);
        await Office.AddAsync(new ContentItem { TenantId = TestOffice.H2o, Title = "Late draft", DraftDueOn = Today.AddDays(-1), CreatedAt = Office.Clock.Now });
        foreach (var (note, n) in new[] { "failed", "unknown", "approve", "late", "posted", "soon", "far", "tray", "slot" }.Select((note, n) => (note, n)))
        {
            var post = new Post { TenantId = TestOffice.H2o, AccountId = account.Id, Notes = note, CreatedAt = Office.Clock.Now };
            await Office.AddAsync(post);
            if (note != "slot")
            {
                var content = new ContentItem { TenantId = TestOffice.H2o, Title = $"Post {n}", Caption = "Words", CreatedAt = Office.Clock.Now };
                await Office.AddAsync(content);
                await using var own = await Office.DbAsync();
                (await own.Posts.SingleAsync(p => p.Id == post.Id)).Fill(content.Id, null);
                await own.SaveChangesAsync();
            }
        }
    }
}
