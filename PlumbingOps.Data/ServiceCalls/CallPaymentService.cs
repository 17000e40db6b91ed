using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>Money received for calls.</summary>
public sealed class CallPaymentService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    private const int CentsInDollar = 100;

    public Task RecordAsync(Guid callId, PaymentInput input, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(input);
        var cents = input.Dollars!.Value * CentsInDollar;
        if (cents != decimal.Truncate(cents))
        {
            throw new RuleException("Give dollars and whole cents.", nameof(input.Dollars));
        }

        if (cents == 0)
        {
            throw new RuleException("Nothing was paid.", nameof(input.Dollars));
        }

        await using var db = await database.OpenAsync(by, Permission.RecordPayments, cancellationToken);
        var call = await FindAsync(db, callId, cancellationToken);
        var company = await tenants.GetAsync(call.TenantId, cancellationToken);
        var technicians = await db.Tenants.Where(t => t.Id == call.TenantId).Select(t => t.TechniciansRecordPayments).SingleAsync(cancellationToken);
        PaymentRule.Require(by, call, company, technicians, clock);
        if (cents < 0 && by.OnlyOwn)
        {
            throw new RuleException("The office pays money back.", nameof(input.Dollars));
        }

        var today = company.Today(clock);
        if (input.PaidOn > today)
        {
            throw new RuleException("The day is in the future.", nameof(input.PaidOn));
        }

        call.Receive(new CallPayment
        {
            TenantId = call.TenantId,
            AmountCents = (long)cents,
            Method = input.Method!.Value,
            PaidOn = input.PaidOn ?? today,
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(),
            RecordedById = by.UserId,
        }, input.Settles);
        await db.DescribeAsync($"Recorded a payment for {call.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>It was entered wrongly.</summary>
    public Task RemoveAsync(Guid callId, Guid paymentId, Actor by, CancellationToken cancellationToken = default) => ChangeAsync(callId, call =>
        call.RemovePayment(call.Payments.Find(p => p.Id == paymentId) ?? throw new NotFoundException("The payment")), by, cancellationToken);

    /// <summary>Paid, partly paid, unpaid, pending, or nothing to pay.</summary>
    public Task SetStatusAsync(Guid callId, PaymentStatus? status, Actor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(callId, call => call.SetPaymentStatus(status), by, cancellationToken);

    internal static IQueryable<CallPaymentRow> Rows(AppDbContext db, string tenantId, Guid callId) => db.CallPayments
        .Where(p => p.TenantId == tenantId && p.ServiceCallId == callId).OrderBy(p => p.PaidOn).ThenBy(p => p.Id)
        .Select(p => new CallPaymentRow(p.Id, p.AmountCents, p.Method, p.PaidOn, p.Note, db.Users.Where(u => u.Id == p.RecordedById).Select(u => u.FullName).FirstOrDefault()));

    private Task ChangeAsync(Guid callId, Action<ServiceCall> change, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.RecordPayments);
        return FieldMerge.RetryAsync(async () =>
        {
            await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
            change(await FindAsync(db, callId, cancellationToken));
            await db.SaveChangesAsync(cancellationToken);
        });
    }

    private static async Task<ServiceCall> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var call = await db.ServiceCalls.Include(c => c.Technicians).Include(c => c.Payments).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The call");
        call.RefuseArchived();
        return call;
    }
}

/// <summary>Who may record a payment: the office always, a technician on an own call of the day where the company allows it (DESIGN 5).</summary>
internal static class PaymentRule
{
    public static bool MayRecord(Actor by, ServiceCall call, TenantRow company, bool techniciansRecord, TimeProvider clock) =>
        by.May(Permission.RecordPayments) && (!by.OnlyOwn || techniciansRecord && call.IsOn(company.Today(clock), company.TimeZone));

    public static void Require(Actor by, ServiceCall call, TenantRow company, bool techniciansRecord, TimeProvider clock)
    {
        if (!MayRecord(by, call, company, techniciansRecord, clock))
        {
            throw new RuleException(techniciansRecord ? "You can record payments on your calls of today; the office records the others." : "In this company the office records payments.");
        }
    }
}
