using PlumbingOps.Data;
using PlumbingOps.Data.History;
using PlumbingOps.Data.Home;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.ServiceCalls;

/// <summary>What the office does after a visit: the bill, the papers, the follow-ups.</summary>
public class CallWriteUpTests(CallsOffice office) : IClassFixture<CallsOffice>
{
    private static readonly ListRequest First = new(null, false, null, null, 50);

    private CallWriteUpService WriteUps => office.Office.Get<CallWriteUpService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_completed_visit_waits_to_be_written_up_until_the_bill_is_written_and_then_for_the_money()
    {
        var id = await DoneAsync();
        Assert.Equal((WriteUpStatus.NeedsWriteUp, null), Billing(await office.GetAsync(id)));

        await WriteUps.TakeAsync([id], office.Omar, Now);
        Assert.Contains(id, await QueueAsync(new ServiceCallFilter { NeedsWriteUp = true, WriteUpById = office.Omar.UserId }));
        Assert.DoesNotContain(id, await QueueAsync(new ServiceCallFilter { NeedsWriteUp = true, WriteUpByNobody = true }));

        await WriteUps.FinishAsync([id], office.Omar, Now);
        Assert.Equal((WriteUpStatus.WrittenUp, PaymentStatus.Unpaid), Billing(await office.GetAsync(id)));
        Assert.DoesNotContain(id, await QueueAsync(new ServiceCallFilter { NeedsWriteUp = true }));
        Assert.Contains(id, await QueueAsync(new ServiceCallFilter { Unpaid = true }));

        await office.Payments.RecordAsync(id, new PaymentInput { Dollars = 90, Method = PaymentMethod.Check, PaidOn = CallsOffice.Today }, office.Omar, Now);
        Assert.DoesNotContain(id, await QueueAsync(new ServiceCallFilter { Unpaid = true }));
    }

    [Theory]
    [InlineData(ServiceCallKind.Service, PaymentStatus.Unpaid)]
    [InlineData(ServiceCallKind.PayCall, PaymentStatus.Unpaid)]
    [InlineData(ServiceCallKind.Repipe, PaymentStatus.Unpaid)]
    [InlineData(ServiceCallKind.Warranty, null)]
    [InlineData(ServiceCallKind.GoBack, null)]
    [InlineData(ServiceCallKind.Estimate, null)]
    public async Task Only_visits_the_customer_pays_for_are_owed_once_written_up(ServiceCallKind kind, PaymentStatus? expected)
    {
        var id = await DoneAsync(i => i.Kind = kind);

        await WriteUps.FinishAsync([id], office.Omar, Now);

        Assert.Equal(expected, (await office.GetAsync(id)).Row.PaymentStatus);
    }

    [Fact]
    public async Task Money_that_came_on_site_is_not_forgotten_by_the_write_up()
    {
        var id = await DoneAsync();
        await office.Payments.RecordAsync(id, new PaymentInput { Dollars = 90, Method = PaymentMethod.Cash }, office.Omar, Now);

        await WriteUps.FinishAsync([id], office.Omar, Now);

        Assert.Equal(PaymentStatus.Paid, (await office.GetAsync(id)).Row.PaymentStatus);
    }

    [Fact]
    public async Task Many_write_ups_are_given_and_finished_as_one_and_taken_back_as_one()
    {
        var (one, two) = (await DoneAsync(), await DoneAsync());
        await WriteUps.GiveAsync([one, two], office.Office.Ana.UserId, office.Omar, Now);
        Assert.Equal(("Ana Adams", WriteUpStatus.NeedsWriteUp), ((await office.GetAsync(one)).WriteUpAssignee, (await office.GetAsync(two)).Row.WriteUp));

        var set = await WriteUps.FinishAsync([one, two], office.Omar, Now);
        Assert.Equal(WriteUpStatus.WrittenUp, (await office.GetAsync(two)).Row.WriteUp);
        await office.Office.Get<HistoryService>().UndoAsync(set!.Value, office.Omar, cancellationToken: Now);

        foreach (var id in new[] { one, two })
        {
            Assert.Equal((WriteUpStatus.NeedsWriteUp, null), Billing(await office.GetAsync(id)));
        }
    }

    [Fact]
    public async Task All_or_none_are_written_up()
    {
        var (open, done) = (await DoneAsync(), await DoneAsync());
        await WriteUps.FinishAsync([done], office.Omar, Now);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => WriteUps.FinishAsync([open, done], office.Omar, Now));
        Assert.Contains("is written up already", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotFoundException>(() => WriteUps.FinishAsync([open, Guid.CreateVersion7()], office.Omar, Now));

        Assert.Equal(WriteUpStatus.NeedsWriteUp, (await office.GetAsync(open)).Row.WriteUp);
    }

