using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Customers;

public class CustomerServiceTests
{
    private static readonly ListRequest First = new(null, false, null, null, 50);

    [Theory]
    [InlineData("example")]
    [InlineData("ANN exam")]
    [InlineData("0142")]
    [InlineData("555-0142")]
    [InlineData("(360) 555-0142")]
    [InlineData("360.555.0142")]
    [InlineData("555-0177")]
    [InlineData("ann.e@exam")]
    [InlineData("alder 98661")]
    public async Task A_customer_is_found_by_name_any_part_of_a_phone_mail_and_address(string typed)
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Bob Sample", Phone = "(503) 555-0111", Street = "9 Birch Lane" }, office.Omar);
        var ann = await customers.CreateAsync(
            TestOffice.H2o, new CustomerInput { Name = "Ann Example", Phone = "(360) 555-0142", OtherPhone = "3605550177", Email = "Ann.E@example.com", Street = "14 Alder Court", Zip = "98661" }, office.Omar);

        Assert.Equal([ann], (await customers.ListAsync(new CustomerFilter { Search = typed }, First, office.Vera)).Rows.Select(r => r.Id));
    }

    [Fact]
    public async Task The_list_pages_by_name_and_by_the_day_of_creation_with_the_number_of_calls()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        foreach (var name in new[] { "Cara", "Ann", "Bob" })
        {
            await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = name }, office.Omar);
            office.Clock.Now = office.Clock.Now.AddMinutes(1);
        }

        await CallAsync(office, (await customers.FindAsync("bob", 5, office.Omar))[0].Id);
        var one = await customers.ListAsync(new CustomerFilter(), First with { Size = 2 }, office.Omar);
        var two = await customers.ListAsync(new CustomerFilter(), First with { Size = 2, After = one.Next }, office.Omar);
        Assert.Equal(["Ann", "Bob", "Cara"], one.Rows.Concat(two.Rows).Select(r => r.Name));
        Assert.Equal([0, 1], one.Rows.Select(r => r.Calls!.Value));
        var newest = await customers.ListAsync(new CustomerFilter(), First with { Sort = "created", Descending = true }, office.Omar);
        Assert.Equal(["Bob", "Ann", "Cara"], newest.Rows.Select(r => r.Name));
    }

    [Fact]
    public async Task Somebody_who_may_be_the_same_is_named_but_not_forbidden()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Phone = "(360) 555-0142", Email = "ann@example.com", Street = "14 Alder Court" }, office.Omar);

        Assert.Equal("same phone", Assert.Single(await Similar(new CustomerInput { Phone = "360 555 0142" })).Why);
        Assert.Equal("same e-mail", Assert.Single(await Similar(new CustomerInput { Email = "ANN@example.com" })).Why);
        Assert.Equal("same name and street", Assert.Single(await Similar(new CustomerInput { Name = "ann  EXAMPLE", Street = "14 Alder court." })).Why);
        Assert.Equal("same name", Assert.Single(await Similar(new CustomerInput { Name = "Ann Example" })).Why);
        Assert.Empty(await Similar(new CustomerInput { Name = "Ann", Phone = "555" }));
        await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example", Phone = "(360) 555-0142" }, office.Omar);
        Assert.Equal(2, (await Similar(new CustomerInput { Phone = "3605550142" })).Count);

        Task<IReadOnlyList<SimilarCustomer>> Similar(CustomerInput typed) => customers.FindSimilarAsync(TestOffice.H2o, typed, office.Omar);
    }

    [Fact]
    public async Task A_save_merges_field_by_field_and_shows_what_both_changed()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        var id = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann", Notes = "one", Tags = ["vip"] }, office.Omar);
        var seen = (await customers.GetAsync(id, office.Omar)).Facts;
        var (mine, theirs) = (seen.Copy(), seen.Copy());
        (mine.Phone, mine.Notes) = ("360 555 0142", "mine");
        theirs.Tags.Add("gate");
        await customers.SaveAsync(id, seen, theirs, office.Ana);

        await customers.SaveAsync(id, seen, mine, office.Omar);
        var now = (await customers.GetAsync(id, office.Omar)).Facts;
        Assert.Equal(("mine", "360 555 0142"), (now.Notes, now.Phone));
        Assert.Equal(["vip", "gate"], now.Tags);

        theirs.Notes = "theirs";
        var conflict = await Assert.ThrowsAsync<EditConflictException>(() => customers.SaveAsync(id, seen, theirs, office.Ana));
        Assert.Equal(("one", "mine", "theirs"), (conflict.Conflicts[0].Was, conflict.Conflicts[0].Theirs, conflict.Conflicts[0].Mine));
    }

    [Fact]
    public async Task Tags_differ_by_more_than_capitals_and_have_an_end()
    {
        Assert.Equal(["VIP", "gate code"], TagList.Clean([" VIP ", "vip", "", "gate  code"]));
        var refusal = Assert.Throws<RuleException>(() => TagList.Clean([new string('x', 51)]));
        Assert.Equal(nameof(CustomerInput.Tags), refusal.Field);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Whoever_only_reads_creates_and_changes_nothing()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        var id = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann" }, office.Max);

        foreach (var person in new[] { office.Vera, office.Mia })
        {
            Assert.Equal("Ann", (await customers.GetAsync(id, person)).Facts.Name);
            await Assert.ThrowsAsync<RuleException>(() => customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Bob" }, person));
            await Assert.ThrowsAsync<RuleException>(() => customers.ArchiveAsync(id, person));
        }

        await Assert.ThrowsAsync<RuleException>(() => customers.GetAsync(id, office.Theo));
        var named = await Assert.ThrowsAsync<RuleException>(() => customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = " " }, office.Omar));
        Assert.Equal("Name", named.Field);
    }

    [Fact]
    public async Task A_company_without_the_room_and_the_other_company_see_no_customer()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        var id = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann Example" }, office.Omar);
        var onlyAllCounty = office.Ana with { Tenants = [TestOffice.AllCounty] };

        await Assert.ThrowsAsync<RuleException>(() => customers.ListAsync(new CustomerFilter(), First, onlyAllCounty));
        await Assert.ThrowsAsync<RuleException>(() => customers.CreateAsync(TestOffice.AllCounty, new CustomerInput { Name = "Bob" }, office.Omar));
        await using (var db = await office.DbAsync())
        {
            await db.Database.ExecuteSqlAsync($"update app.tenants set features = features || 'Customers'::text where id = 'all_county'");
        }

        office.Tenants.Forget();
        Assert.Empty((await customers.ListAsync(new CustomerFilter { Search = "ann" }, First, onlyAllCounty)).Rows);
        await Assert.ThrowsAsync<NotFoundException>(() => customers.GetAsync(id, onlyAllCounty));
        await Assert.ThrowsAsync<NotFoundException>(() => customers.SaveAsync(id, new CustomerInput { Name = "Ann Example" }, new CustomerInput { Name = "Mine" }, onlyAllCounty));
    }

    [Fact]
    public async Task A_customers_page_tells_calls_in_numbers_and_where_they_lived()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        var ann = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann" }, office.Omar);
        var bob = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Bob" }, office.Omar);
        var lot = await office.AddLotAsync();
        await office.AddAsync(
            new LotOwner { TenantId = TestOffice.H2o, LotId = lot.Id, CustomerId = ann, Since = new DateOnly(2024, 5, 1) },
            new LotOwner { TenantId = TestOffice.H2o, LotId = lot.Id, CustomerId = bob, Since = new DateOnly(2025, 6, 1) });
        var start = office.Clock.Now.AddDays(-20);
        await CallAsync(office, ann, start);
        await CallAsync(office, ann, start.AddDays(10));

        var page = await customers.GetAsync(ann, office.Vera);

        Assert.Equal((2, 2, start, start.AddDays(10)), (page.Calls!.Total, page.Calls.Open, page.Calls.First!.Value, page.Calls.Last!.Value));
        Assert.Equal((new DateOnly(2024, 5, 1), new DateOnly(2025, 6, 1)), (page.Lots[0].Since, page.Lots[0].Until!.Value));
        Assert.Null((await customers.GetAsync(bob, office.Vera)).Lots[0].Until);
    }

    [Fact]
    public async Task An_archived_customer_leaves_the_list_keeps_its_calls_and_comes_back()
    {
        await using var office = await TestOffice.OpenAsync();
        var customers = office.Get<CustomerService>();
        var id = await customers.CreateAsync(TestOffice.H2o, new CustomerInput { Name = "Ann" }, office.Omar);
        await CallAsync(office, id);

        await customers.ArchiveAsync(id, office.Omar);

        Assert.Empty((await customers.ListAsync(new CustomerFilter(), First, office.Omar)).Rows);
        Assert.Equal(1, Assert.Single((await customers.ListAsync(new CustomerFilter { Archived = true }, First, office.Omar)).Rows).Calls);
        await Assert.ThrowsAsync<RuleException>(() => customers.SaveAsync(id, new CustomerInput { Name = "Ann" }, new CustomerInput { Name = "Anna" }, office.Omar));
        await customers.RestoreAsync(id, office.Omar);
        Assert.Single((await customers.ListAsync(new CustomerFilter(), First, office.Omar)).Rows);
    }

    internal static async Task<Guid> CallAsync(TestOffice office, Guid customer, DateTimeOffset? start = null, Guid? billTo = null)
    {
        var call = new ServiceCall
        {
            TenantId = TestOffice.H2o,
            Kind = ServiceCallKind.Service,
            Problem = "Leak",
            CustomerId = customer,
            BillToCustomerId = billTo,
            CreatedAt = office.Clock.Now,
        };
        await office.AddAsync(call);
        if (start is { } at)
        {
            await using var db = await office.DbAsync();
            await db.ServiceCalls.Where(c => c.Id == call.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.StartsAt, at).SetProperty(x => x.EndsAt, at.AddHours(1)));
        }

        return call.Id;
    }
}
