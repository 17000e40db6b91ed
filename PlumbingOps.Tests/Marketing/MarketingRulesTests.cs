using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Tests.Marketing;

public class MarketingRulesTests
{
    [Theory]
    [InlineData("https://h2o.example.com/book", "Winter 2026", "https://h2o.example.com/book?utm_source=facebook_page&utm_medium=social&utm_campaign=winter-2026")]
    [InlineData("https://h2o.example.com/book?plan=a#top", "Winter", "https://h2o.example.com/book?plan=a&utm_source=facebook_page&utm_medium=social&utm_campaign=winter#top")]
    [InlineData("https://h2o.example.com/?utm_source=flyer", "Winter", "https://h2o.example.com/?utm_source=flyer&utm_medium=social&utm_campaign=winter")]
    [InlineData("https://h2o.example.com/book", null, "https://h2o.example.com/book")]
    [InlineData("https://h2o.example.com/book", " !! ", "https://h2o.example.com/book")]
    [InlineData("not an address", "Winter", "not an address")]
    public void A_link_says_where_its_reader_came_from(string link, string? campaign, string told) => Assert.Equal(told, UtmLink.For(link, "facebook_page", campaign));

    [Theory]
    [InlineData(40, 60, null)]
    [InlineData(40, 50, "The shares add up to 90 %: 10 % are missing.")]
    [InlineData(60, 50, "The shares add up to 110 %: that is 10 % too many.")]
    public void Shares_add_up_to_a_hundred_or_it_is_said(int team, int coupon, string? fault) =>
        Assert.Equal(fault, AccountMix.Fault([new(ContentCategory.TeamPost, team), new(ContentCategory.Coupon, coupon)]));

    [Fact]
    public void An_account_without_a_mix_of_its_own_is_fine()
    {
        Assert.Null(AccountMix.Fault([]));
        Assert.Null(AccountMix.Fault(AccountMix.Usual));
    }

    [Fact]
    public void More_posts_than_days_and_times_give_room_for_are_refused()
    {
        var input = new AccountInput { Name = "x", PostsPerWeek = 3, Weekdays = [DayOfWeek.Monday, DayOfWeek.Friday], Times = [new(9, 0)] };

        var refusal = Assert.Throws<RuleException>(() => AccountRhythm.Check(input));

        Assert.Equal("3 posts a week find no room: Mon, Fri at 1 time give 2. Add a day or a time.", refusal.Message);
        input.Times.Add(new TimeOnly(15, 0));
        AccountRhythm.Check(input);
    }

    [Theory]
    [InlineData("{company} in {city}", "Camas", "H2O Plumbers in Camas")]
    [InlineData("{Company} in {city}", null, "H2O Plumbers in your city")]
    public void A_template_never_leaves_a_mark_behind(string pattern, string? city, string text) => Assert.Equal(text, CaptionTemplates.Fill(pattern, "H2O Plumbers", city));

    [Fact]
    public void A_yearly_event_comes_back_and_one_over_new_year_reaches_into_the_next()
    {
        var frost = new SeasonalEvent { TenantId = "h2o", Kind = SeasonalEventKind.Freeze, Name = "Frost", StartsOn = new(2024, 12, 20), EndsOn = new(2025, 1, 10), EveryYear = true };

        var times = EventCalendar.Within(frost, new DateOnly(2026, 1, 5), new DateOnly(2026, 12, 31)).Select(d => (d.First, d.Last));

        Assert.Equal([(new DateOnly(2025, 12, 20), new DateOnly(2026, 1, 10)), (new DateOnly(2026, 12, 20), new DateOnly(2027, 1, 10))], times);
        Assert.Empty(EventCalendar.Within(frost, new DateOnly(2023, 1, 1), new DateOnly(2024, 12, 19)));
    }

    [Fact]
    public void A_leap_day_is_the_28th_in_other_years_and_an_event_of_one_year_stays_there()
    {
        var leap = new SeasonalEvent { TenantId = "h2o", Kind = SeasonalEventKind.Holiday, Name = "Leap day", StartsOn = new(2024, 2, 29), EndsOn = new(2024, 2, 29), EveryYear = true };

        Assert.Equal(new DateOnly(2026, 2, 28), Assert.Single(EventCalendar.Within(leap, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))).First);
        leap.EveryYear = false;
        Assert.Empty(EventCalendar.Within(leap, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)));
    }

    [Theory]
    [InlineData(LocalTopicStatus.Published, 29, LocalTopicStatus.Published)]
    [InlineData(LocalTopicStatus.Published, 31, LocalTopicStatus.NeedsUpdate)]
    [InlineData(LocalTopicStatus.Published, null, LocalTopicStatus.NeedsUpdate)]
    [InlineData(LocalTopicStatus.InProgress, null, LocalTopicStatus.InProgress)]
    public void A_published_topic_ages(LocalTopicStatus status, int? daysAgo, LocalTopicStatus shown)
    {
        var now = new DateTimeOffset(2026, 3, 18, 17, 0, 0, TimeSpan.Zero);

        Assert.Equal(shown, LocalTopicRule.Shown(status, daysAgo is { } days ? now.AddDays(-days) : null, now));
    }
}
