using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Customers;

/// <summary>Everything a page may ask about customers.</summary>
public sealed class CustomerService(Db database, TimeProvider clock)
{
    /// <summary>A search that finds more says nothing; the person types another word.</summary>
    private const int MostFound = 2000;
    private const int MostSimilar = 5;
    private const int MostTags = 100;

    private static readonly Expression<Func<Customer, CustomerRow>> AsRow = c => new CustomerRow(
        c.Id, c.TenantId, c.Name, c.Phone, c.OtherPhone, c.Email, c.Street, c.City, c.State, c.Zip, c.Tags, c.DoNotService, c.CreatedAt, c.ArchivedAt);

    public async Task<ListPage<CustomerRow>> ListAsync(CustomerFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeCustomers, cancellationToken);
        var allowed = filter.TenantId is { } one ? db.Scope!.Tenants.Where(t => t == one).ToList() : db.Scope!.Tenants;
        var customers = db.Customers.AsNoTracking();
        customers = allowed is [var only] ? customers.Where(c => c.TenantId == only) : customers.Where(c => allowed.Contains(c.TenantId));
        customers = filter.Archived ? customers.Where(c => c.ArchivedAt != null) : customers.Where(c => c.ArchivedAt == null);
        if (filter.DoNotService) { customers = customers.Where(c => c.DoNotService); }
        if (filter.Tag is { } tag) { customers = customers.Where(c => c.Tags.Contains(tag)); }
        if (!string.IsNullOrWhiteSpace(filter.Search)) { customers = customers.Where(c => db.FindCustomers(filter.Search, MostFound).Any(f => f.Id == c.Id)); }
        var each = customers.PerCompany(filter is { TenantId: null, Search: null } ? db.Scope!.Tenants : [], company => c => c.TenantId == company);
        var page = request.Sort == "created"
            ? await each.ToPageAsync(request, c => c.CreatedAt, c => c.Id, AsRow, cancellationToken)
            : await each.ToPageAsync(request, c => c.Name, c => c.Id, AsRow, cancellationToken);
        return by.May(Permission.SeeServiceCalls) ? page with { Rows = await WithCallsAsync(db, page.Rows, cancellationToken) } : page;
    }

    /// <summary>The customers a form offers to choose from.</summary>
    public async Task<IReadOnlyList<Choice>> FindAsync(string? typed, int most, Actor by, Guid? except = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeCustomers, cancellationToken);
        var customers = db.Customers.Where(c => c.ArchivedAt == null && c.Id != except);
        if (!string.IsNullOrWhiteSpace(typed)) { customers = customers.Where(c => db.FindCustomers(typed, MostFound).Any(f => f.Id == c.Id)); }
        return await customers.OrderBy(c => c.Name).ThenBy(c => c.Id).Take(most)
            .Select(c => new Choice(c.Id, c.Name, c.Street ?? c.Phone ?? c.Email)).ToListAsync(cancellationToken);
    }

    public async Task<CustomerDetails> GetAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeCustomers, cancellationToken);
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The customer");
        var lots = await (
            from o in db.LotOwners
            join l in db.Lots on o.LotId equals l.Id
            where o.TenantId == customer.TenantId && o.CustomerId == id
            orderby o.Since descending, o.Id descending
            select new CustomerLotRow(
                l.Id, l.Number, l.Street, l.Community!.Name, o.Since,
                db.LotOwners.Where(n => n.TenantId == o.TenantId && n.LotId == o.LotId && n.CustomerId != id && n.Since >= o.Since).Min(n => (DateOnly?)n.Since)))
            .ToListAsync(cancellationToken);
        var calls = by.May(Permission.SeeServiceCalls) ? await CallsOfAsync(db, customer, cancellationToken) : null;
        return new CustomerDetails(id, customer.TenantId, CustomerInput.Of(customer), customer.CreatedAt, customer.ArchivedAt, lots, calls);
    }

    /// <summary>Who may already be the customer being typed: the same phone or mail, or the same name. A warning, never a refusal.</summary>
    public async Task<IReadOnlyList<SimilarCustomer>> FindSimilarAsync(string tenantId, CustomerInput typed, Actor by, Guid? except = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeCustomers, cancellationToken);
        var phones = new[] { typed.Phone, typed.OtherPhone }.Select(Phones.Normalise).OfType<string>().ToList();
        var (mail, name, street) = (Typed.Mail(typed.Email), Typed.Line(typed.Name), Typed.Line(typed.Street));
        if (phones.Count == 0 && mail is null && name is null)
        {
            return [];
        }

        var here = db.Customers.AsNoTracking().Where(c => c.TenantId == tenantId && c.Id != except && c.ArchivedAt == null);
        var byNumber = await here.Where(c => phones.Contains(c.PhoneDigits!) || phones.Contains(c.OtherPhoneDigits!) || (mail != null && c.Email == mail)).Take(MostSimilar).ToListAsync(cancellationToken);
        var byName = name is null ? [] : await here.Where(c => db.FindCustomers(name, MostFound).Any(f => f.Id == c.Id)).Take(MostFound).ToListAsync(cancellationToken);
        return byNumber.Concat(byName.Where(c => Same(c.Name, name))).DistinctBy(c => c.Id)
            .Select(c => (Customer: c, Why: Why(c)))
            .OrderBy(f => f.Why.Rank).ThenBy(f => f.Customer.Name, StringComparer.OrdinalIgnoreCase).Take(MostSimilar)
            .Select(f => new SimilarCustomer(f.Customer.Id, f.Customer.Name, f.Customer.Phone, f.Customer.Street, f.Why.Words)).ToList();

        (int Rank, string Words) Why(Customer c) =>
            phones.Contains(c.PhoneDigits ?? "") || phones.Contains(c.OtherPhoneDigits ?? "") ? (0, "same phone")
            : mail is not null && c.Email == mail ? (1, "same e-mail")
            : Same(c.Street, street) ? (2, "same name and street")
            : (3, "same name");
    }

    /// <summary>Tags in use, the commonest first.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeCustomers, cancellationToken);
        return await db.Customers.Where(c => c.ArchivedAt == null).SelectMany(c => c.Tags).GroupBy(t => t)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).Take(MostTags).ToListAsync(cancellationToken);
    }

    /// <returns>The new customer's id.</returns>
    public async Task<Guid> CreateAsync(string tenantId, CustomerInput input, Actor by, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var db = await database.OpenAsync(by, Permission.EditCustomers, cancellationToken);
        if (!db.Scope!.Tenants.Contains(tenantId))
        {
            throw new RuleException("Choose one of your companies that serves customers.");
        }

        var customer = new Customer { TenantId = tenantId, Name = input.Name, CreatedAt = clock.GetUtcNow() };
        input.FillIn(customer);
        db.Customers.Add(customer);
        await db.DescribeAsync($"Added the customer {customer.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return customer.Id;
    }

    /// <summary>Stores what the person changed; fields others changed meanwhile stay as they are.</summary>
    /// <exception cref="EditConflictException">The same field was changed by both.</exception>
    public Task SaveAsync(Guid id, CustomerInput seen, CustomerInput mine, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        Check(mine);
        await using var db = await database.OpenAsync(by, Permission.EditCustomers, cancellationToken);
        var customer = await FindAsync(db, id, cancellationToken);
        if (customer.ArchivedAt is not null)
        {
            throw new RuleException("The customer is archived: restore it first.");
        }

        FieldMerge.Merge(seen, mine, CustomerInput.Of(customer)).FillIn(customer);
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Hides the customer from lists and choices; calls and history stay.</summary>
    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, true, by, cancellationToken);

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => SetArchivedAsync(id, false, by, cancellationToken);

    internal static async Task<Customer> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new NotFoundException("The customer");

    private Task SetArchivedAsync(Guid id, bool archived, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditCustomers, cancellationToken);
        by.Require(Permission.ArchiveRecords);
        var customer = await FindAsync(db, id, cancellationToken);
        customer.ArchivedAt = archived ? customer.ArchivedAt ?? clock.GetUtcNow() : null;
        await db.DescribeAsync($"{(archived ? "Archived" : "Restored")} the customer {customer.Name}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static void Check(CustomerInput input)
    {
        Typed.Check(input);
        TagList.Clean(input.Tags);
    }

    /// <summary>One grouped count for the whole page.</summary>
    private static async Task<IReadOnlyList<CustomerRow>> WithCallsAsync(AppDbContext db, IReadOnlyList<CustomerRow> rows, CancellationToken cancellationToken)
    {
        var (ids, companies) = (rows.Select(r => (Guid?)r.Id).ToList(), rows.Select(r => r.TenantId).Distinct().ToList());
        var counts = await db.ServiceCalls.Where(c => companies.Contains(c.TenantId) && ids.Contains(c.CustomerId) && c.ArchivedAt == null)
            .GroupBy(c => c.CustomerId!.Value).Select(g => new { g.Key, Many = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Many, cancellationToken);
        return [.. rows.Select(r => r with { Calls = counts.GetValueOrDefault(r.Id) })];
    }

    private static async Task<CustomerCalls> CallsOfAsync(AppDbContext db, Customer customer, CancellationToken cancellationToken)
    {
        var byStatus = await db.ServiceCalls.Where(c => c.TenantId == customer.TenantId && c.CustomerId == customer.Id && c.ArchivedAt == null)
            .GroupBy(c => c.Status)
            .Select(g => new { Status = g.Key, Many = g.Count(), First = g.Min(c => c.StartsAt ?? c.CreatedAt), Last = g.Max(c => c.StartsAt ?? c.CreatedAt) })
            .ToListAsync(cancellationToken);
        return new CustomerCalls(
            byStatus.Sum(s => s.Many),
            byStatus.Where(s => s.Status is not (ServiceCallStatus.Completed or ServiceCallStatus.Cancelled or ServiceCallStatus.NoShow)).Sum(s => s.Many),
            byStatus.Min(s => (DateTimeOffset?)s.First), byStatus.Max(s => (DateTimeOffset?)s.Last),
            byStatus.ToDictionary(s => s.Status, s => s.Many));
    }

    /// <summary>Capitals, blanks and punctuation do not make another name or street.</summary>
    private static bool Same(string? a, string? b) => a is not null && b is not null && Plain(a) == Plain(b) && Plain(a).Length > 0;

    private static string Plain(string text) => new(text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());
}
