using PlumbingOps.Data;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Tests.ServiceCalls;

public class ServiceCallTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 18, 19, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>DOMAIN 3.3, written out: rows are states, columns verbs; the cell is the state afterwards, "-" a refusal.</summary>
    private static readonly Dictionary<ServiceCallStatus, string[]> Expected = new()
    {
        //                                  Schedule      Dispatch      Start         Hold      Resume       Complete     Cancel       NoShow    Reopen
        [ServiceCallStatus.New] = ["Scheduled", "-", "InProgress", "OnHold", "-", "Completed", "Cancelled", "-", "-"],
        [ServiceCallStatus.Scheduled] = ["Scheduled", "Dispatched", "InProgress", "OnHold", "-", "Completed", "Cancelled", "NoShow", "-"],
        [ServiceCallStatus.Dispatched] = ["Dispatched", "-", "InProgress", "OnHold", "-", "Completed", "Cancelled", "NoShow", "-"],
        [ServiceCallStatus.InProgress] = ["InProgress", "-", "-", "OnHold", "-", "Completed", "Cancelled", "NoShow", "-"],
        [ServiceCallStatus.OnHold] = ["OnHold", "-", "-", "-", "Scheduled", "Completed", "Cancelled", "-", "-"],
        [ServiceCallStatus.Completed] = ["-", "-", "-", "-", "-", "-", "-", "-", "InProgress"],
        [ServiceCallStatus.Cancelled] = ["-", "-", "-", "-", "-", "-", "-", "-", "Scheduled"],
        [ServiceCallStatus.NoShow] = ["-", "-", "-", "-", "-", "-", "-", "-", "Scheduled"],
    };

    public static TheoryData<ServiceCallStatus, ServiceCallVerb> EveryStateAndVerb()
    {
        var data = new TheoryData<ServiceCallStatus, ServiceCallVerb>();
        foreach (var status in Enum.GetValues<ServiceCallStatus>())
        {
            foreach (var verb in Enum.GetValues<ServiceCallVerb>())
            {
                data.Add(status, verb);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(EveryStateAndVerb))]
    public void Every_verb_is_legal_exactly_where_the_table_says(ServiceCallStatus from, ServiceCallVerb verb)
    {
        var call = CallIn(from);
        var expected = Expected[from][(int)verb];

        if (expected == "-")
        {
            Assert.Equal($"The call is {from.InWords()}: it cannot be {verb.InWords()}.", Assert.Throws<RuleException>(() => Do(call, verb)).Message);
            Assert.Equal(from, call.Status);
        }
        else
        {
            Do(call, verb);
            Assert.Equal(expected, call.Status.ToString());
        }

        Assert.Equal(expected != "-", verb.From().Contains(from));
    }

    [Fact]
    public void Completing_stamps_the_moment_and_asks_for_the_write_up()
    {
        var call = CallIn(ServiceCallStatus.InProgress);
        Assert.Throws<RuleException>(() => call.Complete(Noon, Noon.AddMinutes(1)));
        call.Complete(Noon, Noon.AddHours(-2));
        Assert.Equal((Noon.AddHours(-2), WriteUpStatus.NeedsWriteUp), (call.CompletedAt!.Value, call.WriteUp!.Value));

        var written = CallIn(ServiceCallStatus.InProgress);
        written.WriteUp = WriteUpStatus.WrittenUp;
        written.Complete(Noon);
        Assert.Equal(WriteUpStatus.WrittenUp, written.WriteUp);
    }

    [Fact]
    public void Nobody_is_sent_who_is_not_assigned_and_a_sent_call_keeps_a_time()
    {
        var call = CallIn(ServiceCallStatus.Scheduled);
        call.SetTechnicians(null, []);
        Assert.Equal(nameof(ServiceCallInput.PrimaryTechnicianId), Assert.Throws<RuleException>(call.Dispatch).Field);

        Assert.Equal(nameof(ServiceCallInput.When), Assert.Throws<RuleException>(() => CallIn(ServiceCallStatus.Dispatched).Schedule(null, null, false)).Field);
    }

    [Fact]
    public void One_technician_is_in_charge_and_helpers_need_one()
    {
        var (a, b) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var call = CallIn(ServiceCallStatus.New);
        Assert.Throws<RuleException>(() => call.SetTechnicians(null, [a]));

        call.SetTechnicians(a, [b, a, b]);
        Assert.Equal([(a, true), (b, false)], call.Technicians.Select(t => (t.TechnicianId, t.IsPrimary)));
        call.SetTechnicians(b, [a]);
        Assert.Equal((b, 2), (call.Technicians.Single(t => t.IsPrimary).TechnicianId, call.Technicians.Count));
    }

    [Fact]
    public void Paid_needs_money_with_its_method_and_day()
    {
        var call = CallIn(ServiceCallStatus.Completed);
        Assert.Equal(nameof(ServiceCall.PaymentStatus), Assert.Throws<RuleException>(() => call.SetPaymentStatus(PaymentStatus.Paid)).Field);
        call.SetPaymentStatus(PaymentStatus.Pending);

        call.Receive(Payment(12_500), settles: false);
        Assert.Equal(PaymentStatus.Partial, call.PaymentStatus);
        Assert.Throws<RuleException>(() => call.SetPaymentStatus(PaymentStatus.Unpaid));
        var rest = Payment(2_500);
        call.Receive(rest, settles: true);
        Assert.Equal(PaymentStatus.Paid, call.PaymentStatus);

        call.RemovePayment(rest);
        Assert.Equal(PaymentStatus.Partial, call.PaymentStatus);
        Assert.Throws<RuleException>(() => call.Receive(Payment(-12_501), settles: true));
        call.Receive(Payment(-12_500), settles: true);
        Assert.Equal(PaymentStatus.Unpaid, call.PaymentStatus);
        Assert.Throws<RuleException>(() => call.RemovePayment(call.Payments[0]));
    }

    [Fact]
    public void A_window_means_the_clock_on_the_wall_and_comes_back_the_same()
    {
        foreach (var window in new[]
        {
            new CallWindow { Day = new(2026, 3, 18), From = new(8, 0), To = new(10, 0) },
            new CallWindow { Day = new(2026, 3, 18), From = new(22, 0), LastDay = new(2026, 3, 19), To = new(1, 30) },
            new CallWindow { Day = new(2026, 3, 18), AllDay = true },
            new CallWindow { Day = new(2026, 3, 7), LastDay = new(2026, 3, 9), AllDay = true },
            new CallWindow { Day = new(2026, 11, 1), From = new(1, 15), To = new(1, 45), FromAgain = true, ToAgain = true },
            new CallWindow { Day = new(2026, 11, 1), From = new(1, 45), To = new(1, 15), ToAgain = true },
            new CallWindow(),
        })
        {
            var (start, end) = window.ToInstants(Pacific);
            Assert.Equal(window, CallWindow.Of(start, end, window.AllDay, Pacific));
        }
    }

    [Fact]
    public void Spring_skips_an_hour_and_says_so()
    {
        var refusal = Assert.Throws<RuleException>(() => new CallWindow { Day = new(2026, 3, 8), From = new(2, 30), To = new(4, 0) }.ToInstants(Pacific));

        Assert.Equal(("2:30 AM does not exist on Sun 8 Mar: the clocks go forward. Choose an hour later.", nameof(ServiceCallInput.When)), (refusal.Message, refusal.Field));
        var (start, end) = new CallWindow { Day = new(2026, 3, 8), From = new(1, 0), To = new(4, 0) }.ToInstants(Pacific);
        Assert.Equal(TimeSpan.FromHours(2), end - start);
    }

    [Fact]
    public void Autumn_repeats_an_hour_and_the_first_is_meant_unless_said()
    {
        var first = new CallWindow { Day = new(2026, 11, 1), From = new(1, 30), To = new(3, 0) }.ToInstants(Pacific);
        var second = new CallWindow { Day = new(2026, 11, 1), From = new(1, 30), To = new(3, 0), FromAgain = true }.ToInstants(Pacific);

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 8, 30, 0, TimeSpan.Zero), first.StartsAt);
        Assert.Equal(first.StartsAt + TimeSpan.FromHours(1), second.StartsAt);
        Assert.Equal(first.EndsAt, second.EndsAt);
        Assert.True(Pacific.HappensTwice(new(2026, 11, 1), new(1, 30)));
        Assert.Equal(25, (new CallWindow { Day = new(2026, 11, 1), AllDay = true }.ToInstants(Pacific) is var (s, e) ? (e - s)!.Value.TotalHours : 0));
    }

    [Fact]
    public void A_window_that_contradicts_itself_is_refused()
    {
        foreach (var window in new[]
        {
            new CallWindow { From = new(8, 0) },
            new CallWindow { Day = new(2026, 3, 18) },
            new CallWindow { Day = new(2026, 3, 18), From = new(8, 0), To = new(8, 0) },
            new CallWindow { Day = new(2026, 3, 18), From = new(8, 0), LastDay = new(2026, 3, 17), To = new(9, 0) },
            new CallWindow { Day = new(2026, 3, 18), LastDay = new(2027, 3, 18), AllDay = true },
        })
        {
            Assert.Equal(nameof(ServiceCallInput.When), Assert.Throws<RuleException>(() => window.ToInstants(Pacific)).Field);
        }

        Assert.Equal(TimeSpan.FromHours(1), new CallWindow { Day = new(2026, 3, 18), From = new(8, 0) }.ToInstants(Pacific) is var (start, end) ? end - start : null);
    }

    private static CallPayment Payment(long cents) => new() { TenantId = "h2o", AmountCents = cents, Method = PaymentMethod.Check, PaidOn = new(2026, 3, 18) };

    private static ServiceCall CallIn(ServiceCallStatus status)
    {
        var call = new ServiceCall { TenantId = "h2o", Kind = ServiceCallKind.Service, Problem = "Leak" };
        call.SetTechnicians(Guid.CreateVersion7(), []);
        if (status != ServiceCallStatus.New)
        {
            call.Schedule(Noon.AddHours(-3), Noon.AddHours(-1), false);
        }

        switch (status)
        {
            case ServiceCallStatus.Dispatched: call.Dispatch(); break;
            case ServiceCallStatus.InProgress: call.Start(); break;
            case ServiceCallStatus.OnHold: call.Hold("Waits for parts"); break;
            case ServiceCallStatus.Completed: call.Complete(Noon); break;
            case ServiceCallStatus.Cancelled: call.Cancel("Fixed itself"); break;
            case ServiceCallStatus.NoShow: call.NoShow(null); break;
        }

        return call;
    }

    private static void Do(ServiceCall call, ServiceCallVerb verb)
    {
        switch (verb)
        {
            case ServiceCallVerb.Schedule: call.Schedule(Noon, Noon.AddHours(1), false); break;
            case ServiceCallVerb.Dispatch: call.Dispatch(); break;
            case ServiceCallVerb.Start: call.Start(); break;
            case ServiceCallVerb.Hold: call.Hold("Waits for parts"); break;
            case ServiceCallVerb.Resume: call.Resume(); break;
            case ServiceCallVerb.Complete: call.Complete(Noon); break;
            case ServiceCallVerb.Cancel: call.Cancel("Fixed itself"); break;
            case ServiceCallVerb.NoShow: call.NoShow("Nobody home"); break;
            case ServiceCallVerb.Reopen: call.Reopen(); break;
        }
    }

    [Theory]
    [InlineData(1, 2031)]
    [InlineData(203, 203)]
    [InlineData(2031, 2101)]
    public void A_year_of_another_age_is_a_slip_of_the_keyboard(int first, int last)
    {
        var window = new CallWindow { Day = new DateOnly(first, 5, 8), LastDay = new DateOnly(last, 5, 8), AllDay = true };

        Assert.StartsWith("Is the year right?", Assert.Throws<RuleException>(() => window.ToInstants(TimeZoneInfo.Utc)).Message);
        Assert.Equal(nameof(JobInput.StartDate), Assert.Throws<RuleException>(() => Typed.Check(new JobInput { StartDate = new DateOnly(first == 2031 ? last : first, 5, 8) })).Field);
    }
}
