using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Customers;

/// <summary>Two entries that are one customer: everything of the one moves to the other, and the one is archived. Nothing is deleted.</summary>
public sealed class CustomerMergeService(Db database, TenantDirectory tenants, HistoryService history, TimeProvider clock)
{
    public async Task<CustomerMerge> PreviewAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.MergeCustomers, cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        return await LookAsync(db, source, target, Fill(source, target), cancellationToken);
    }

    /// <summary>One transaction, one change set.</summary>
    /// <returns>What moved, and the change set that undoes it.</returns>
    public async Task<CustomerMerge> MergeAsync(Guid sourceId, Guid targetId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.MergeCustomers, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Nobody books a call for either, or merges the same pair the other way round, until we are through.
        await db.Database.ExecuteSqlAsync($"select from app.customers where id in ({sourceId}, {targetId}) order by id for update", cancellationToken);
        var (source, target) = await PairAsync(db, sourceId, targetId, cancellationToken);
        var merge = await LookAsync(db, source, target, Fill(source, target), cancellationToken);
        await db.DescribeAsync($"Merged the customer {source.Name} into {target.Name}", cancellationToken);

        var calls = await db.ServiceCalls.Where(c => c.TenantId == source.TenantId && c.CustomerId == sourceId).ExecuteUpdateAsync(c => c.SetProperty(x => x.CustomerId, targetId), cancellationToken);
        var bills = await db.ServiceCalls.Where(c => c.TenantId == source.TenantId && c.BillToCustomerId == sourceId).ExecuteUpdateAsync(c => c.SetProperty(x => x.BillToCustomerId, targetId), cancellationToken);
        var lots = await db.LotOwners.Where(o => o.TenantId == source.TenantId && o.CustomerId == sourceId).ExecuteUpdateAsync(o => o.SetProperty(x => x.CustomerId, targetId), cancellationToken);
        if ((calls, bills, lots) != (merge.Calls, merge.Bills, merge.Lots) || await CountAsync(db, source, cancellationToken) != (0, 0, 0))
        {
            throw new RuleException("Something was booked for one of the two in this moment. Nothing was merged; try again.");
        }

        var day = await tenants.TodayAsync(source.TenantId, cancellationToken);
        source.ArchivedAt = clock.GetUtcNow();
        source.Notes = Cut($"{source.Notes}\nMerged into {target.Name} on {day:yyyy-MM-dd}.");
        await db.SaveChangesAsync(cancellationToken);
        var set = await db.Database.SqlQuery<Guid>($"select current_setting('app.tx_change_set')::uuid as \"Value\"").SingleAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return merge with { ChangeSetId = set };
    }

    public Task<UndoPreview> UndoAsync(Guid changeSetId, Actor by, CancellationToken cancellationToken = default) => history.UndoAsync(changeSetId, by, null, cancellationToken);

    private static async Task<(Customer Source, Customer Target)> PairAsync(AppDbContext db, Guid sourceId, Guid targetId, CancellationToken cancellationToken)
    {
        var source = await CustomerService.FindAsync(db, sourceId, cancellationToken);
        var target = await CustomerService.FindAsync(db, targetId, cancellationToken);
        return (source.Id == target.Id, source.TenantId == target.TenantId, source.ArchivedAt ?? target.ArchivedAt) switch
        {
            (true, _, _) => throw new RuleException("A customer cannot be merged with itself."),
            (_, false, _) => throw new RuleException("The two belong to different companies, so they stay two."),
            (_, _, not null) => throw new RuleException($"{(source.ArchivedAt is null ? target : source).Name} is archived."),
            _ => (source, target),
        };
    }

    /// <summary>Gives the kept customer what it lacks. What both have stays as the kept one has it, and the other's notes follow its own.</summary>
    /// <returns>Labels of what was filled.</returns>
    private static List<string> Fill(Customer source, Customer target)
    {
        var filled = new List<string>();
        foreach (var (number, digits) in new[] { (source.Phone, source.PhoneDigits), (source.OtherPhone, source.OtherPhoneDigits) })
        {
            var known = number is null || number == target.Phone || number == target.OtherPhone || (digits is not null && (digits == target.PhoneDigits || digits == target.OtherPhoneDigits));
            if (known)
            {
                continue;
            }

            if (target.Phone is null)
            {
                target.Phone = number;
                filled.Add("phone");
            }
            else if (target.OtherPhone is null)
            {
                target.OtherPhone = number;
                filled.Add("other phone");
            }
            else
            {
                target.Notes = Cut($"{target.Notes}\nAlso reached at {number}.");
            }
        }

        if (target.Email is null && source.Email is not null)
        {
            target.Email = source.Email;
            filled.Add("e-mail");
        }

        if (target.Street is null && source.Street is not null)
        {
            (target.Street, target.City, target.State, target.Zip) = (source.Street, source.City, source.State, source.Zip);
            filled.Add("address");
        }

        var tags = TagList.Clean(target.Tags.Concat(source.Tags).DistinctBy(t => t.ToUpperInvariant()).Take(TagList.Most));
        if (tags.Count > target.Tags.Count)
        {
            target.Tags = tags;
            filled.Add("tags");
        }

        if (source.Notes is not null && source.Notes != target.Notes)
        {
            target.Notes = Cut($"{target.Notes}\n{source.Notes}");
            filled.Add("notes");
        }

        if (source.DoNotService && !target.DoNotService)
        {
            target.DoNotService = true;
            filled.Add("do not service");
        }

        return filled;
    }

    private static async Task<CustomerMerge> LookAsync(AppDbContext db, Customer source, Customer target, IReadOnlyList<string> fills, CancellationToken cancellationToken)
    {
        var (calls, bills, lots) = await CountAsync(db, source, cancellationToken);
        return new CustomerMerge(source.Id, source.Name, target.Id, target.Name, calls, bills, lots, fills);
    }

    private static async Task<(int Calls, int Bills, int Lots)> CountAsync(AppDbContext db, Customer source, CancellationToken cancellationToken) => (
        await db.ServiceCalls.CountAsync(c => c.TenantId == source.TenantId && c.CustomerId == source.Id, cancellationToken),
        await db.ServiceCalls.CountAsync(c => c.TenantId == source.TenantId && c.BillToCustomerId == source.Id, cancellationToken),
        await db.LotOwners.CountAsync(o => o.TenantId == source.TenantId && o.CustomerId == source.Id, cancellationToken));

    private static string Cut(string notes)
    {
        var text = notes.Trim();
        return text.Length <= Customer.NotesMaxLength ? text : text[..Customer.NotesMaxLength];
    }
}
