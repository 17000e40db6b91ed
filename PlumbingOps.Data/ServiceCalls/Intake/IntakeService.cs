using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls.Intake;

/// <summary>The front desk with somebody on the phone: who is it, what do we know of them, and the call into the books.</summary>
public sealed class IntakeService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>More say nothing; the person types another digit.</summary>
    private const int MostFound = 200;
    private const int MostOffered = 6;
    private const int MostOpen = 5;

    private static readonly ServiceCallStatus[] Open = [.. ServiceCallVerb.Complete.From()];

    /// <summary>Customers and lots of all the person's companies that hold what is typed: digits of a phone, a house number, part of a name.</summary>
    public async Task<IReadOnlyList<IntakeMatch>> FindAsync(string? typed, Actor by, CancellationToken cancellationToken = default)
    {
        if (Typed.Line(typed) is not { } words)
        {
            return [];
        }

        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var found = new List<IntakeMatch>();
        if (by.May(Permission.SeeCustomers) && await ServingAsync(db, cancellationToken) is { Count: > 0 } serving)
        {
            found.AddRange(await CustomersAsync(db, serving, words, cancellationToken));
        }

        if (by.May(Permission.SeeLots))
        {
            found.AddRange(await LotsAsync(db, words, cancellationToken));
        }

        return found;
    }

    /// <summary>What the desk should know of a customer before it books.</summary>
    public async Task<IntakeFacts> KnowAsync(Guid customerId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        var one = await db.Customers.Where(c => c.Id == customerId)
            .Select(c => new { c.TenantId, c.Notes, Facts = new CallCustomer(c.Id, c.Name, c.Phone, c.OtherPhone, c.Email, c.Street, c.City, c.State, c.Zip, c.DoNotService, c.ArchivedAt != null) })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The customer");
        var calls = db.ServiceCalls.Where(s => s.TenantId == one.TenantId && s.CustomerId == customerId && s.ArchivedAt == null);
        var open = await calls.Where(s => Open.Contains(s.Status)).OrderBy(s => s.StartSort).ThenBy(s => s.Id).Take(MostOpen)
            .Select(s => new IntakeCall(s.Id, s.Number, s.Kind, s.Status, s.StartsAt, s.EndsAt, s.AllDay, s.Problem)).ToListAsync(cancellationToken);
        var before = await calls.Where(s => s.Status == ServiceCallStatus.Completed).GroupBy(_ => 1).Select(g => new { Total = g.Count(), Last = g.Max(s => s.StartsAt) }).SingleOrDefaultAsync(cancellationToken);
        var homes = await (
            from o in db.LotOwners
            join l in db.Lots on o.LotId equals l.Id
            where o.TenantId == one.TenantId && o.CustomerId == customerId && !db.LotOwners.Any(n => n.TenantId == o.TenantId && n.LotId == o.LotId && n.Since > o.Since)
            orderby o.Since descending
            select new { l.Id, l.Number, Community = l.Community!.Name, Warranty = db.LotWarranties.Where(w => w.LotId == l.Id).OrderByDescending(w => w.EndsOn).FirstOrDefault() })
            .Take(MostOpen).ToListAsync(cancellationToken);
        return new IntakeFacts(
            one.Facts, one.Notes, open, before?.Last, before?.Total ?? 0,
            [.. homes.Select(h => new IntakeHome(h.Id, Place(h.Community, h.Number), h.Warranty is { } w ? new WarrantyRow(w.TenantId, w.StartsOn, w.EndsOn, w.JobId, w.Notes) : null))]);
    }

    /// <summary>The lot whose address that is, so that a covered house is never charged by mistake. Null when none of ours stands there.</summary>
    public async Task<IntakeLot?> AtAddressAsync(string? street, string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "service calls", cancellationToken);
        if (Typed.Line(street) is not { } line || !line.Any(char.IsAsciiDigit) || !by.May(Permission.SeeLots))
        {
            return null;
        }

        // The house number finds the few; capitals, blanks and points make no other street.
        var number = SearchWords.Anywhere(new string([.. line.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]));
        var lot = await db.Lots.Where(l => l.ArchivedAt == null && EF.Functions.Like(l.Search, number) && AppDbContext.Plain(l.Street!) == AppDbContext.Plain(line)).OrderBy(l => l.Id).Select(l => (Guid?)l.Id).FirstOrDefaultAsync(cancellationToken);
        return lot is { } id ? await OfLotAsync(db, id, tenantId, cancellationToken) : null;
    }

    /// <summary>A lot as the desk needs it: the company whose warranty covers it before the one that was chosen.</summary>
    public async Task<IntakeLot> GetLotAsync(Guid lotId, string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "service calls", cancellationToken);
        return await OfLotAsync(db, lotId, tenantId, cancellationToken);
    }

    /// <summary>The caller if they are new, the payer if they are, and the call: all of it or nothing, and one step to undo.</summary>
    public async Task<Guid> BookAsync(IntakeInput input, Actor by, CancellationToken cancellationToken = default)
    {
        var tenantId = input.TenantId ?? "";
        Typed.Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditServiceCalls, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "service calls", cancellationToken);
        var company = await tenants.GetAsync(tenantId, cancellationToken);
        var booked = (IntakeInput)input.Copy();
        await using var transaction = await db.BeginAsync(cancellationToken);
        if (input.IsNewCaller)
        {
            if (company.Features.Contains(Feature.Customers))
            {
                booked.CustomerId = await AddAsync(db, tenantId, input.Caller(), nameof(input.NewName), by, cancellationToken);
            }
            else
            {
                (booked.ContactName, booked.ContactPhone, booked.ContactEmail) = (input.ContactName ?? input.NewName, input.ContactPhone ?? input.NewPhone, input.ContactEmail ?? input.NewEmail);
            }
        }

        if (Typed.Line(input.PayerName) is { } payer)
        {
            booked.BillToCustomerId = await AddAsync(db, tenantId, new CustomerInput { Name = payer, Phone = input.PayerPhone }, nameof(input.PayerName), by, cancellationToken);
        }

        var call = new ServiceCall { TenantId = tenantId, Kind = input.Kind, Problem = "", CreatedAt = clock.GetUtcNow() };
        await ServiceCallService.WriteAsync(db, call, booked, company.TimeZone, cancellationToken);
        db.ServiceCalls.Add(call);
        await DoubleBooking.RefuseAsync(db, call, Typed.Line(booked.OverlapReason), clock, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await DoubleBooking.CheckNowAsync(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return call.Id;
    }

    private async Task<Guid> AddAsync(AppDbContext db, string tenantId, CustomerInput input, string field, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.EditCustomers);
        if (input.Name == "")
        {
            throw new RuleException("Give the caller's name.", field);
        }

        Typed.Check(input);
        var customer = new Customer { TenantId = tenantId, Name = input.Name, CreatedAt = clock.GetUtcNow() };
        input.FillIn(customer);
        db.Customers.Add(customer);
        await db.SaveChangesAsync(cancellationToken);
        return customer.Id;
    }

    /// <summary>Which of the companies asked for have customers of their own.</summary>
    private async Task<IReadOnlyList<string>> ServingAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await tenants.WithFeatureAsync(db.Scope!.Tenants, Feature.Customers, cancellationToken);

    private async Task<List<IntakeMatch>> CustomersAsync(AppDbContext db, IReadOnlyList<string> serving, string words, CancellationToken cancellationToken)
    {
        var digits = new string(words.Where(char.IsAsciiDigit).ToArray());
        // A phone however it is written; a house number stays a word.
        var asked = words.All(c => char.IsAsciiDigit(c) || "+()-. ".Contains(c, StringComparison.Ordinal)) ? digits : words;
        if (asked == "")
        {
            return [];
        }

        var (begins, ends, today) = ($"{SearchWords.Exactly(words)}%", $"%{digits}", await tenants.TodayAsync(serving[0], cancellationToken));
        return await db.Customers
            .Where(c => c.ArchivedAt == null && serving.Contains(c.TenantId) && db.FindCustomers(asked, MostFound).Any(f => f.Id == c.Id))
            .OrderByDescending(c => digits != "" && (EF.Functions.Like(c.PhoneDigits!, ends) || EF.Functions.Like(c.OtherPhoneDigits!, ends)))
            .ThenByDescending(c => EF.Functions.ILike(c.Name, begins) || EF.Functions.ILike(c.Street!, begins))
            .ThenBy(c => c.Name).ThenBy(c => c.Id).Take(MostOffered)
            .Select(c => new IntakeMatch(
                c.Id, c.Id, null, c.TenantId, c.Name, c.Phone ?? c.OtherPhone, c.Street == null ? c.City : c.City == null ? c.Street : c.Street + ", " + c.City,
                db.ServiceCalls.Count(s => s.TenantId == c.TenantId && s.CustomerId == c.Id && s.ArchivedAt == null && Open.Contains(s.Status)), c.DoNotService,
                (from o in db.LotOwners
                 join w in db.LotWarranties on o.LotId equals w.LotId
                 where o.TenantId == c.TenantId && o.CustomerId == c.Id && w.StartsOn <= today && w.EndsOn >= today
                 select (DateOnly?)w.EndsOn).Max()))
            .ToListAsync(cancellationToken);
    }

    private async Task<List<IntakeMatch>> LotsAsync(AppDbContext db, string words, CancellationToken cancellationToken)
    {
        var lots = db.Lots.Where(l => l.ArchivedAt == null);
        foreach (var word in SearchWords.Of(words))
        {
            lots = lots.Where(l => EF.Functions.Like(l.Search, SearchWords.Anywhere(word.TrimStart('#'))));
        }

        var first = db.Scope!.Tenants[0];
        var today = await tenants.TodayAsync(first, cancellationToken);
        var numbers = SearchWords.Of(words).Select(word => word.TrimStart('#').ToUpperInvariant()).ToList();
        var rows = await lots.OrderBy(l => numbers.Contains(l.Number!) ? 0 : 1).ThenBy(l => l.NumberSort).ThenBy(l => l.Id).Take(MostOffered)
            .Select(l => new
            {
                l.Id,
                l.Number,
                Community = l.Community!.Name,
                Builder = l.Community.Builder!.Name,
                l.Street,
                l.City,
                Warranty = db.LotWarranties.Where(w => w.LotId == l.Id && w.StartsOn <= today && w.EndsOn >= today).OrderByDescending(w => w.EndsOn).Select(w => new { w.TenantId, w.EndsOn }).FirstOrDefault(),
                Calls = db.ServiceCalls.Count(s => s.LotId == l.Id && s.ArchivedAt == null && Open.Contains(s.Status)),
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(l => new IntakeMatch(
            l.Id, null, l.Id, l.Warranty?.TenantId ?? first, Place(l.Community, l.Number), null, string.Join(", ", new[] { l.Builder, l.Street, l.City }.Where(part => !string.IsNullOrEmpty(part))), l.Calls, false,
            l.Warranty?.EndsOn))];
    }

    private async Task<IntakeLot> OfLotAsync(AppDbContext db, Guid lotId, string tenantId, CancellationToken cancellationToken)
    {
        var today = await tenants.TodayAsync(tenantId, cancellationToken);
        var lot = await ServiceCallService.LotAsync(db, tenantId, lotId, today, cancellationToken);
        if (lot is { IsCovered: true, Warranty.TenantId: var holder } && holder != tenantId)
        {
            // Its homeowner as that company knows them.
            lot = await ServiceCallService.LotAsync(db, holder, lotId, today, cancellationToken);
        }

        var months = await db.Lots.Where(l => l.Id == lotId).Select(l => l.Community!.Builder!.WarrantyMonths).FirstOrDefaultAsync(cancellationToken);
        var phase = await db.Jobs.Where(j => lot.Warranty != null && j.Id == lot.Warranty.JobId).Select(j => (Jobs.JobPhase?)j.Phase).FirstOrDefaultAsync(cancellationToken);
        return new IntakeLot(lot.IsCovered ? lot.Warranty!.TenantId : tenantId, lot, months, phase is { } began ? Jobs.JobWords.InWords(began) : null);
    }

    private static string Place(string community, string? number) => number is null ? community : $"{community} #{number}";
}
