using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Marketing.Calendar;

public sealed class CalendarServiceTests(MarketingDesk desk) : IClassFixture<MarketingDesk>
{
    private static readonly DateOnly Monday = new(2026, 4, 6);

    private CalendarService Calendar => desk.Office.Get<CalendarService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_are_the_accounts_own_and_what_has_no_day_lies_in_the_tray()
    {
        var account = await desk.AddAccountAsync(with: a => a.Zone = "Pacific/Auckland");
        var late = await desk.AddPostAsync(Monday, new TimeOnly(23, 30), account);
        await desk.AddPostAsync(Monday.AddDays(7), new TimeOnly(0, 0), account);
        var tray = await desk.AddPostAsync(Monday, new TimeOnly(8, 0), account);
        await desk.Posts.MoveAsync(tray, PostTime.Tray, desk.Mia, Now);

        var week = await ReadAsync(new CalendarQuery(Monday, Monday.AddDays(6), account.Id));

        Assert.Equal([late], week.Posts.Select(p => p.Id));
        Assert.Equal([tray], week.Tray.Select(p => p.Id));
    }

    [Fact]
    public async Task Slots_can_be_hidden_and_the_cancelled_show_only_on_demand()
    {
        var account = await desk.AddAccountAsync();
        var (slot, gone) = (await desk.AddPostAsync(Monday, new TimeOnly(8, 0), account, slot: true), await desk.AddPostInAsync(PostStatus.Cancelled, Monday, new TimeOnly(12, 0), account));
        var query = new CalendarQuery(Monday, Monday, account.Id);

        Assert.Equal([slot], (await ReadAsync(query)).Posts.Select(p => p.Id));
        Assert.Empty((await ReadAsync(query with { Slots = false })).Posts);
        Assert.Equal([gone], (await ReadAsync(query with { Status = PostStatus.Cancelled })).Posts.Select(p => p.Id));
    }

    [Fact]
    public async Task Posts_of_one_account_within_the_hour_are_marked()
    {
        var account = await desk.AddAccountAsync();
        foreach (var minute in new[] { 0, 59 })
        {
            await desk.AddPostAsync(Monday, new TimeOnly(8, minute), account);
        }

        await desk.AddPostAsync(Monday, new TimeOnly(9, 59), account);

        Assert.Equal([true, true, false], (await ReadAsync(new CalendarQuery(Monday, Monday, account.Id))).Posts.Select(p => p.IsClose));
    }

    [Fact]
    public async Task A_yearly_event_comes_back_on_its_days()
    {
        await desk.Office.AddAsync(
            new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.Holiday, Name = "New Year", StartsOn = new DateOnly(2024, 12, 31), EndsOn = new DateOnly(2025, 1, 1), EveryYear = true },
            new SeasonalEvent { TenantId = TestOffice.H2o, Kind = SeasonalEventKind.Freeze, Name = "Once", StartsOn = new DateOnly(2026, 12, 1), EndsOn = new DateOnly(2026, 12, 9) });

        var events = (await ReadAsync(new CalendarQuery(new DateOnly(2027, 1, 1), new DateOnly(2027, 12, 31)))).Events;

        Assert.Equal([new DateOnly(2026, 12, 31), new DateOnly(2027, 12, 31)], events.Select(e => e.StartsOn));
    }

    [Fact]
    public async Task Another_companys_calendar_is_empty_and_a_reader_may_look()
    {
        await desk.AddPostAsync(Monday);

        Assert.NotEmpty((await Calendar.ReadAsync(new CalendarQuery(Monday, Monday), desk.Office.Vera, Now)).Posts);
        await Assert.ThrowsAsync<RuleException>(() => Calendar.ReadAsync(new CalendarQuery(Monday, Monday), desk.Mia with { Tenants = [TestOffice.AllCounty] }, Now));
        await Assert.ThrowsAsync<RuleException>(() => ReadAsync(new CalendarQuery(Monday, Monday.AddDays(-1))));
    }

    private Task<CalendarView> ReadAsync(CalendarQuery query) => Calendar.ReadAsync(query, desk.Mia, Now);
}