    [Fact]
    public async Task Two_who_finish_the_same_write_up_do_it_once()
    {
        var id = await DoneAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await WriteUps.FinishAsync([id], office.Omar, Now);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, done => done);
    }

    [Fact]
    public async Task A_write_up_is_given_to_the_companys_office_only()
    {
        var id = await office.NewCallAsync(i => i.Street = "5 Elm Way", TestOffice.AllCounty);
        await office.Calls.CompleteAsync(id, null, office.Omar, Now);

        foreach (var stranger in new[] { office.Office.Max, office.Office.Theo, office.Office.Vera })
        {
            await Assert.ThrowsAsync<RuleException>(() => WriteUps.GiveAsync([id], stranger.UserId, office.Omar, Now));
        }

        await Assert.ThrowsAsync<NotFoundException>(() => WriteUps.TakeAsync([id], office.Office.Max, Now));
        await Assert.ThrowsAnyAsync<RuleException>(() => WriteUps.TakeAsync([id], office.Office.Theo, Now));
    }

    [Fact]
    public async Task A_reopened_visit_leaves_the_queue_until_it_is_completed_again()
    {
        var id = await DoneAsync();

        await office.Calls.ReopenAsync(id, office.Office.Ana, Now);
        Assert.DoesNotContain(id, await QueueAsync(new ServiceCallFilter { NeedsWriteUp = true }));
        await office.Calls.CompleteAsync(id, null, office.Omar, Now);

        Assert.Contains(id, await QueueAsync(new ServiceCallFilter { NeedsWriteUp = true }));
    }

    [Fact]
    public async Task Papers_turned_in_leave_the_list_of_the_missing_ones_and_a_technician_may_say_so_of_own_calls()
    {
        var (own, other) = (await DoneAsync(i => i.PrimaryTechnicianId = office.Office.TheoOfH2o.Id), await DoneAsync());

        await office.Calls.TurnInPaperworkAsync(own, true, office.Office.Theo, Now);
        await Assert.ThrowsAsync<NotFoundException>(() => office.Calls.TurnInPaperworkAsync(other, true, office.Office.Theo, Now));

        var missing = await QueueAsync(new ServiceCallFilter { PaperworkMissing = true });
        Assert.DoesNotContain(own, missing);
        Assert.Contains(other, missing);
    }

    [Fact]
    public async Task Every_number_of_the_views_is_that_of_the_list_it_opens()
    {
        var (id, paid) = (await DoneAsync(), await DoneAsync());
        await WriteUps.FinishAsync([paid], office.Omar, Now);
        await office.Office.Get<CallTaskService>().AddAsync(id, new CallTaskInput { Title = "Order", DueDate = CallsOffice.Today }, office.Omar, Now);
        await office.Office.Get<CallTaskService>().AddAsync(id, new CallTaskInput { Title = "Later", DueDate = CallsOffice.Today.AddDays(1) }, office.Omar, Now);

        foreach (var person in new[] { office.Omar, office.Office.Max, office.Omar with { Tenants = [TestOffice.AllCounty] } })
        {
            var counts = await office.Office.Get<CallQueueService>().CountAsync(person, Now);

            Assert.Equal((await ListAsync(new ServiceCallFilter { NeedsWriteUp = true }, person)).Count, counts.NeedWriteUp);
            Assert.Equal((await ListAsync(new ServiceCallFilter { Unpaid = true }, person)).Count, counts.Unpaid);
            Assert.Equal((await ListAsync(new ServiceCallFilter { PaperworkMissing = true }, person)).Count, counts.PaperworkMissing);
            Assert.Equal((await office.Office.Get<OpenTaskService>().ListAsync(CallQueues.FollowUps, First, person, Now)).Count, counts.FollowUpsDue);
        }

        Assert.NotEqual(0, (await office.Office.Get<CallQueueService>().CountAsync(office.Omar, Now)).FollowUpsDue);
    }

    [Fact]
    public void A_paid_call_has_an_amount_a_method_and_a_day()
    {
        var call = new ServiceCall { TenantId = TestOffice.H2o, Kind = ServiceCallKind.Service, Problem = "Leak" };

        Assert.Throws<RuleException>(() => call.SetPaymentStatus(PaymentStatus.Paid));
        call.Receive(new CallPayment { TenantId = TestOffice.H2o, AmountCents = 9000, Method = PaymentMethod.Card, PaidOn = CallsOffice.Today }, settles: true);

        Assert.Equal(PaymentStatus.Paid, call.PaymentStatus);
    }

    private async Task<Guid> DoneAsync(Action<ServiceCallInput>? change = null)
    {
        var id = await office.NewCallAsync(change);
        await office.Calls.CompleteAsync(id, null, office.Omar, Now);
        return id;
    }

    private static (WriteUpStatus?, PaymentStatus?) Billing(ServiceCallDetails call) => (call.Row.WriteUp, call.Row.PaymentStatus);

    private Task<ListPage<ServiceCallRow>> ListAsync(ServiceCallFilter filter, Actor by) => office.Calls.ListAsync(filter, First, by, Now);

    private async Task<IEnumerable<Guid>> QueueAsync(ServiceCallFilter filter) => (await ListAsync(filter, office.Omar)).Rows.Select(r => r.Id);
}
