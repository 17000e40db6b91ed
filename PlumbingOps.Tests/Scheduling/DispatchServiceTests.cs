using Microsoft.EntityFrameworkCore;
using Npgsql;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Intake;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;
using static PlumbingOps.Tests.Scheduling.DispatchOffice;

namespace PlumbingOps.Tests.Scheduling;

public sealed class DispatchServiceTests(DispatchOffice office) : IClassFixture<DispatchOffice>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_from_the_tray_is_put_to_a_person_and_an_hour_and_taken_back_with_one_undo()
    {
        var day = office.NextDay();
        var id = await office.NewCallAsync(null);

        var placed = await office.PlaceAsync(id, null, office.Ray, At(day, 9, 11));

        var visit = await office.SeeAsync(id);
        Assert.Equal((office.Ray.Id, ServiceCallStatus.Scheduled), (visit.PrimaryId!.Value, visit.Status));
        Assert.Equal(TimeSpan.FromHours(2), visit.EndsAt - visit.StartsAt);
        await office.History.UndoAsync(placed.ChangeSetId!.Value, office.Omar, cancellationToken: Now);
        Assert.Equal((ServiceCallStatus.New, null), ((await office.SeeAsync(id)).Status, (await office.SeeAsync(id)).PrimaryId));
    }

    [Fact]
    public async Task Nobody_is_booked_twice_and_the_refusal_names_the_other_visit()
    {
        var day = office.NextDay();
        var first = await office.SeeAsync(await office.NewCallAsync(At(day, 8, 10), office.Ray));
        var second = await office.NewCallAsync(At(day, 8, 10), office.Jo);

        var refusal = await Assert.ThrowsAsync<DoubleBookingException>(() => office.PlaceAsync(second, office.Jo, office.Ray, At(day, 9, 11)));

        Assert.StartsWith($"Ray is at {first.ShortNumber} (Rosa Ruiz) then:", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([first.Id], refusal.Clashes.Select(c => c.CallId));
        Assert.Equal(office.Jo.Id, (await office.SeeAsync(second)).PrimaryId);
        // One after the other is no double booking.
        await office.PlaceAsync(second, office.Jo, office.Ray, At(day, 10, 12));
    }

    [Fact]
    public async Task The_form_of_a_call_is_refused_as_the_board_is()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 8, 10), office.Ray);

        var refusal = await Assert.ThrowsAsync<DoubleBookingException>(() => office.NewCallAsync(At(day, 9, 10), office.Ray));

        Assert.Equal(nameof(ServiceCallInput.When), refusal.Field);
        Assert.Contains("Ray is at C-", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DoubleBookingException>(() => office.NewCallAsync(At(day, 9, 10), office.Jo, office.Ray));
    }

    [Fact]
    public async Task A_reason_makes_it_possible_and_stays_in_the_history()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var second = await office.NewCallAsync(null);

        await office.PlaceAsync(second, null, office.Ray, At(day, 9, 11), "Same house, two units");

        Assert.Equal("Same house, two units", (await office.SeeAsync(second)).Assignments.Single().OverlapReason);
        var entry = (await office.History.ForRecordAsync("service_calls", second, new ListRequest(null, false, null, null, 10), office.Omar, Now)).Rows[0];
        Assert.Contains("booked twice: Same house, two units", entry.Summary, StringComparison.Ordinal);
        // A third may lie over neither of the two.
        var third = await office.NewCallAsync(null);
        await Assert.ThrowsAsync<DoubleBookingException>(() => office.PlaceAsync(third, null, office.Ray, At(day, 10, 12)));
        // Where it lies over nothing, the reason is none any more.
        await office.PlaceAsync(second, office.Ray, office.Ray, At(day, 13, 14));
        Assert.Null((await office.SeeAsync(second)).Assignments.Single().OverlapReason);
    }

    [Fact]
    public async Task The_database_itself_refuses_whatever_path_it_comes_by()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var second = await office.NewCallAsync(At(day, 10, 12), office.Ray);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(office.Office.Connections.Admin!, $"update app.service_calls set starts_at = starts_at - interval '1 hour' where id = '{second}'"));

        Assert.Equal((PostgresErrorCodes.ExclusionViolation, "ex_call_technicians_busy"), (refusal.SqlState, refusal.ConstraintName));
    }

    [Fact]
    public async Task What_lies_over_an_excused_visit_alone_is_refused_by_the_database_too()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var excused = await office.NewCallAsync(null);
        await office.PlaceAsync(excused, null, office.Ray, At(day, 9, 12), "Next door");
        var third = await office.NewCallAsync(At(day, 13, 14), office.Ray);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Sql.RunAsync(office.Office.Connections.Admin!, $"update app.service_calls set starts_at = starts_at - interval '2 hours' where id = '{third}'"));

        Assert.Equal("ex_call_technicians_busy", refusal.ConstraintName);
    }

    [Theory, InlineData(ServiceCallStatus.Cancelled), InlineData(ServiceCallStatus.Completed), InlineData(ServiceCallStatus.OnHold)]
    public async Task What_is_over_or_on_hold_is_in_nobodys_way(ServiceCallStatus status)
    {
        var day = office.NextDay();
        var first = await office.NewCallAsync(At(day, 8, 10), office.Ray);
        await (status switch
        {
            ServiceCallStatus.Cancelled => office.Calls.CancelAsync(first, "Called off", office.Omar, Now),
            ServiceCallStatus.Completed => office.Calls.CompleteAsync(first, null, office.Omar, Now),
            _ => office.Calls.HoldAsync(first, "No parts", office.Omar, Now),
        });

        var second = await office.NewCallAsync(At(day, 9, 11), office.Ray);

        Assert.Equal(office.Ray.Id, (await office.SeeAsync(second)).PrimaryId);
        if (status == ServiceCallStatus.OnHold)
        {
            await Assert.ThrowsAsync<DoubleBookingException>(() => office.Calls.ResumeAsync(first, office.Omar, Now));
        }
    }

    [Fact]
    public async Task A_person_who_works_for_both_companies_is_one_person()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 8, 10), office.Theo);
        var input = new ServiceCallInput { Problem = "Warranty", Street = "9 Birch Court", When = At(day, 9, 10), PrimaryTechnicianId = office.Office.TheoOfAllCounty.Id };

        var refusal = await Assert.ThrowsAsync<DoubleBookingException>(() => office.Calls.CreateAsync(TestOffice.AllCounty, input, office.Omar, Now));

        Assert.Contains("Theo is at C-", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_visits_change_places_in_one_undo()
    {
        var day = office.NextDay();
        var call = await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var moved = await office.PlaceAsync(call, office.Ray, office.Ray, At(day, 10, 12));
        await office.NewCallAsync(At(day, 8, 10), office.Ray);

        var refusal = await Assert.ThrowsAsync<DoubleBookingException>(() => office.History.UndoAsync(moved.ChangeSetId!.Value, office.Omar, cancellationToken: Now));

        Assert.Contains("booked elsewhere", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_moves_a_call_that_somebody_else_moved_meanwhile_is_told_where_it_is()
    {
        var day = office.NextDay();
        var id = await office.NewCallAsync(At(day, 8, 10), office.Ray);
        var seen = (await office.SeeAsync(id)).Seen;
        await office.PlaceAsync(id, office.Ray, office.Jo, At(day, 8, 10), by: office.Office.Ana);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Dispatch.PlaceAsync(id, new Placement(office.Ray.Id, office.Ray.Id, At(day, 13, 14)), seen, null, office.Omar, Now));

        Assert.Contains("was moved by somebody else meanwhile", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(office.Jo.Id, (await office.SeeAsync(id)).PrimaryId);
    }

    [Fact]
    public async Task A_helper_is_handed_over_as_a_helper_and_whoever_takes_the_lead_takes_it()
    {
        var day = office.NextDay();
        var id = await office.NewCallAsync(At(day, 8, 10), office.Ray, office.Jo);

        await office.PlaceAsync(id, office.Jo, office.Theo, At(day, 8, 10));
        Assert.Equal([(office.Ray.Id, true), (office.Theo.Id, false)], (await office.SeeAsync(id)).Assignments.Select(a => (a.TechnicianId, a.IsPrimary)));

        await office.PlaceAsync(id, office.Ray, office.Theo, At(day, 8, 10));
        Assert.Equal([(office.Theo.Id, true)], (await office.SeeAsync(id)).Assignments.Select(a => (a.TechnicianId, a.IsPrimary)));
    }

    [Fact]
    public async Task A_form_books_somebody_twice_for_a_reason_too_and_the_reason_stays_in_the_history()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 9, 11), office.Ray);
        var input = new ServiceCallInput { Problem = "Upstairs unit", CustomerId = office.Rosa.Id, When = At(day, 10, 12), PrimaryTechnicianId = office.Ray.Id };
        await Assert.ThrowsAsync<DoubleBookingException>(() => office.Calls.CreateAsync(TestOffice.H2o, input, office.Omar, Now));

        input.OverlapReason = " Same house, two units ";
        var id = await office.Calls.CreateAsync(TestOffice.H2o, input, office.Omar, Now);
        Assert.Equal("Same house, two units", Assert.Single((await office.SeeAsync(id)).Assignments).OverlapReason);

        // An edit of something else keeps it, another time needs a reason of its own, and a needless one is not written down.
        await EditAsync(id, c => c.Problem = "Upstairs unit, second bath");
        Assert.Equal("Same house, two units", Assert.Single((await office.SeeAsync(id)).Assignments).OverlapReason);
        await Assert.ThrowsAsync<DoubleBookingException>(() => EditAsync(id, c => c.When = At(day, 8, 10)));
        await EditAsync(id, c => (c.When, c.OverlapReason) = (At(day, 8, 10), "He starts upstairs"));
        Assert.Equal("He starts upstairs", Assert.Single((await office.SeeAsync(id)).Assignments).OverlapReason);
        await EditAsync(id, c => (c.When, c.OverlapReason) = (At(day, 12, 14), "Not needed"));
        Assert.Null(Assert.Single((await office.SeeAsync(id)).Assignments).OverlapReason);

        var intake = office.Office.Get<IntakeService>();
        var caller = new IntakeInput { TenantId = TestOffice.H2o, NewName = "Two At Once", Problem = "Drips", Street = "9 Fir Street", When = At(day, 9, 10), PrimaryTechnicianId = office.Ray.Id };
        var refusal = await Assert.ThrowsAsync<DoubleBookingException>(() => intake.BookAsync(caller, office.Omar, Now));
        Assert.Contains("Ray is at C-", refusal.Message, StringComparison.Ordinal);
        caller.OverlapReason = "Next door";
        Assert.Equal("Next door", Assert.Single((await office.SeeAsync(await intake.BookAsync(caller, office.Omar, Now))).Assignments).OverlapReason);
        Assert.Equal("Say why in at most 300 characters.", (await Assert.ThrowsAsync<RuleException>(() => EditAsync(id, c => c.OverlapReason = new string('x', 301)))).Message);
    }

    [Fact]
    public async Task Whoever_is_given_a_call_in_its_form_is_not_booked_twice_either()
    {
        var day = office.NextDay();
        await office.NewCallAsync(At(day, 9, 11), office.Ray);
        var id = await office.NewCallAsync(At(day, 9, 11));

        await Assert.ThrowsAsync<DoubleBookingException>(() => EditAsync(id, c => c.PrimaryTechnicianId = office.Ray.Id));
        await EditAsync(id, c => c.PrimaryTechnicianId = office.Jo.Id);
        await Assert.ThrowsAsync<DoubleBookingException>(() => EditAsync(id, c => c.Helpers = [office.Ray.Id]));
    }

    private async Task EditAsync(Guid id, Action<ServiceCallInput> change)
    {
        var seen = (await office.Calls.GetAsync(id, office.Omar, Now)).Input;
        var mine = seen.Copy();
        change(mine);
        await office.Calls.SaveAsync(id, seen, mine, office.Omar, Now);
    }

    [Fact]
    public async Task Soft_matters_warn_and_forbid_nothing()
    {
        var day = office.NextDay();
        await office.Absences.AddAsync(TestOffice.H2o, new AbsenceInput { TechnicianId = office.Jo.Id, Kind = AbsenceKind.Meeting, Title = "Dentist", StartDate = day }, office.Omar, Now);
        await using (var db = await office.Office.DbAsync())
        {
            (await db.Technicians.SingleAsync(t => t.Id == office.Jo.Id, Now)).Skills = [ServiceCallKind.Estimate];
            await db.SaveChangesAsync(Now);
        }

        var other = new ServiceCallInput { Problem = "Far away", Street = "1 Far Road", City = "Yacolt", When = At(day, 19, 20), PrimaryTechnicianId = office.Jo.Id };
        await office.Calls.CreateAsync(TestOffice.H2o, other, office.Omar, Now);
        var id = await office.NewCallAsync(null);

        var placed = await office.PlaceAsync(id, null, office.Jo, At(day, 17, 19));

        Assert.Equal(4, placed.Warnings.Count);
        Assert.Equal("Outside working hours.", placed.Warnings[0]);
        Assert.Equal("Jo: Dentist that day.", placed.Warnings[1]);
        Assert.Equal("Jo does not usually go to service calls.", placed.Warnings[2]);
        Assert.StartsWith("0 minutes between", placed.Warnings[3], StringComparison.Ordinal);

        // A company of other hours, and of short ways.
        await office.Office.SetWorkAsync(TestOffice.H2o, new WorkWeek(new(6, 0), new(20, 0), [day.DayOfWeek], TimeSpan.Zero));
        Assert.Equal(["Jo: Dentist that day.", "Jo does not usually go to service calls."], (await office.PlaceAsync(id, office.Jo, office.Jo, At(day, 17, 19))).Warnings);
        await office.Office.SetWorkAsync(TestOffice.H2o, WorkWeek.Usual with { Days = [day.AddDays(1).DayOfWeek] });
        Assert.Equal($"{day.DayOfWeek} is no working day.", (await office.PlaceAsync(id, office.Jo, office.Jo, At(day, 17, 19))).Warnings[0]);
        await office.Office.SetWorkAsync(TestOffice.H2o, WorkWeek.Usual);
        await using var after = await office.Office.DbAsync();
        (await after.Technicians.SingleAsync(t => t.Id == office.Jo.Id, Now)).Skills = [];
        await after.SaveChangesAsync(Now);
    }

    [Fact]
    public async Task A_visit_through_the_night_the_clocks_go_back_takes_the_hours_it_lasts()
    {
        var fall = new DateOnly(2026, 11, 1);
        var id = await office.NewCallAsync(null);

        await office.PlaceAsync(id, null, office.Ray, new CallWindow { Day = fall, From = new(0, 30), To = new(2, 30) });

        Assert.Equal(TimeSpan.FromHours(3), (await office.SeeAsync(id)).EndsAt - (await office.SeeAsync(id)).StartsAt);
        // Half past one comes twice: the second is inside as well as the first.
        var second = await office.NewCallAsync(null);
        await Assert.ThrowsAsync<DoubleBookingException>(() => office.PlaceAsync(second, null, office.Ray, new CallWindow { Day = fall, From = new(1, 30), FromAgain = true, To = new(2, 0) }));
        var skipped = await Assert.ThrowsAsync<RuleException>(() => office.PlaceAsync(second, null, office.Ray, new CallWindow { Day = new DateOnly(2027, 3, 14), From = new(2, 30), To = new(3, 30) }));
        Assert.Contains("does not exist", skipped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_belongs_to_another_company_or_only_reads_moves_nothing()
    {
        var day = office.NextDay();
        var input = new ServiceCallInput { Problem = "Warranty", Street = "9 Birch Court", When = At(day, 9, 10) };
        var foreign = await office.Calls.CreateAsync(TestOffice.AllCounty, input, office.Omar, Now);
        var seen = new VisitSeen(null, null, false, "");

        await Assert.ThrowsAsync<NotFoundException>(() => office.Dispatch.PlaceAsync(foreign, new Placement(null, null, At(day, 10, 11)), seen, null, office.Office.Max, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => office.Dispatch.PlaceAsync(Guid.CreateVersion7(), new Placement(null, null, At(day, 10, 11)), seen, null, office.Omar, Now));
        var own = await office.NewCallAsync(At(day, 8, 10), office.Theo);
        foreach (var reader in new[] { office.Office.Vera, office.Office.Mia, office.Office.Theo })
        {
            await Assert.ThrowsAsync<RuleException>(() => office.PlaceAsync(own, office.Theo, office.Ray, At(day, 8, 10), by: reader));
        }

        var wrong = await Assert.ThrowsAsync<RuleException>(() => office.Dispatch.PlaceAsync(own, new Placement(null, office.Office.TheoOfAllCounty.Id, At(day, 10, 11)), office.SeeAsync(own).GetAwaiter().GetResult().Seen, null, office.Omar, Now));
        Assert.Equal("Somebody you chose is no technician of this company.", wrong.Message);
    }

    [Fact]
    public async Task Of_fifty_moves_at_once_none_is_lost_and_no_overlap_goes_unseen()
    {
        var day = office.NextDay();
        var technicians = new[] { office.Ray, office.Jo, office.Theo };
        var calls = new List<Guid>();
        for (var n = 0; n < 12; n++)
        {
            calls.Add(await office.NewCallAsync(At(day, 7 + (n / 3 * 2), 8 + (n / 3 * 2)), technicians[n % 3]));
        }

        var dice = new Random(7);
        var wishes = Enumerable.Range(0, 50).Select(n => (Call: calls[dice.Next(calls.Count)], To: technicians[dice.Next(3)], Hour: 7 + dice.Next(10), By: n % 2 == 0 ? office.Omar : office.Office.Ana)).ToList();
        var outcomes = await Task.WhenAll(wishes.Select(async wish =>
        {
            try
            {
                var from = (await office.SeeAsync(wish.Call)).PrimaryId;
                var seen = (await office.SeeAsync(wish.Call)).Seen;
                return (wish.Call, Placed: await office.Dispatch.PlaceAsync(wish.Call, new Placement(from, wish.To.Id, At(day, wish.Hour, wish.Hour + 1)), seen, null, wish.By, Now), Refusal: (string?)null);
            }
            catch (RuleException refusal)
            {
                return (wish.Call, Placed: (Placed?)null, Refusal: refusal.Message);
            }
        }));

        Assert.Contains(outcomes, o => o.Placed is not null);
        Assert.Contains(outcomes, o => o.Refusal is not null);
        Assert.All(outcomes.Where(o => o.Refusal is not null), o => Assert.True(o.Refusal!.Contains("meanwhile", StringComparison.Ordinal) || o.Refusal.Contains("then:", StringComparison.Ordinal) || o.Refusal.Contains("booked elsewhere", StringComparison.Ordinal), o.Refusal));
        await using var db = await office.Office.DbAsync();
        var made = outcomes.Where(o => o.Placed?.ChangeSetId is not null).Select(o => o.Placed!.ChangeSetId!.Value).ToList();
        // Every move that was said to be done stands in the history, and the last of each call is where the call is.
        Assert.Equal(made.Count, await db.ChangeSets.CountAsync(s => made.Contains(s.Id), Now));
        var stands = await db.ServiceCalls.Where(c => calls.Contains(c.Id)).Select(c => new { c.Id, c.StartsAt }).ToListAsync(Now);
        foreach (var call in stands)
        {
            var last = await db.Changes.Where(c => c.RootId == call.Id && made.Contains(c.ChangeSetId)).OrderByDescending(c => c.Id).Select(c => (Guid?)c.ChangeSetId).FirstOrDefaultAsync(Now);
            Assert.True(last is null || outcomes.First(o => o.Placed?.ChangeSetId == last).Placed!.StartsAt == call.StartsAt, "A move was lost.");
        }

        var overlaps = await Sql.AskAsync<long>(office.Office.Connections.Admin!, """
            select count(*) from app.call_technicians a join app.call_technicians b on a.person_id = b.person_id and a.id < b.id and tstzrange(a.busy_from, a.busy_to) && tstzrange(b.busy_from, b.busy_to)
            where a.overlap_reason is null and b.overlap_reason is null and a.busy_from is not null and b.busy_from is not null
            """);
        Assert.Equal(0, overlaps);
    }
}
