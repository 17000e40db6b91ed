using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Imports;

/// <summary>Finds the customer of a visit by phone, else by address and name; makes one when the calendar names somebody new.</summary>
internal sealed class CommitCustomers(AppDbContext db, CancellationToken cancellationToken)
{
    private readonly List<KnownCustomer> known = [];
    private readonly List<PlannedCustomer> made = [];
    private readonly Dictionary<int, Guid> byRow = [];

    public Guid? Of(RowProposal row) => byRow.TryGetValue(row.Row, out var id) ? id : null;

    public async Task EnsureAsync(IReadOnlyList<(string Tenant, RowProposal Row, RowSecrets Secrets)> visits, DateTimeOffset now)
    {
        if (visits.Count == 0)
        {
            return;
        }
        await FindAsync(visits);
        foreach (var (tenant, row, secrets) in visits)
        {
            if (Match(tenant, row, secrets) is { } match)
            {
                byRow[row.Row] = match;
            }
            else if (secrets.ContactName is { } name)
            {
                var customer = new PlannedCustomer(Guid.CreateVersion7(), tenant, name, secrets, row.Address);
                made.Add(customer);
                known.Add(new KnownCustomer(customer.Id, tenant, Places.Plain(name), secrets.Phones, Street(row)));
                byRow[row.Row] = customer.Id;
            }
        }
        await InsertAsync(now);
    }

    private Guid? Match(string tenant, RowProposal row, RowSecrets secrets)
    {
        var here = known.Where(c => c.Tenant == tenant).ToList();
        var name = secrets.ContactName is { } written ? Places.Plain(written) : null;
        var byPhone = here.Where(c => c.Phones.Any(secrets.Phones.Contains)).ToList();
        if (byPhone.Count > 0)
        {
            return (byPhone.Find(c => c.Name == name) ?? byPhone.Find(c => c.Street is not null && c.Street == Street(row)) ?? byPhone[0]).Id;
        }
        // The same house with another name is a new owner, not the same customer.
        return Street(row) is { } street ? here.Find(c => c.Street == street && (name is null || c.Name == name))?.Id : null;
    }

    private async Task FindAsync(IReadOnlyList<(string Tenant, RowProposal Row, RowSecrets Secrets)> visits) =>
        known.AddRange(await db.ReadAsync(
            """
            select id, tenant_id, app.plain(name), array_remove(array[phone_digits, other_phone_digits], null), app.plain(street) from app.customers
            where archived_at is null and tenant_id = any ($1) and (phone_digits = any ($2) or other_phone_digits = any ($2) or app.plain(street) = any ($3))
            order by created_at, id
            """,
            [visits.Select(v => v.Tenant).Distinct().ToArray(), visits.SelectMany(v => v.Secrets.Phones).Distinct().ToArray(), visits.Select(v => Street(v.Row)).OfType<string>().Distinct().ToArray()],
            r => new KnownCustomer(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<string[]>(3), r.Get<string>(4)), cancellationToken));

    private Task InsertAsync(DateTimeOffset now) => made.Count == 0 ? Task.CompletedTask : db.RunAsync(
        """
        insert into app.customers (id, tenant_id, name, phone, other_phone, email, street, city, state, zip, tags, do_not_service, created_at)
        select n.id, n.tenant_id, n.name, n.phone, n.other_phone, n.email, n.street, n.city, n.state, n.zip, '{}', false, $1
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
            n (id, tenant_id, name, phone, other_phone, email, street, city, state, zip)
        """,
        [
            now, made.Select(c => c.Id).ToArray(), made.Select(c => c.Tenant).ToArray(), made.Select(c => CommitPlaces.Cut(c.Name, Customer.NameMaxLength)).ToArray(),
            made.Select(c => c.Secrets.Phones.Count > 0 ? CommitText.Phone(c.Secrets.Phones[0]) : null).ToArray(), made.Select(c => c.Secrets.Phones.Count > 1 ? CommitText.Phone(c.Secrets.Phones[1]) : null).ToArray(),
            made.Select(c => CommitPlaces.Cut(c.Secrets.Email?.ToLowerInvariant(), 120)).ToArray(), made.Select(c => CommitPlaces.Cut(c.Address.Street, 120)).ToArray(),
            made.Select(c => CommitPlaces.Cut(c.Address.City, 60)).ToArray(), made.Select(c => CommitPlaces.State(c.Address.State)).ToArray(), made.Select(c => CommitPlaces.Cut(c.Address.Zip, 10)).ToArray(),
        ], cancellationToken);

    private static string? Street(RowProposal row) => row.Address.Street is { } street && Places.Plain(street) is { Length: > 0 } plain ? plain : null;

    private sealed record KnownCustomer(Guid Id, string Tenant, string Name, IReadOnlyList<string> Phones, string? Street);

    private sealed record PlannedCustomer(Guid Id, string Tenant, string Name, RowSecrets Secrets, ImportAddress Address);
}
