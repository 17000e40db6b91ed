using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Reviews;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Notifications;

public class NotificationReaderTests(BellOffice office) : IClassFixture<BellOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_given_a_call_is_told_once_and_who_gave_it_is_not()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);

        var told = Assert.Single(await office.ToldAsync(office.Theo, call));
        Assert.Equal(NotificationKind.Assignment, told.Kind);
        Assert.Equal($"Omar Ortiz gave you {await office.NumberAsync(call)}", told.Title);
        Assert.StartsWith("Willow Court, Leak under the sink · Fri 20 Mar", told.Sentence, StringComparison.Ordinal);
        Assert.Equal("You are the technician of this call.", told.Reason);
        Assert.Equal((call, TestOffice.H2o, false), (told.RecordId, told.TenantId, told.IsRead));
        Assert.Empty(await office.ToldAsync(office.Omar, call));
        Assert.Empty(await office.ToldAsync(office.Max, call));
        Assert.Single(await office.ToldAsync(office.Theo, call));
    }

    [Fact]
    public async Task A_helper_who_takes_charge_had_the_call_before()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await office.ToldAsync(office.Theo, call);
        await office.Office.Get<NotificationService>().ReadAllAsync(office.Office.Clock.Now, office.Theo, Now);

        await using (var db = await office.Office.Database.OpenAsync(office.Ana, Permission.EditServiceCalls, Now))
        {
            var changed = await db.ServiceCalls.Include(c => c.Technicians).SingleAsync(c => c.Id == call, Now);
            changed.Technicians.Clear();
            changed.Technicians.Add(new CallTechnician { TenantId = TestOffice.H2o, TechnicianId = office.Office.TheoOfH2o.Id, IsPrimary = true });
            await db.SaveChangesAsync(Now);
        }

        Assert.True(Assert.Single(await office.ToldAsync(office.Theo, call)).IsRead);
    }

    [Fact]
    public async Task What_becomes_of_a_call_is_told_to_whose_it_is_and_who_created_it()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await office.ToldAsync(office.Theo, call);

        await office.Calls.HoldAsync(call, "The customer is away", office.Ana, Now);

        var theo = Assert.Single(await office.ToldAsync(office.Theo, call), row => row.Kind == NotificationKind.StatusChange);
        Assert.Equal($"Ana Adams put {await office.NumberAsync(call)} on hold", theo.Title);
        Assert.EndsWith("The customer is away", theo.Sentence, StringComparison.Ordinal);
        Assert.Equal("You created it.", Assert.Single(await office.ToldAsync(office.Omar, call)).Reason);
        Assert.Empty(await office.ToldAsync(office.Ana, call));

        // Nobody is told of what they did themselves.
        await office.Calls.CancelAsync(call, "Sold the house", office.Omar, Now);
        Assert.Contains(await office.ToldAsync(office.Theo, call), row => row.Title.Contains("cancelled", StringComparison.Ordinal));
        Assert.DoesNotContain(await office.ToldAsync(office.Omar, call), row => row.Title.Contains("cancelled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_change_of_the_same_call_takes_the_place_of_the_first_and_is_unread_again()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await office.Calls.HoldAsync(call, "The customer is away", office.Ana, Now);
        var held = (await office.ToldAsync(office.Omar, call))[0];
        await office.Bell.ReadAsync(held.Id, held.At, office.Omar, Now);

        await office.Calls.CancelAsync(call, "Sold the house", office.Ana, Now);

        var cancelled = Assert.Single(await office.ToldAsync(office.Omar, call));
        Assert.Equal((held.Id, false), (cancelled.Id, cancelled.IsRead));
        Assert.Contains("cancelled", cancelled.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_calls_moved_at_once_are_one_notification_that_opens_all_of_them()
    {
        var calls = new List<Guid>();
        for (var n = 0; n < 3; n++)
        {
            calls.Add(await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));
        }

        await office.ToldAsync(office.Theo, calls[0]);
        var shifts = office.Office.Get<CallShiftService>();
        await shifts.ShiftAsync(await shifts.PreviewAsync(calls, new JobShift(7, false), office.Ana, Now), new JobShift(7, false), office.Ana, Now);

        var told = Assert.Single(await office.ToldAsync(office.Theo, calls[2]), row => row.RecordCount > 1);
        Assert.Equal(("Ana Adams moved 3 of your calls", 3, null), (told.Title, told.RecordCount, told.RecordId));
        Assert.Equal("You are the technician of these calls.", told.Reason);
        Assert.Contains(told.Id, (await office.ToldAsync(office.Theo, calls[0])).Select(row => row.Id));
        var opened = await office.Bell.OpenAsync(told.Id, office.Theo, Now);
        Assert.Equal(calls.Order(), opened.Records.Select(r => r.Id).Order());
        Assert.True(Assert.Single(await office.ToldAsync(office.Theo, calls[1]), row => row.Id == told.Id).IsRead);
        Assert.False(Assert.Single(await office.ToldAsync(office.Omar, calls[1]), row => row.RecordCount == 3).IsRead);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_record_they_may_not_see()
    {
        var office2 = office.Office;
        var lot = await office2.AddLotAsync("9");
        await using (var db = await office2.Database.OpenAsync(Actor.System([TestOffice.AllCounty]), Permission.EditJobs, Now))
        {
            // Max is of the other company, Theo not on the crew, and Vera may see it.
            var job = new Job { TenantId = TestOffice.AllCounty, LotId = lot.Id, Phase = JobPhase.Trim, OfficeOwnerId = office.Max.UserId };
            db.Add(job);
            db.Add(new JobTask { TenantId = TestOffice.AllCounty, JobId = job.Id, Title = "Count fixtures", AssigneeId = office.Theo.UserId });
            db.Add(new JobTask { TenantId = TestOffice.AllCounty, JobId = job.Id, Title = "Order fixtures", AssigneeId = office2.Vera.UserId });
            await db.SaveChangesAsync(Now);

            Assert.Empty(await office.ToldAsync(office.Theo, job.Id));
            var told = Assert.Single(await office.ToldAsync(office2.Vera, job.Id));
            Assert.Equal(("PlumbingOps gave you “Order fixtures”", true), (told.Title, told.IsTask));
        }

        Assert.Equal(0, await Sql.AskAsync<long>(office2.Connections.Admin!, $"select count(*) from app.notifications where user_id = '{office.Max.UserId}' and tenant_id = 'all_county'"));
    }

    [Fact]
    public async Task Who_was_deactivated_is_told_nothing()
    {
        var gone = new AppUser { FullName = "Gil Gone", UserName = "gil", NormalizedUserName = "GIL", Email = "gil@example.com", CreatedAt = office.Office.Clock.Now.ToUniversalTime(), SecurityStamp = "stamp" };
        var technician = new Technician { TenantId = TestOffice.H2o, Name = "Gil", UserId = gone.Id };
        await office.Office.AddAsync(gone);
        await using (var db = await office.Office.DbAsync())
        {
            db.Add(new IdentityUserRole<Guid> { UserId = gone.Id, RoleId = await db.Roles.Where(r => r.Name == Roles.Technician).Select(r => r.Id).SingleAsync(Now) });
            db.Add(technician);
            await db.SaveChangesAsync(Now);
        }

        await office.BookAsync(technician.Id, office.Omar);
        await Sql.RunAsync(office.Office.Connections.App, $"update identity.users set is_active = false where id = '{gone.Id}'");
        await office.Reader.ReadDueAsync(Now);

        Assert.Equal(0, await Sql.AskAsync<long>(office.Office.Connections.Admin!, $"select count(*) from app.notifications where user_id = '{gone.Id}'"));
    }

    [Fact]
    public async Task Two_readers_at_once_tell_of_everything_and_of_nothing_twice()
    {
        const int Many = 12;
        var calls = new List<Guid>();
        for (var n = 0; n < Many; n++)
        {
            calls.Add(await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar));
        }

        var read = await Task.WhenAll(office.Reader.ReadDueAsync(Now), office.Reader.ReadDueAsync(Now), office.Reader.ReadDueAsync(Now));

        Assert.True(read.Sum() >= Many);
        foreach (var call in calls)
        {
            Assert.Single(await office.ToldAsync(office.Theo, call));
        }
    }

    [Fact]
    public async Task A_reader_that_dies_in_the_middle_has_taken_nothing()
    {
        var call = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
        await using (var dying = new NpgsqlConnection(office.Office.Connections.Admin))
        {
            await dying.OpenAsync(Now);
            await using var transaction = await dying.BeginTransactionAsync(Now);
            await using var take = new NpgsqlCommand("delete from app.notification_queue", dying, transaction);
            Assert.True(await take.ExecuteNonQueryAsync(Now) > 0);
            await Sql.RunAsync(office.Office.Connections.Admin!, $"select pg_terminate_backend({dying.ProcessID})");
        }

        // The server takes a moment to let go of what the dead one held.
        await Eventually.IsTrueAsync(async () => (await office.ToldAsync(office.Theo, call)).Count == 1);
    }

    /// <summary>A transaction that began first and commits last is overtaken by nobody.</summary>
    [Fact]
    public async Task A_change_that_commits_late_is_told_all_the_same()
    {
        Guid slow;
        await using (var db = await office.Office.Database.OpenAsync(office.Omar, Permission.EditServiceCalls, Now))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Now);
            var call = new ServiceCall { TenantId = TestOffice.AllCounty, Kind = ServiceCallKind.Service, Problem = "Slow drain", ProjectName = "Willow Court", CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
            call.SetTechnicians(office.Office.TheoOfAllCounty.Id, []);
            db.Add(call);
            await db.SaveChangesAsync(Now);
            slow = call.Id;
            var quick = await office.BookAsync(office.Office.TheoOfH2o.Id, office.Omar);
            Assert.Single(await office.ToldAsync(office.Theo, quick));
            await transaction.CommitAsync(Now);
        }

        Assert.Single(await office.ToldAsync(office.Theo, slow));
    }

    [Fact]
    public async Task A_review_and_a_warranty_are_told_to_those_who_look_after_them_in_that_company()
    {
        var lot = await office.Office.AddLotAsync("31");
        Guid asked;
        await using (var db = await office.Office.Database.OpenAsync(Actor.System([TestOffice.AllCounty]), Permission.EditReviews, Now))
        {
            var job = new Job { TenantId = TestOffice.AllCounty, LotId = lot.Id, Phase = JobPhase.Final };
            var request = new ReviewRequest { TenantId = TestOffice.AllCounty, JobId = job.Id, CustomerName = "Hana Sato", CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
            var review = new Review { TenantId = TestOffice.AllCounty, RequestId = request.Id, Rating = 2, Comment = "Muddy boots", CustomerName = "Hana Sato", At = office.Office.Clock.Now.ToUniversalTime() };
            db.AddRange(job, request, review);
            await db.SaveChangesAsync(Now);
            db.Add(new LotWarranty { TenantId = TestOffice.AllCounty, LotId = lot.Id, JobId = job.Id, StartsOn = new DateOnly(2026, 3, 18), EndsOn = new DateOnly(2027, 3, 17) });
            await db.SaveChangesAsync(Now);
            asked = request.Id;

            var began = Assert.Single(await office.ToldAsync(office.Omar, job.Id));
            Assert.Equal((NotificationKind.WarrantyStarted, "Cedar Ridge #31: the warranty begins", "You work in the office."), (began.Kind, began.Title, began.Reason));
        }

        var told = Assert.Single(await office.ToldAsync(office.Office.Mia, asked));
        Assert.Equal((NotificationKind.ReviewReceived, "2 stars from Hana Sato", "“Muddy boots”"), (told.Kind, told.Title, told.Sentence));
        Assert.Single(await office.ToldAsync(office.Ana, asked));
        foreach (var other in new[] { office.Theo, office.Office.Vera, office.Max })
        {
            Assert.Empty(await office.ToldAsync(other, asked));
        }
    }

    [Fact]
    public async Task A_warranty_that_begins_with_the_persons_own_job_is_said_beside_its_completion()
    {
        var lot = await office.Office.AddLotAsync("32");
        var jobs = office.Office.Get<JobService>();
        var job = await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Final, new JobInput { StartDate = new DateOnly(2026, 3, 18), EndDate = new DateOnly(2026, 3, 18) }, office.Omar, Now);
        var trim = await jobs.CreateAsync(TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput { StartDate = new DateOnly(2026, 3, 17), EndDate = new DateOnly(2026, 3, 17) }, office.Omar, Now);

        await jobs.CompleteAsync(trim, null, office.Ana, Now);
        await jobs.CompleteAsync(job, null, office.Ana, Now);

        var told = (await office.ToldAsync(office.Omar, trim)).Concat(await office.ToldAsync(office.Omar, job)).ToList();
        Assert.Equal(2, told.Count);
        Assert.Single(told, row => row.Sentence!.EndsWith("Cedar Ridge #32: the warranty begins", StringComparison.Ordinal));
        Assert.All(told, row => Assert.Equal(NotificationKind.StatusChange, row.Kind));
    }

    [Fact]
    public async Task What_a_house_begins_with_is_no_news()
    {
        var before = await Sql.AskAsync<long>(office.Office.Connections.Admin!, "select count(*) from app.notification_queue");
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Old", ProjectName = "Willow Court", CreatedAt = office.Office.Clock.Now.ToUniversalTime() };
        call.SetTechnicians(office.Office.TheoOfH2o.Id, []);
        await office.Office.AddAsync(call);

        Assert.Equal(before, await Sql.AskAsync<long>(office.Office.Connections.Admin!, "select count(*) from app.notification_queue"));
        Assert.Empty(await office.ToldAsync(office.Theo, call.Id));
    }

    [Fact]
    public async Task A_price_that_waits_is_told_to_who_may_approve_it_and_to_nobody_else()
    {
        var bids = office.Office.Get<BidService>();
        var bid = await bids.CreateAsync(TestOffice.AllCounty, new BidInput { Name = "Sample Creek 12", BuilderId = await office.Office.Get<BuilderService>().CreateAsync(new BuilderInput { Name = "Priced Homes" }, office.Omar, Now) }, office.Omar, cancellationToken: Now);
        var section = (await bids.GetAsync(bid, office.Omar, Now)).Sections[0].Id;
        await office.Office.Get<BidLineService>().SetAsync(bid, section, Guid.CreateVersion7(), BidLineField.UnitPrice, null, "1,200.00", office.Omar, Now);

        await bids.AskApprovalAsync(bid, office.Omar, Now);

        var told = Assert.Single(await office.ToldAsync(office.Ana, bid));
        Assert.Equal(NotificationKind.NeedsYou, told.Kind);
        Assert.StartsWith("Omar Ortiz asks for your price approval of", told.Title, StringComparison.Ordinal);
        foreach (var other in new[] { office.Omar, office.Office.Mia, office.Theo, office.Office.Vera, office.Max })
        {
            Assert.Empty(await office.ToldAsync(other, bid));
        }
    }

    [Fact]
    public async Task What_cannot_be_told_now_is_put_off_and_holds_nothing_up()
    {
        await using var own = await BellOffice.OpenAsync();
        var admin = own.Office.Connections.Admin!;
        var stuck = await own.BookAsync(own.Office.TheoOfH2o.Id, own.Omar, "Stuck in the queue");
        await Sql.RunAsync(admin, """
            create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$;
            create trigger refuse before insert on app.notifications for each row when (new.sentence like '%Stuck in the queue%') execute function public.refuse();
            """);
        var next = await own.BookAsync(own.Office.TheoOfH2o.Id, own.Omar);

        Assert.Single(await own.ToldAsync(own.Theo, next));
        Assert.Empty(await own.ToldAsync(own.Theo, stuck));
        Assert.Equal("1 later", await Sql.AskAsync<string>(admin, "select string_agg(tries || case when not_before > clock_timestamp() then ' later' else ' now' end, ', ') from app.notification_queue"));

        await Sql.RunAsync(admin, "drop trigger refuse on app.notifications; update app.notification_queue set not_before = clock_timestamp()");
        Assert.Single(await own.ToldAsync(own.Theo, stuck));
        Assert.Equal(0, await Sql.AskAsync<long>(admin, "select count(*) from app.notification_queue"));
    }
}
