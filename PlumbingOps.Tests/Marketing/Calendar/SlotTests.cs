using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing.Calendar;

/// <summary>Each test has an office of its own: a top-up is for all accounts of a company.</summary>
public sealed class SlotTests : IAsyncLifetime
{
    private static readonly DateOnly Today = MarketingDesk.Today;

    private readonly MarketingDesk desk = new();

    private SlotService Slots => desk.Office.Get<SlotService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Ten_nights_in_a_row_plan_the_same_weeks()
    {
        var account = await desk.AddAccountAsync(with: a => (a.PostsPerWeek, a.Times) = (3, [new TimeOnly(9, 0), new TimeOnly(16, 0)]));
        var first = await TopUpAsync();
        var planned = await SlotsAsync(account);
        desk.Office.Clock.Now = desk.Office.Clock.Now.AddHours(16);

        for (var night = 1; night <= 10; night++)
        {
            await Slots.TopUpAllAsync(Now);
            await Slots.TopUpAllAsync(Now);
            desk.Office.Clock.Now = desk.Office.Clock.Now.AddDays(1);
        }

        var later = await SlotsAsync(account);
        Assert.Equal(planned, later.Where(s => s.Day < Today.AddDays(28)));
        Assert.Equal(first.Created, planned.Count);
        Assert.All(later.GroupBy(s => Monday(s.Day)).Skip(1).SkipLast(1), week => Assert.Equal([DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday], week.Select(s => s.Day.DayOfWeek)));
        Assert.All(later.GroupBy(s => Monday(s.Day)), week => Assert.True(week.Count() <= 3));
        Assert.Equal([new TimeOnly(9, 0), new TimeOnly(16, 0), new TimeOnly(9, 0)], later.GroupBy(s => Monday(s.Day)).ElementAt(1).Select(s => s.Time));
    }

