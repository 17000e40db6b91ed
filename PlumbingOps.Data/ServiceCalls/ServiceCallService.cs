using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>Everything a page may ask about service calls. Their tasks, payments and access codes have services of their own.</summary>
public sealed partial class ServiceCallService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    public async Task<ListPage<ServiceCallRow>> ListAsync(ServiceCallFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var calls = (await ServiceCallSearch.ApplyAsync(db, filter, tenants, clock, cancellationToken))
            .PerCompany(filter is { TenantId: null, Search: null } ? db.Scope!.Tenants : [], company => c => c.TenantId == company);
        return request.Sort switch
        {
            "number" => await calls.ToPageAsync(request, c => c.Number, c => c.Id, ServiceCallSearch.AsRow(db), cancellationToken),
            _ => await calls.ToPageAsync(request, c => c.StartSort, c => c.Id, ServiceCallSearch.AsRow(db), cancellationToken),
        };
    }

    /// <exception cref="NotFoundException">Unknown, another company's, or not the technician's own.</exception>
    public async Task<ServiceCallDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var call = await db.ServiceCalls.AsNoTracking().Include(c => c.Technicians).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The call");
        var company = await tenants.GetAsync(call.TenantId, cancellationToken);
        var row = await db.ServiceCalls.Where(c => c.Id == id).Select(ServiceCallSearch.AsRow(db)).SingleAsync(cancellationToken);
        var customer = await CustomerAsync(db, call.TenantId, call.CustomerId, cancellationToken);
        var names = await db.Tenants.Where(t => t.Id == call.TenantId).Select(t => new
        {
            t.TechniciansRecordPayments,
            Builder = db.Builders.Where(b => b.Id == call.BuilderId).Select(b => b.Name).FirstOrDefault(),
            BillToBuilder = db.Builders.Where(b => b.Id == call.BillToBuilderId).Select(b => b.Name).FirstOrDefault(),
            BillToCustomer = db.Customers.Where(c => c.TenantId == call.TenantId && c.Id == call.BillToCustomerId).Select(c => c.Name).FirstOrDefault(),
            WriteUpAssignee = db.Users.Where(u => u.Id == call.WriteUpAssigneeId).Select(u => u.FullName).FirstOrDefault(),
        }).SingleAsync(cancellationToken);
        var technicians = await (from a in db.CallTechnicians
                                 join t in db.Technicians on a.TechnicianId equals t.Id
                                 where a.TenantId == call.TenantId && a.ServiceCallId == id
                                 orderby a.IsPrimary descending, t.Name
                                 select new CallTechnicianRow(t.Id, t.Name, a.IsPrimary, t.IsActive)).ToListAsync(cancellationToken);
        var codes = AccessCodeRule.MaySee(by, call, company, clock)
            ? await db.CallAccessCodes.CountAsync(c => c.TenantId == call.TenantId && c.ServiceCallId == id, cancellationToken)
            : (int?)null;
        var input = ServiceCallInput.Of(call, company.TimeZone);
        if (!by.May(Permission.WorkOnServiceCalls))
        {
            (input.ContactName, input.ContactPhone, input.ContactEmail) = (null, null, null);
        }

        return new ServiceCallDetails(
            row, input, call.StatusReason, call.ArchivedAt is not null, call.CreatedAt,
            customer, call.LotId is { } lot ? await LotAsync(db, call.TenantId, lot, DayOf(call, company), cancellationToken) : null,
            names.Builder, names.BillToCustomer, names.BillToBuilder, names.WriteUpAssignee,
            technicians, await CallTaskService.RowsAsync(db, call.TenantId, id, cancellationToken),
            by.May(Permission.SeePrices) ? await CallPaymentService.Rows(db, call.TenantId, id).ToListAsync(cancellationToken) : null,
            codes, PaymentRule.MayRecord(by, call, company, names.TechniciansRecordPayments, clock));
    }

    /// <summary>Customers to choose from: those of that company that hold the words, whoever they are for.</summary>
    public async Task<IReadOnlyList<Choice>> FindCustomersAsync(string tenantId, string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var customers = db.Customers.Where(c => c.TenantId == tenantId && c.ArchivedAt == null);
        if (!string.IsNullOrWhiteSpace(typed))
        {
            customers = customers.Where(c => db.FindCustomers(typed, ServiceCallSearch.MostFound).Any(f => f.Id == c.Id));
        }

        return await customers.OrderBy(c => c.Name).ThenBy(c => c.Id).Take(most)
            .Select(c => new Choice(c.Id, c.Name, (c.DoNotService ? "Do not service. " : "") + ((c.Phone ?? "") + " " + (c.Street ?? "")).Trim())).ToListAsync(cancellationToken);
    }

    /// <summary>For a customer (who may be new), for a lot, or for an address alone. With a time the call is scheduled, without one it is new.</summary>
    public async Task<Guid> CreateAsync(string tenantId, ServiceCallInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "service calls", cancellationToken);
        var zone = (await tenants.GetAsync(tenantId, cancellationToken)).TimeZone;
        var call = new ServiceCall { TenantId = tenantId, Kind = input.Kind, Problem = "", CreatedAt = clock.GetUtcNow() };
        await WriteAsync(db, call, input, zone, cancellationToken);
        db.ServiceCalls.Add(call);
        await DoubleBooking.SaveAsync(db, input.OverlapReason, cancellationToken);
        return call.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, ServiceCallInput seen, ServiceCallInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var call = await FindAsync(db, id, cancellationToken);
        call.RefuseArchived();
        var zone = (await tenants.GetAsync(call.TenantId, cancellationToken)).TimeZone;
        await WriteAsync(db, call, FieldMerge.Merge(seen, mine, ServiceCallInput.Of(call, zone)), zone, cancellationToken);
        await DoubleBooking.SaveAsync(db, mine.OverlapReason, cancellationToken);
    }, e => e.Violates(ServiceCallConfiguration.OnePrimary) || e.Violates(ServiceCallConfiguration.TechnicianOnce));

    /// <summary>What a technician may write on an own call.</summary>
    /// <exception cref="EditConflictException">Somebody else wrote meanwhile.</exception>
    public Task SaveWorkAsync(Guid id, CallWorkInput seen, CallWorkInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Typed.Check(mine);
        await using var db = await database.OpenAsync(by, Permission.WorkOnServiceCalls, cancellationToken);
        var call = await FindAsync(db, id, cancellationToken);
        call.RefuseArchived();
        var merged = FieldMerge.Merge(seen, mine, new CallWorkInput { Notes = call.Notes, PaperworkTurnedIn = call.PaperworkTurnedIn });
        (call.Notes, call.PaperworkTurnedIn) = (merged.Notes, merged.PaperworkTurnedIn);
        await db.SaveChangesAsync(cancellationToken);
    });

    internal static async Task WriteAsync(AppDbContext db, ServiceCall call, ServiceCallInput input, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await RequireOthersAsync(db, call, input, cancellationToken);
        if (input.LotId is { } lot && lot != call.LotId)
        {
            input.BuilderId = await db.Lots.Where(l => l.Id == lot).Select(l => (Guid?)l.Community!.BuilderId).SingleOrDefaultAsync(cancellationToken)
                ?? throw new RuleException("The lot is not known.", nameof(input.LotId));
        }

        var had = call.Technicians.Select(t => t.TechnicianId).ToList();
        var wanted = input.PrimaryTechnicianId is { } primary ? input.Helpers.Append(primary) : input.Helpers;
        await Assignable.RequireTechniciansAsync(db, call.TenantId, wanted.Except(had).ToList(), nameof(input.PrimaryTechnicianId), cancellationToken);
        input.WriteTo(call);
        if (input.When != CallWindow.Of(call.StartsAt, call.EndsAt, call.AllDay, zone))
        {
            var (startsAt, endsAt) = input.When.ToInstants(zone);
            call.Schedule(startsAt, endsAt, input.When.AllDay && startsAt is not null);
        }

        call.SetTechnicians(input.PrimaryTechnicianId, input.Helpers);
    }

    /// <summary>Customers and people of this company; the keys in the database say the same, less kindly.</summary>
    private static async Task RequireOthersAsync(AppDbContext db, ServiceCall call, ServiceCallInput input, CancellationToken cancellationToken)
    {
        foreach (var (customer, had, field) in new[] { (input.CustomerId, call.CustomerId, nameof(input.CustomerId)), (input.BillToCustomerId, call.BillToCustomerId, nameof(input.BillToCustomerId)) })
        {
            if (customer is { } id && id != had && !await db.Customers.AnyAsync(c => c.TenantId == call.TenantId && c.Id == id && c.ArchivedAt == null, cancellationToken))
            {
                throw new RuleException("Choose a customer of this company.", field);
            }
        }

        foreach (var (builder, had, field) in new[] { (input.BuilderId, call.BuilderId, nameof(input.BuilderId)), (input.BillToBuilderId, call.BillToBuilderId, nameof(input.BillToBuilderId)) })
        {
            if (builder is { } id && id != had && !await db.Builders.AnyAsync(b => b.Id == id, cancellationToken))
            {
                throw new RuleException("The builder is not known.", field);
            }
        }

        if (input.WriteUpAssigneeId != call.WriteUpAssigneeId)
        {
            await Assignable.RequireOfficeAsync(db, call.TenantId, input.WriteUpAssigneeId, nameof(input.WriteUpAssigneeId), cancellationToken);
        }
    }

    private static Task<CallCustomer?> CustomerAsync(AppDbContext db, string tenantId, Guid? id, CancellationToken cancellationToken) => db.Customers
        .Where(c => c.TenantId == tenantId && c.Id == id)
        .Select(c => new CallCustomer(c.Id, c.Name, c.Phone, c.OtherPhone, c.Email, c.Street, c.City, c.State, c.Zip, c.DoNotService, c.ArchivedAt != null))
        .SingleOrDefaultAsync(cancellationToken);

    private DateOnly DayOf(ServiceCall call, TenantRow company) => call.StartsAt is { } start ? company.TimeZone.OnTheWall(start).Day : company.Today(clock);

    internal static async Task<CallLot> LotAsync(AppDbContext db, string tenantId, Guid lotId, DateOnly day, CancellationToken cancellationToken)
    {
        var lot = await db.Lots.Where(l => l.Id == lotId)
            .Select(l => new { l.Number, Community = l.Community!.Name, l.Community.BuilderId, Builder = l.Community.Builder!.Name, l.Street, l.City, l.State, l.Zip })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The lot");
        // Whichever company bears it: what covers the house that day, else what did last. An ended warranty is not one that has yet to start.
        var warranty = await db.LotWarranties.Where(w => w.LotId == lotId).OrderByDescending(w => w.StartsOn <= day && w.EndsOn >= day).ThenByDescending(w => w.EndsOn)
            .Select(w => new WarrantyRow(w.TenantId, w.StartsOn, w.EndsOn, w.JobId, w.Notes)).FirstOrDefaultAsync(cancellationToken);
        var owner = await (from o in db.LotOwners
                           join c in db.Customers on o.CustomerId equals c.Id
                           where o.TenantId == tenantId && o.LotId == lotId
                           orderby o.Since descending
                           select new { c.Id, c.Name }).FirstOrDefaultAsync(cancellationToken);
        return new CallLot(
            lotId, lot.Number is null ? lot.Community : $"{lot.Community} #{lot.Number}", lot.BuilderId, lot.Builder, lot.Street, lot.City, lot.State, lot.Zip,
            owner?.Id, owner?.Name, warranty, day);
    }

    private static async Task<ServiceCall> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.ServiceCalls.Include(c => c.Technicians).SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The call");
}
