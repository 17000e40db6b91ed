using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Lots;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Database;

public sealed partial class DemoDataTests(DemoDataTests.OneHouse one) : IClassFixture<DemoDataTests.OneHouse>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TestOffice.Morning.UtcDateTime);

    public sealed class OneHouse : IAsyncLifetime
    {
        public DemoHouse House { get; private set; } = null!;

        public async ValueTask InitializeAsync() => House = await DemoHouse.OpenAsync(TestOffice.Morning);

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }

    private DemoHouse House => one.House;

    [Fact]
    public async Task The_same_clock_gives_the_same_rows()
    {
        await using var first = await DemoHouse.OpenAsync(TestOffice.Morning, withCast: false);
        await using var second = await DemoHouse.OpenAsync(TestOffice.Morning, withCast: false);

        var tables = await first.AskAsync<string[]>("select array_agg(tablename::text order by 1) from pg_tables where schemaname = 'app' and tablename <> 'migrations'");

        Assert.True(tables!.Length > 20);
        foreach (var table in tables)
        {
            var rows = $"select coalesce(string_agg(to_jsonb(t)::text, e'\\n' order by to_jsonb(t)::text), '') from app.{table} t";
            Assert.Equal(await first.AskAsync<string>(rows), await second.AskAsync<string>(rows));
        }
    }

    [Fact]
    public async Task There_is_an_office_of_two_years_around_today()
    {
        await using var db = await House.DbAsync();

        Assert.Equal(7, await db.Builders.CountAsync());
        Assert.All(await db.Builders.Include(b => b.Aliases).Include(b => b.Contacts).ToListAsync(), b =>
        {
            Assert.NotEmpty(b.Aliases);
            Assert.InRange(b.Contacts.Count, 2, 4);
        });
        Assert.Equal(14, await db.Communities.CountAsync(c => c.Lots.Count > 1));
        Assert.Equal(150, await db.Lots.CountAsync());
        Assert.Equal(6, await db.Lots.CountAsync(l => l.Number == null));
        Assert.Equal(220, await db.Customers.CountAsync());
        Assert.InRange(await db.ServiceCalls.CountAsync(), 360, 440);
        Assert.InRange(await db.Jobs.CountAsync(), 400, 560);
        Assert.InRange((await db.Jobs.MinAsync(j => j.StartDate))!.Value, Today.AddDays(-2 * 365), Today.AddDays(-500));
        foreach (var tenant in new[] { DemoPeople.AllCounty, DemoPeople.H2O })
        {
            Assert.Equal(8, await db.Technicians.CountAsync(t => t.TenantId == tenant));
            Assert.True(await db.Absences.AnyAsync(a => a.TenantId == tenant && a.TechnicianId != null && a.StartDate <= Today && a.EndDate >= Today));
            var theo = await db.Technicians.SingleAsync(t => t.TenantId == tenant && t.Name == "Theo");
            Assert.Equal(await db.Users.Where(u => u.UserName == "theo").Select(u => u.Id).SingleAsync(), theo.UserId);
        }
    }

    [Fact]
    public async Task Every_kind_and_state_can_be_seen()
    {
        await using var db = await House.DbAsync();

        await SeeAll(db.Jobs.Select(j => j.Status));
        await SeeAll(db.Jobs.Select(j => j.Phase));
        await SeeAll(db.JobTasks.Select(t => t.Status));
        await SeeAll(db.ServiceCalls.Select(c => c.Status));
        await SeeAll(db.ServiceCalls.Select(c => c.Kind));
        await SeeAll(db.ServiceCalls.Select(c => c.Priority));
        await SeeAll(db.ServiceCalls.Where(c => c.PaymentStatus != null).Select(c => c.PaymentStatus!.Value));
        await SeeAll(db.ServiceCalls.Where(c => c.WriteUp != null).Select(c => c.WriteUp!.Value));
        await SeeAll(db.CallTasks.Select(t => t.Type));
        await SeeAll(db.CallTasks.Select(t => t.Status));
        await SeeAll(db.CallPayments.Select(p => p.Method));
        Assert.True(await db.CallTechnicians.AnyAsync(t => !t.IsPrimary));
        Assert.True(await db.CallAccessCodes.AnyAsync());
        Assert.True(await db.JobAccessCodes.AnyAsync());
        Assert.True(await db.LotOwners.AnyAsync());
        Assert.True(await db.Customers.AnyAsync(c => c.DoNotService));
        Assert.True(await db.ServiceCalls.AnyAsync(c => c.GroupId != null));
    }

    // The demonstration is opened on any day of the week, at any hour, and across both changes of the clocks.
    [Theory]
    [InlineData("2026-03-18T17:00:00Z")]
    [InlineData("2026-03-08T20:00:00Z")]
    [InlineData("2026-10-31T23:30:00Z")]
    [InlineData("2026-11-02T06:30:00Z")]
    [InlineData("2028-02-29T08:10:00Z")]
    [InlineData("2026-12-25T21:00:00Z")]
    public async Task Today_is_busy_and_some_of_it_wants_attention(string now)
    {
        await using var house = await DemoHouse.OpenAsync(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        var today = await house.Get<TenantDirectory>().TodayAsync(DemoPeople.AllCounty);
        await using var db = await house.DbAsync();

        Assert.InRange(await db.Jobs.CountAsync(j => j.StartDate <= today && j.EndDate >= today && j.Status != JobStatus.OnHold && j.Status != JobStatus.Cancelled), 2, 16);
        var zone = (await house.Get<TenantDirectory>().GetAsync(DemoPeople.H2O)).TimeZone;
        var (start, end) = (zone.StartOf(today), zone.StartOf(today.AddDays(1)));
        Assert.InRange(await db.ServiceCalls.CountAsync(c => c.StartsAt >= start && c.StartsAt < end), 8, 25);
        Assert.InRange(await db.Jobs.CountAsync(j => j.EndDate < today && (j.Status == JobStatus.Scheduled || j.Status == JobStatus.InProgress)), 3, 8);
        Assert.InRange(await db.ServiceCalls.CountAsync(c => c.EndsAt < house.Clock.Now && (c.Status == ServiceCallStatus.Scheduled || c.Status == ServiceCallStatus.InProgress || c.Status == ServiceCallStatus.Dispatched)), 1, 16);
        Assert.InRange(await db.ServiceCalls.CountAsync(c => c.StartsAt >= start && c.Status == ServiceCallStatus.Scheduled && c.Technicians.Count == 0), 2, 25);
        Assert.InRange(await db.Jobs.CountAsync(j => j.StartDate >= today && j.Status == JobStatus.Scheduled && j.Crew.Count == 0), 2, 40);
        Assert.InRange(await db.Jobs.CountAsync(j => j.Status == JobStatus.New && j.StartDate == null), 5, 45);
        Assert.True(await db.CallTasks.AnyAsync(t => t.DueDate < today && t.Status == OfficeTaskStatus.Pending));
    }

    [Fact]
    public async Task What_is_stored_is_what_the_verbs_allow()
    {
        await using var db = await House.DbAsync();
        var jobs = await db.Jobs.Include(j => j.Crew).Include(j => j.Tasks).ToListAsync();
        var calls = await db.ServiceCalls.Include(c => c.Technicians).Include(c => c.Payments).ToListAsync();

        Assert.All(jobs, j =>
        {
            Assert.Equal(j.Status == JobStatus.Completed, j.CompletedOn is not null);
            Assert.True(j.CompletedOn is null || (j.CompletedOn <= Today && j.CompletedOn >= j.StartDate));
            Assert.Equal(j.Status is JobStatus.OnHold or JobStatus.Cancelled, j.StatusReason is not null);
            Assert.True(j.Status != JobStatus.Scheduled || j.StartDate is not null);
            Assert.True(j.Status != JobStatus.New || j.StartDate is null);
            Assert.False(j.Status == JobStatus.InProgress && j.StartDate > Today);
            Assert.All(PhaseTasks.Of(j.Phase), title => Assert.Contains(j.Tasks, t => t.Title == title));
        });
        Assert.All(calls, c =>
        {
            Assert.Equal(c.Status == ServiceCallStatus.Completed, c.CompletedAt is not null);
            Assert.True(c.CompletedAt is null || c.CompletedAt <= House.Clock.Now);
            Assert.True(c.CreatedAt <= House.Clock.Now && (c.StartsAt is null || c.CreatedAt < c.StartsAt));
            Assert.Equal(c.Technicians.Count > 0 ? 1 : 0, c.Technicians.Count(t => t.IsPrimary));
            Assert.True(c.Status != ServiceCallStatus.Dispatched || c.Technicians.Count > 0);
            Assert.Equal(c.PaymentStatus is PaymentStatus.Paid or PaymentStatus.Partial, c.Payments.Sum(p => p.AmountCents) > 0);
            Assert.All(c.Payments, p => Assert.True(p.PaidOn <= Today));
        });
        Assert.Equal(jobs.OrderBy(j => j.Id).Select(j => j.Number), Enumerable.Range(1001, jobs.Count));
        Assert.All(calls.GroupBy(c => c.TenantId), company => Assert.Equal(company.OrderBy(c => c.Id).Select(c => c.Number), Enumerable.Range(1001, company.Count())));
    }

    [Fact]
    public async Task Warranties_begin_as_the_rule_says()
    {
        await using var db = await House.DbAsync();
        var months = await db.Lots.Select(l => new { l.Id, l.Community!.Builder!.WarrantyMonths }).ToDictionaryAsync(l => l.Id, l => l.WarrantyMonths);
        var last = (await db.Jobs.Where(j => j.Status == JobStatus.Completed && (j.Phase == JobPhase.Trim || j.Phase == JobPhase.Final)).ToListAsync())
            .GroupBy(j => j.LotId).ToDictionary(g => g.Key, g => g.Max(j => j.CompletedOn)!.Value);
        var warranties = await db.LotWarranties.ToListAsync();

        Assert.Equal(last.Keys.Order(), warranties.Select(w => w.LotId).Order());
        Assert.All(warranties, w => Assert.Equal((last[w.LotId], WarrantyRule.LastDay(last[w.LotId], months[w.LotId])), (w.StartsOn, w.EndsOn)));
        Assert.All(Enum.GetValues<WarrantyState>().Except([WarrantyState.NotStarted, WarrantyState.Upcoming]), state => Assert.Contains(warranties, w => WarrantyStatus.Of(w, Today).State == state));
        var covered = await db.ServiceCalls.Where(c => c.Kind == ServiceCallKind.Warranty && c.StartsAt != null).Select(c => new { c.LotId, c.StartsAt }).ToListAsync();
        Assert.NotEmpty(covered);
        Assert.All(covered, c => Assert.True(warranties.Single(w => w.LotId == c.LotId).Covers(DateOnly.FromDateTime(c.StartsAt!.Value.AddHours(-8).Date))));
    }

    [Fact]
    public async Task Nobody_is_at_two_visits_at_once()
    {
        await using var db = await House.DbAsync();
        var visits = await db.CallTechnicians.Join(db.ServiceCalls.Where(c => c.StartsAt > House.Clock.Now && c.Status != ServiceCallStatus.Cancelled), t => t.ServiceCallId, c => c.Id,
            (t, c) => new { t.TechnicianId, c.StartsAt, c.EndsAt, Visit = c.GroupId ?? c.Id }).ToListAsync();

        Assert.NotEmpty(visits);
        foreach (var person in visits.GroupBy(v => v.TechnicianId))
        {
            var inOrder = person.DistinctBy(v => v.Visit).OrderBy(v => v.StartsAt).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.EndsAt <= pair.Second.StartsAt!.Value.AddMinutes(30)));
        }
    }

    [Fact]
    public async Task No_phone_and_no_mail_can_be_somebodys()
    {
        await using var db = await House.DbAsync();
        var phones = (await db.Customers.Select(c => new[] { c.Phone, c.OtherPhone }).ToListAsync()).SelectMany(p => p)
            .Concat(await db.Builders.Select(b => b.Phone).ToListAsync()).Concat(await db.BuilderContacts.Select(c => c.Phone).ToListAsync())
            .Concat(await db.ServiceCalls.Select(c => c.ContactPhone).ToListAsync()).Concat(await db.Jobs.Select(j => j.ContactPhone).ToListAsync()).OfType<string>().ToList();
        var mails = (await db.Customers.Select(c => c.Email).ToListAsync()).Concat(await db.BuilderContacts.Select(c => c.Email).ToListAsync())
            .Concat(await db.ServiceCalls.Select(c => c.ContactEmail).ToListAsync()).OfType<string>().ToList();

        Assert.True(phones.Count > 300 && mails.Count > 150);
        Assert.All(phones, phone => Assert.Matches(@"^\+1\d{3}55501\d{2}$", Phones.Normalise(phone)));
        Assert.All(mails, mail => Assert.Matches(@"^[a-z.]+@example\.com$", mail));
        // Whatever column it hides in.
        foreach (var table in new[] { "customers", "service_calls", "jobs", "builders", "builder_contacts", "lots", "communities" })
        {
            var rows = await House.AskAsync<string>($"select string_agg((to_jsonb(t) - 'id' - 'search' - 'lot_id' - 'customer_id' - 'group_id')::text, ' ') from app.{table} t");
            Assert.DoesNotMatch(RealPhone(), rows!);
        }
    }

    [Fact]
    public async Task History_says_in_one_change_set_where_it_came_from()
    {
        await using var db = await House.DbAsync();

        var set = Assert.Single(await db.ChangeSets.Where(s => s.Summary == "Demonstration data").ToListAsync());

        Assert.Equal(nameof(ChangeSource.Setup), set.Source);
        Assert.True(await db.Changes.CountAsync(c => c.ChangeSetId == set.Id) > 2000);
    }

    [Fact]
    public async Task A_house_with_work_refuses_the_demonstration()
    {
        var refusal = await Assert.ThrowsAsync<RuleException>(House.LoadAsync);

        Assert.Contains("already", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task SeeAll<T>(IQueryable<T> seen) where T : struct, Enum => Assert.Equal(Enum.GetValues<T>(), (await seen.Distinct().ToListAsync()).Order());

    [GeneratedRegex(@"\(?\b[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}\b(?<!555[-. ]01\d\d)")]
    private static partial Regex RealPhone();
}
