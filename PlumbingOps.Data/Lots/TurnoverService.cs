using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Lots;

/// <summary>What the form of a turnover fills in: a known customer, or a new one.</summary>
public class TurnoverInput
{
    [Display(Name = "Company"), Required(ErrorMessage = "Choose the company the homeowner becomes a customer of.")]
    public string? TenantId { get; set; }

    [Display(Name = "Known customer")]
    public Guid? CustomerId { get; set; }

    [Display(Name = "Name"), MaxLength(Customer.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Name { get; set; }

    [Display(Name = "Phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? Phone { get; set; }

    [Display(Name = "E-mail"), MaxLength(120, ErrorMessage = "At most {1} characters."), EmailAddress(ErrorMessage = "This is not an e-mail address.")]
    public string? Email { get; set; }

    [Display(Name = "Since"), Required(ErrorMessage = "Give the day of the turnover.")]
    public DateOnly? Since { get; set; }
}

/// <summary>A turnover as it was recorded; enough to take it back.</summary>
/// <param name="NewCustomer">The homeowner became a customer with it.</param>
public sealed record Turnover(Guid OwnerId, Guid CustomerId, string Customer, bool NewCustomer);

/// <summary>Hands a house over to a homeowner. Jobs, calls and warranty stay on the lot; the homeowner becomes a customer of one company.</summary>
public sealed class TurnoverService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>The companies a homeowner can become a customer of.</summary>
    public async Task<IReadOnlyList<TenantRow>> CompaniesAsync(Actor by, CancellationToken cancellationToken = default) =>
        by.May(Permission.EditLots) && by.May(Permission.EditCustomers)
            ? [.. (await tenants.ListAsync(cancellationToken)).Where(t => by.MaySee(t.Id) && t.Features.Contains(Feature.Customers))]
            : [];

    /// <summary>Known customers to choose from: those of that company that hold the words.</summary>
    public async Task<IReadOnlyList<Choice>> FindCustomersAsync(string tenantId, string? typed, int most, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(tenantId, by, cancellationToken);
        var customers = db.Customers.Where(c => c.TenantId == tenantId && c.ArchivedAt == null);
        if (!string.IsNullOrWhiteSpace(typed))
        {
            customers = customers.Where(c => db.FindCustomers(typed, 200).Any(f => f.Id == c.Id));
        }

        return await customers.OrderBy(c => c.Name).ThenBy(c => c.Id).Take(most)
            .Select(c => new Choice(c.Id, c.Name, ((c.Phone ?? "") + " " + (c.Street ?? "")).Trim())).ToListAsync(cancellationToken);
    }

    public async Task<Turnover> TurnOverAsync(Guid lotId, TurnoverInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Typed.Check(input);
        await using var db = await OpenAsync(input.TenantId!, by, cancellationToken);
        var lot = await db.Lots.Include(l => l.Community).SingleOrDefaultAsync(l => l.Id == lotId, cancellationToken) ?? throw new NotFoundException("The lot");
        if (lot.ArchivedAt is not null)
        {
            throw new RuleException("The lot is archived: restore it first.");
        }

        var since = input.Since!.Value;
        if (since > await tenants.TodayAsync(input.TenantId!, cancellationToken))
        {
            throw new RuleException("That day is still to come. Record the turnover when it has happened; until then give the closing date.", nameof(input.Since));
        }

        var customer = input.CustomerId is { } known
            ? await db.Customers.SingleOrDefaultAsync(c => c.Id == known && c.TenantId == input.TenantId && c.ArchivedAt == null, cancellationToken) ?? throw new NotFoundException("The customer")
            : NewCustomer(input, lot, clock.GetUtcNow());
        await RequireNewsAsync(db, input, customer.Id, lotId, since, cancellationToken);
        if (input.CustomerId is null)
        {
            db.Customers.Add(customer);
        }

        var owner = new LotOwner { TenantId = input.TenantId!, LotId = lotId, CustomerId = customer.Id, Since = since };
        db.LotOwners.Add(owner);
        await db.DescribeAsync($"Turned {LotWords.Title(lot.Number, lot.Street)} of {lot.Community!.Name} over to {customer.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new Turnover(owner.Id, customer.Id, customer.Name, input.CustomerId is null);
    }

    /// <summary>Takes a turnover back. A customer who came with it and has nothing else is archived.</summary>
    public async Task TakeBackAsync(Guid ownerId, bool customerCameWithIt, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await OpenAsync(null, by, cancellationToken);
        var owner = await db.LotOwners.SingleOrDefaultAsync(o => o.Id == ownerId, cancellationToken) ?? throw new NotFoundException("The turnover");
        db.LotOwners.Remove(owner);
        if (customerCameWithIt
            && !await db.ServiceCalls.AnyAsync(c => c.TenantId == owner.TenantId && (c.CustomerId == owner.CustomerId || c.BillToCustomerId == owner.CustomerId), cancellationToken)
            && !await db.LotOwners.AnyAsync(o => o.TenantId == owner.TenantId && o.CustomerId == owner.CustomerId && o.Id != ownerId, cancellationToken))
        {
            (await db.Customers.SingleAsync(c => c.Id == owner.CustomerId, cancellationToken)).ArchivedAt = clock.GetUtcNow();
        }

        await db.DescribeAsync("Took a turnover back", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Customer NewCustomer(TurnoverInput input, Lot lot, DateTimeOffset at) => new()
    {
        TenantId = input.TenantId!,
        Name = Typed.Line(input.Name) ?? throw new RuleException("Choose a customer, or give the homeowner's name.", nameof(input.Name)),
        Phone = Typed.Line(input.Phone),
        Email = Typed.Mail(input.Email),
        Street = lot.Street,
        City = lot.City,
        State = lot.State,
        Zip = lot.Zip,
        CreatedAt = at,
    };

    private static async Task RequireNewsAsync(AppDbContext db, TurnoverInput input, Guid customerId, Guid lotId, DateOnly since, CancellationToken cancellationToken)
    {
        var last = await db.LotOwners.Where(o => o.TenantId == input.TenantId && o.LotId == lotId).OrderByDescending(o => o.Since).ThenByDescending(o => o.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (last?.CustomerId == customerId)
        {
            throw new RuleException("This customer is the present homeowner already.", nameof(input.CustomerId));
        }

        if (last is not null && since < last.Since)
        {
            throw new RuleException("The present homeowner came later than that day.", nameof(input.Since));
        }
    }

    /// <summary>A turnover changes a lot and a customer: it needs both rights, and a company that has customers.</summary>
    private async Task<AppDbContext> OpenAsync(string? tenantId, Actor by, CancellationToken cancellationToken)
    {
        by.Require(Permission.EditLots);
        var db = await database.OpenAsync(by, Permission.EditCustomers, cancellationToken);
        if (tenantId is null || db.Scope!.Tenants.Contains(tenantId))
        {
            return db;
        }

        await db.DisposeAsync();
        throw new RuleException("That company has no customers, or you do not belong to it.", nameof(TurnoverInput.TenantId));
    }
}
