using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Write-up, paperwork and money of a call: settled long ago, or what the office still chases.</summary>
internal sealed class DemoCallBilling(DemoDays days, DemoStaff staff, DemoDice dice)
{
    private const int SettledAfterDays = 30;
    private const int WrittenUpAfterDays = 8;
    private const int Cents = 100;
    private const long DepositStep = 100 * Cents;

    // As often as each is used.
    private static readonly PaymentMethod[] Ways =
    [
        PaymentMethod.Card, PaymentMethod.Card, PaymentMethod.Card, PaymentMethod.Card, PaymentMethod.Check, PaymentMethod.Check, PaymentMethod.Check, PaymentMethod.Cash, PaymentMethod.Invoice,
        PaymentMethod.Other,
    ];

    public void Bill(ServiceCall call)
    {
        if (call.Status == ServiceCallStatus.Completed)
        {
            var ago = days.Today.DayNumber - days.DayOf(call.CompletedAt!.Value).DayNumber;
            WriteUp(call, ago);
            Collect(call, ago);
        }
        else if (call is { IsOpen: true, Kind: ServiceCallKind.Repipe } && dice.Chance(65))
        {
            Receive(call, dice.Between(15, 40) * DepositStep, days.DayOf(call.CreatedAt), settles: false, "Deposit");
        }
    }

    private void WriteUp(ServiceCall call, int ago)
    {
        var old = ago > WrittenUpAfterDays;
        call.PaperworkTurnedIn = dice.Chance(old ? 95 : 60);
        call.WriteUp = dice.Between(1, 100) switch
        {
            var roll when roll <= (old ? 90 : 25) => WriteUpStatus.WrittenUp,
            var roll when roll <= (old ? 95 : 45) => WriteUpStatus.InProgress,
            _ => WriteUpStatus.NeedsWriteUp,
        };
        call.WriteUpAssigneeId = call.WriteUp == WriteUpStatus.NeedsWriteUp ? null : staff.Somebody(dice).UserId;
    }

    private void Collect(ServiceCall call, int ago)
    {
        if (!Costs(call))
        {
            return;
        }

        var (price, done) = (Price(call.Kind), days.DayOf(call.CompletedAt!.Value));
        var settled = ago > SettledAfterDays;
        switch (dice.Between(1, 100))
        {
            case var roll when roll <= (settled ? 86 : 50):
                Receive(call, price, Later(done, call.BillToBuilderId is null ? 3 : 25), settles: true, null);
                if (roll == 1)
                {
                    Receive(call, -price / 4, days.Today, settles: true, "Goodwill: second trip was ours");
                }

                break;
            case var roll when roll <= (settled ? 92 : 60):
                Receive(call, price / 2, done, settles: false, "Rest by the end of the month");
                break;
            case var roll when roll <= (settled ? 97 : 82):
                call.SetPaymentStatus(PaymentStatus.Unpaid);
                break;
            default:
                call.SetPaymentStatus(PaymentStatus.Pending);
                break;
        }
    }

    private bool Costs(ServiceCall call) => call.Kind switch
    {
        ServiceCallKind.Service or ServiceCallKind.PayCall or ServiceCallKind.Repipe => true,
        ServiceCallKind.Other => dice.Chance(70),
        ServiceCallKind.Estimate => dice.Chance(20),
        _ => false,
    };

    private long Price(ServiceCallKind kind) => kind switch
    {
        ServiceCallKind.Repipe => dice.Between(52, 138) * 100,
        ServiceCallKind.Estimate => 89,
        ServiceCallKind.PayCall => dice.Between(33, 96) * 5,
        _ => dice.Chance(12) ? dice.Between(160, 460) * 10 : dice.Between(27, 138) * 5,
    } * Cents;

    private void Receive(ServiceCall call, long cents, DateOnly on, bool settles, string? note) => call.Receive(
        new CallPayment
        {
            Id = dice.Id(call.CreatedAt),
            TenantId = call.TenantId,
            AmountCents = cents,
            PaidOn = on,
            Note = note,
            RecordedById = staff.Somebody(dice).UserId,
            Method = call.BillToBuilderId is not null ? dice.Pick([PaymentMethod.Invoice, PaymentMethod.Check]) : dice.Pick(Ways),
        },
        settles);

    private DateOnly Later(DateOnly day, int most)
    {
        var later = day.AddDays(dice.Between(0, most));
        return later < days.Today ? later : days.Today;
    }
}