    [Fact]
    public async Task Two_at_once_do_the_work_of_one()
    {
        var account = await desk.AddAccountAsync(with: a => a.PostsPerWeek = 5);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TopUpAsync()));

        Assert.Equal((await SlotsAsync(account)).Count, results.Sum(r => r.Created));
        Assert.Single(results, r => r.Created > 0);
        Assert.All((await SlotsAsync(account)).GroupBy(s => Monday(s.Day)), week => Assert.True(week.Count() <= 5));
    }

    [Fact]
    public async Task Posts_placed_by_hand_count_and_cancelled_ones_do_not()
    {
        var account = await desk.AddAccountAsync(with: a => (a.PostsPerWeek, a.Weekdays) = (2, [DayOfWeek.Monday, DayOfWeek.Thursday]));
        var week = new DateOnly(2026, 3, 23);
        await desk.AddPostAsync(week.AddDays(1), new TimeOnly(9, 0), account);
        await desk.AddPostInAsync(PostStatus.Cancelled, week.AddDays(2), new TimeOnly(9, 0), account);

        await TopUpAsync();

        Assert.Equal([week], (await SlotsAsync(account)).Where(s => Monday(s.Day) == week).Select(s => s.Day));
        Assert.Equal([week.AddDays(7), week.AddDays(10)], (await SlotsAsync(account)).Where(s => Monday(s.Day) == week.AddDays(7)).Select(s => s.Day));
    }

    [Fact]
    public async Task Slots_lie_on_allowed_days_and_say_when_there_is_no_room()
    {
        var weekends = await desk.AddAccountAsync(with: a => (a.PostsPerWeek, a.Weekdays, a.Times) = (5, [DayOfWeek.Sunday, DayOfWeek.Saturday], [new TimeOnly(8, 0), new TimeOnly(12, 0)]));
        await desk.AddAccountAsync(with: a => a.IsActive = false);
        await desk.AddAccountAsync(with: a => a.PostsPerWeek = 0);

        var result = await TopUpAsync(7);

        Assert.Equal([(DayOfWeek.Saturday, 8), (DayOfWeek.Saturday, 12), (DayOfWeek.Sunday, 8), (DayOfWeek.Sunday, 12)], (await SlotsAsync(weekends)).Select(s => (s.Day.DayOfWeek, s.Time.Hour)));
        Assert.Equal($"4 new slots for the coming 7 days on 1 account; 0 skipped, because the place is taken already. {weekends.Name} wants 1 more a week than its days and times hold.", result.InWords());
    }

    [Fact]
    public async Task The_kind_that_lags_behind_its_share_comes_next_with_an_idea_of_its_own()
    {
        var account = await desk.AddAccountAsync(with: a =>
        {
            a.PostsPerWeek = 7;
            a.Mix.Add(new AccountShare { TenantId = TestOffice.H2o, Category = ContentCategory.Diy, Percent = 75 });
            a.Mix.Add(new AccountShare { TenantId = TestOffice.H2o, Category = ContentCategory.Coupon, Percent = 25 });
        });
        await desk.Office.AddAsync(new CaptionTemplate { TenantId = TestOffice.H2o, Category = ContentCategory.Diy, Title = "{company} shows how", Caption = "…" });

        await TopUpAsync(8);

        await using var db = await desk.Office.DbAsync();
        var slots = await db.Posts.Where(p => p.AccountId == account.Id).OrderBy(p => p.ScheduledFor).ToListAsync(Now);
        Assert.Equal((5, 2), (slots.Count(s => s.SuggestedCategory == ContentCategory.Diy), slots.Count(s => s.SuggestedCategory == ContentCategory.Coupon)));
        Assert.All(slots.Where(s => s.SuggestedCategory == ContentCategory.Diy), s => Assert.Equal("H2O Plumbers shows how", s.Hint));
    }

    [Fact]
    public async Task A_week_belongs_to_the_accounts_own_zone()
    {
        // Sunday evening in the office is Monday in Auckland.
        desk.Office.Clock.Now = new DateTimeOffset(2026, 3, 23, 1, 0, 0, TimeSpan.Zero);
        var far = await desk.AddAccountAsync(with: a => (a.PostsPerWeek, a.Weekdays, a.Zone) = (1, [DayOfWeek.Monday], "Pacific/Auckland"));
        var near = await desk.AddAccountAsync(with: a => (a.PostsPerWeek, a.Weekdays) = (1, [DayOfWeek.Monday]));

        await TopUpAsync(1);
        await TopUpAsync(2);

        Assert.DoesNotContain(await SlotsAsync(far), s => s.Day == new DateOnly(2026, 3, 22));
        Assert.Equal([new DateOnly(2026, 3, 23)], (await SlotsAsync(near)).Select(s => s.Day));
    }

    [Fact]
    public async Task The_horizon_and_the_right_are_checked()
    {
        await Assert.ThrowsAsync<RuleException>(() => TopUpAsync(0));
        await Assert.ThrowsAsync<RuleException>(() => TopUpAsync(91));
        await Assert.ThrowsAsync<RuleException>(() => Slots.TopUpAsync(TestOffice.H2o, 28, desk.Office.Vera, Now));
        await Assert.ThrowsAsync<RuleException>(() => Slots.TopUpAsync(TestOffice.AllCounty, 28, desk.Mia, Now));
        Assert.Contains("No account wants slots", (await TopUpAsync()).InWords(), StringComparison.Ordinal);
    }

    private Task<TopUpResult> TopUpAsync(int days = SlotService.UsualDays) => Slots.TopUpAsync(TestOffice.H2o, days, desk.Mia, Now);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private async Task<List<(DateOnly Day, TimeOnly Time)>> SlotsAsync(ChannelAccount account)
    {
        await using var db = await desk.Office.DbAsync();
        return (await db.Posts.Where(p => p.AccountId == account.Id && p.Status == PostStatus.Planned).OrderBy(p => p.ScheduledFor).Select(p => new { p.Day, p.Time }).ToListAsync(Now)).ConvertAll(p => (p.Day!.Value, p.Time!.Value));
    }
}
