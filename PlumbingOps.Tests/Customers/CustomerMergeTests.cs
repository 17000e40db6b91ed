using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Lots;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Customers;

public class CustomerMergeTests
{
    [Fact]
    public async Task A_merge_moves_everything_fills_what_was_empty_and_archives_the_other()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var merging = office.Get<CustomerMergeService>();

        var preview = await merging.PreviewAsync(source, target, office.Omar);
        var merge = await merging.MergeAsync(source, target, office.Omar);

        Assert.Equal((2, 1, 1), (merge.Calls, merge.Bills, merge.Lots));
        Assert.Equal(preview, merge with { ChangeSetId = null, Fills = preview.Fills });
        Assert.Equal(["other phone", "e-mail", "address", "tags", "notes", "do not service"], merge.Fills);
        await using var db = await office.DbAsync();
        var kept = await db.Customers.SingleAsync(c => c.Id == target);
        Assert.Equal(("(360) 555-0142", "360 555 0177", "ann@example.com", "14 Alder Court", "Kept\nOld", true),
            (kept.Phone, kept.OtherPhone, kept.Email, kept.Street, kept.Notes, kept.DoNotService));
        Assert.Equal(["VIP", "gate"], kept.Tags);
        var gone = await db.Customers.SingleAsync(c => c.Id == source);
        Assert.NotNull(gone.ArchivedAt);
        Assert.EndsWith("Merged into Ann Example on 2026-03-18.", gone.Notes, StringComparison.Ordinal);
        Assert.Equal(3, await db.ServiceCalls.CountAsync(c => c.CustomerId == target));
        Assert.Equal(1, await db.ServiceCalls.CountAsync(c => c.BillToCustomerId == target));
        Assert.Equal(target, (await db.LotOwners.SingleAsync()).CustomerId);
    }

    [Fact]
    public async Task A_merge_is_one_change_and_is_undone_as_one()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var merging = office.Get<CustomerMergeService>();
        var merge = await merging.MergeAsync(source, target, office.Omar);

        await merging.UndoAsync(merge.ChangeSetId!.Value, office.Omar);

        await using var db = await office.DbAsync();
        var (one, other) = (await db.Customers.SingleAsync(c => c.Id == source), await db.Customers.SingleAsync(c => c.Id == target));
        Assert.Null(one.ArchivedAt);
        Assert.Equal(("Old", "Kept", null), (one.Notes, other.Notes, other.Email));
        Assert.Equal(2, await db.ServiceCalls.CountAsync(c => c.CustomerId == source));
        Assert.Equal(source, (await db.LotOwners.SingleAsync()).CustomerId);
    }

    [Fact]
    public async Task Customers_of_two_companies_the_same_one_and_an_archived_one_are_not_merged()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var merging = office.Get<CustomerMergeService>();
        var other = new Customer { TenantId = TestOffice.AllCounty, Name = "Ann Example" };
        await office.AddAsync(other);

        await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source, source, office.Omar));
        // All County has the room switched off, so its customer is not there at all.
        await Assert.ThrowsAsync<NotFoundException>(() => merging.MergeAsync(source, other.Id, office.Omar));
        await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source, target, office.Vera));
        await merging.MergeAsync(source, target, office.Omar);
        await Assert.ThrowsAsync<RuleException>(() => merging.MergeAsync(source, target, office.Omar));
    }

    [Fact]
    public async Task Two_who_merge_a_pair_both_ways_at_once_merge_it_once()
    {
        await using var office = await TestOffice.OpenAsync();
        var (source, target) = await PairAsync(office);
        var merging = office.Get<CustomerMergeService>();

        var outcomes = await Task.WhenAll(new[] { (source, target), (target, source), (source, target) }.Select(async pair =>
        {
            try
            {
                await merging.MergeAsync(pair.Item1, pair.Item2, office.Omar);
                return true;
            }
            catch (RuleException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, done => done);
        await using var db = await office.DbAsync();
        Assert.Equal(1, await db.Customers.CountAsync(c => c.ArchivedAt == null));
        var kept = await db.Customers.SingleAsync(c => c.ArchivedAt == null);
        Assert.Equal(3, await db.ServiceCalls.CountAsync(c => c.CustomerId == kept.Id));
    }

    private static async Task<(Guid Source, Guid Target)> PairAsync(TestOffice office)
    {
        var customers = office.Get<CustomerService>();
        var source = await customers.CreateAsync(TestOffice.H2o, new CustomerInput
        {
            Name = "A. Example",
            Phone = "360 555 0177",
            Email = "ann@example.com",
            Street = "14 Alder Court",
            City = "Camas",
            Tags = ["vip", "gate"],
            Notes = "Old",
            DoNotService = true,
        }, office.Omar);
        var target = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Phone = "(360) 555-0142", Tags = ["VIP"], Notes = "Kept" }, office.Omar);
        await CustomerServiceTests.CallAsync(office, source);
        await CustomerServiceTests.CallAsync(office, source);
        await CustomerServiceTests.CallAsync(office, target, billTo: source);
        var lot = await office.AddLotAsync();
        await office.AddAsync(new LotOwner { TenantId = TestOffice.H2o, LotId = lot.Id, CustomerId = source, Since = new DateOnly(2025, 1, 1) });
        return (source, target);
    }
}
