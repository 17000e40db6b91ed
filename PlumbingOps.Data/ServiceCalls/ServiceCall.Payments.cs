namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What was received for the call, and what that makes of its payment state.</summary>
public partial class ServiceCall
{
    /// <summary>Paid and partly paid need money with its method and day; unpaid and pending are for when none has come (DOMAIN 3.7). The payments are loaded.</summary>
    public void SetPaymentStatus(PaymentStatus? status)
    {
        var received = Payments.Sum(p => p.AmountCents);
        PaymentStatus = (status, received) switch
        {
            (ServiceCalls.PaymentStatus.Paid or ServiceCalls.PaymentStatus.Partial, <= 0) =>
                throw new RuleException("Record the payment: what was paid, how and when.", nameof(PaymentStatus)),
            (ServiceCalls.PaymentStatus.Unpaid or ServiceCalls.PaymentStatus.Pending or null, > 0) =>
                throw new RuleException("Money was received: the call is paid or partly paid.", nameof(PaymentStatus)),
            _ => status,
        };
    }

    /// <param name="settles">Nothing more is expected.</param>
    public void Receive(CallPayment payment, bool settles)
    {
        if (Payments.Sum(p => p.AmountCents) + payment.AmountCents < 0)
        {
            throw new RuleException("More would be paid back than was received.", nameof(CallPayment.AmountCents));
        }

        Payments.Add(payment);
        SettlePayments(settles);
    }

    public void RemovePayment(CallPayment payment)
    {
        if (Payments.Sum(p => p.AmountCents) - payment.AmountCents < 0)
        {
            throw new RuleException("More would have been paid back than was received: remove the refund first.");
        }

        Payments.Remove(payment);
        SettlePayments(settles: false);
    }

    private void SettlePayments(bool settles) =>
        PaymentStatus = Payments.Sum(p => p.AmountCents) switch
        {
            <= 0 => ServiceCalls.PaymentStatus.Unpaid,
            _ when settles => ServiceCalls.PaymentStatus.Paid,
            _ => ServiceCalls.PaymentStatus.Partial,
        };
}
