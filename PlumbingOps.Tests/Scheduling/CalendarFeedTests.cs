using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Imports;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Scheduling.Feeds;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Scheduling;

/// <summary>Calendars by a secret address, fetched over HTTP as a calendar program does and read with the importer's reader, which shares nothing with their writer.</summary>
public sealed class CalendarFeedTests(CalendarFeedTests.House house) : IClassFixture<CalendarFeedTests.House>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private DispatchOffice Office => house.Dispatch;
    private CalendarFeedService Feeds => Office.Office.Get<CalendarFeedService>();
    private Actor Omar => Office.Omar;

    [Fact]
    public async Task A_visit_stands_in_the_calendar_of_each_of_its_people_at_the_right_moment()
    {
        var day = Office.NextDay();
        var id = await Office.NewCallAsync(DispatchOffice.At(day, 9, 11), Office.Ray, Office.Jo);
        var (rays, jos, theos) = (await MakeAsync(Office.Ray), await MakeAsync(Office.Jo), await MakeAsync(Office.Theo));

        var visit = Visit(await ReadAsync(rays), id);
        Assert.StartsWith("C-", visit.Subject);
        Assert.EndsWith("Service: Rosa Ruiz", visit.Subject);
        Assert.Equal("14 Alder Lane, Camas", visit.Location);
        Assert.Contains("Kitchen sink leaks", visit.Description);
        Assert.Contains("Ray, Jo", visit.Description);
        Assert.True(visit.Start!.Value.IsUtc);
        // April is summer time: seven hours behind.
        Assert.Equal(day.ToDateTime(new(16, 0)), visit.Start.Value.Local);
        Assert.Equal(day.ToDateTime(new(18, 0)), visit.End!.Value.Local);
        Assert.Equal(visit.Subject, Visit(await ReadAsync(jos), id).Subject);
        Assert.DoesNotContain($"{id}", await house.TextAsync(theos));
    }

    [Fact]
    public async Task A_visit_in_winter_time_and_one_in_summer_time_keep_the_hour_of_the_wall()
    {
        var (winter, summer) = (new DateOnly(2026, 3, 6), new DateOnly(2026, 3, 9));
        var (before, after) = (await Office.NewCallAsync(DispatchOffice.At(winter, 8, 9), Office.Jo), await Office.NewCallAsync(DispatchOffice.At(summer, 8, 9), Office.Jo));

        var file = await ReadAsync(await MakeAsync(Office.Jo));

        Assert.Equal(winter.ToDateTime(new(16, 0)), Visit(file, before).Start!.Value.Local);
        Assert.Equal(summer.ToDateTime(new(15, 0)), Visit(file, after).Start!.Value.Local);
    }

    [Fact]
    public async Task A_visit_of_whole_days_ends_the_day_after_its_last()
    {
        var day = Office.NextDay();
        var id = await Office.NewCallAsync(new CallWindow { Day = day, LastDay = day.AddDays(1), AllDay = true }, Office.Ray);

        var visit = Visit(await ReadAsync(await MakeAsync(Office.Ray)), id);

        Assert.True(visit.AllDay);
        Assert.Equal(day.ToDateTime(default), visit.Start!.Value.Local);
        Assert.Equal(day.AddDays(2).ToDateTime(default), visit.End!.Value.Local);
    }

    [Fact]
    public async Task A_job_is_a_bar_of_whole_days_in_its_crews_calendar()
    {
        var office = Office.Office;
        var lot = await office.AddLotAsync("31");
        var job = await office.Get<JobService>().CreateAsync(
            TestOffice.AllCounty, lot.Id, JobPhase.Trim, new JobInput { StartDate = new DateOnly(2026, 4, 2), EndDate = new DateOnly(2026, 4, 3), Crew = [office.TheoOfAllCounty.Id] }, Omar, Now);

        var file = await ReadAsync(await Feeds.CreateAsync(TestOffice.AllCounty, new CalendarFeedInput { TechnicianIds = [office.TheoOfAllCounty.Id] }, Omar, Now));

        var bar = Assert.Single(file, e => e.Uid == $"job-{job}@plumbingops");
        Assert.EndsWith("Trim: Cedar Ridge #31", bar.Subject);
        Assert.True(bar.AllDay);
        Assert.Equal(new DateTime(2026, 4, 4), bar.End!.Value.Local);
    }

    [Fact]
    public async Task A_moved_visit_keeps_its_id_and_counts_up_and_a_cancelled_one_is_gone()
    {
        var day = Office.NextDay();
        var id = await Office.NewCallAsync(DispatchOffice.At(day, 9, 10), Office.Ray);
        var feed = await MakeAsync(Office.Ray);
        var before = Visit(await ReadAsync(feed), id);

        await Office.PlaceAsync(id, Office.Ray, Office.Ray, DispatchOffice.At(day, 13, 14));
        var after = Visit(await ReadAsync(feed), id);
        Assert.Equal(before.Uid, after.Uid);
        Assert.True(after.Sequence > before.Sequence, $"{after.Sequence} is not more than {before.Sequence}");
        Assert.Equal(day.ToDateTime(new(20, 0)), after.Start!.Value.Local);

        await Office.Calls.CancelAsync(id, "Called off", Omar, Now);
        Assert.DoesNotContain($"{id}", await house.TextAsync(feed));
    }

    [Fact]
    public async Task A_calendar_of_everybody_shows_what_nobody_has_too()
    {
        var id = await Office.NewCallAsync(DispatchOffice.At(Office.NextDay(), 9, 10));

        Assert.Contains("Nobody is assigned", Visit(await ReadAsync(await MakeAsync()), id).Description);
        Assert.DoesNotContain($"{id}", await house.TextAsync(await MakeAsync(Office.Ray)));
    }

    [Fact]
    public async Task An_ended_calendar_answers_nobody_until_it_is_resumed_and_a_renewed_one_only_at_its_new_address()
    {
        var feed = await MakeAsync(Office.Jo);
        var id = await IdOfAsync(feed);
        await Feeds.EndAsync(id, Omar, Now);
        using (var ended = await house.FetchAsync(feed))
        {
            Assert.Equal(HttpStatusCode.NotFound, ended.StatusCode);
            Assert.Contains("Ask the office for a new one", await ended.Content.ReadAsStringAsync(Now));
        }

        await Feeds.ResumeAsync(id, Omar, Now);
        await house.TextAsync(feed);
        var renewed = await Feeds.RenewAsync(id, Omar, Now);
        Assert.Equal(HttpStatusCode.NotFound, await house.StatusAsync(feed));
        Assert.Equal(HttpStatusCode.OK, await house.StatusAsync(renewed));
        Assert.Equal(HttpStatusCode.NotFound, await house.StatusAsync("never-given"));
    }

    [Fact]
    public async Task A_calendar_ends_with_its_maker_and_goes_on_when_somebody_renews_it()
    {
        var feed = await Feeds.CreateAsync(TestOffice.H2o, new CalendarFeedInput { TechnicianIds = [Office.Ray.Id] }, Office.Office.Max, Now);
        await SetActiveAsync(Office.Office.Max, false);
        try
        {
            Assert.Equal(HttpStatusCode.NotFound, await house.StatusAsync(feed));
            var id = await IdOfAsync(feed);
            Assert.True((await Feeds.ListAsync(Omar, Now)).Single(r => r.Id == id).IsDead);
            Assert.Equal(HttpStatusCode.OK, await house.StatusAsync(await Feeds.RenewAsync(id, Omar, Now)));
        }
        finally
        {
            await SetActiveAsync(Office.Office.Max, true);
        }
    }

    [Fact]
    public async Task Technicians_make_calendars_of_their_own_visits_and_see_no_others()
    {
        var theo = Office.Office.Theo;
        var refusal = await Assert.ThrowsAsync<RuleException>(() => Feeds.CreateAsync(TestOffice.H2o, new CalendarFeedInput { TechnicianIds = [Office.Ray.Id] }, theo, Now));
        Assert.Equal("Your calendar is of your own visits.", refusal.Message);
        await Assert.ThrowsAsync<RuleException>(() => Feeds.CreateAsync(TestOffice.H2o, new CalendarFeedInput(), theo, Now));
        var omars = await IdOfAsync(await MakeAsync(Office.Theo));

        var own = await Feeds.CreateAsync(TestOffice.H2o, new CalendarFeedInput { TechnicianIds = [Office.Theo.Id] }, theo, Now);
        var id = await Office.NewCallAsync(DispatchOffice.At(Office.NextDay(), 9, 10), Office.Theo);

        Assert.Equal($"call-{id}@plumbingops", Visit(await ReadAsync(own), id).Uid);
        Assert.Equal(await IdOfAsync(own), Assert.Single(await Feeds.ListAsync(theo, Now)).Id);
        await Assert.ThrowsAsync<NotFoundException>(() => Feeds.RenewAsync(omars, theo, Now));
        await Assert.ThrowsAsync<NotFoundException>(() => Feeds.EndAsync(omars, theo, Now));
    }

    [Fact]
    public async Task The_other_company_has_no_part_in_it()
    {
        var feed = await Feeds.CreateAsync(TestOffice.AllCounty, new CalendarFeedInput(), Omar, Now);
        var id = await IdOfAsync(feed);

        await Assert.ThrowsAsync<NotFoundException>(() => Feeds.RenewAsync(id, Office.Office.Max, Now));
        Assert.DoesNotContain(await Feeds.ListAsync(Office.Office.Max, Now), row => row.Id == id);
        await Assert.ThrowsAsync<RuleException>(() => Feeds.CreateAsync(TestOffice.H2o, new CalendarFeedInput { TechnicianIds = [Office.Office.TheoOfAllCounty.Id] }, Omar, Now));
        await Office.NewCallAsync(DispatchOffice.At(Office.NextDay(), 9, 10), Office.Ray);
        Assert.DoesNotContain("Rosa Ruiz", await house.TextAsync(feed));
    }

    [Fact]
    public async Task Who_asks_again_is_told_that_nothing_changed()
    {
        var day = Office.NextDay();
        var id = await Office.NewCallAsync(DispatchOffice.At(day, 9, 10), Office.Jo);
        var feed = await MakeAsync(Office.Jo);
        using var first = await house.FetchAsync(feed);
        Assert.Equal("text/calendar", first.Content.Headers.ContentType!.MediaType);

        Assert.Equal(HttpStatusCode.NotModified, await house.StatusAsync(feed, first.Headers.ETag!.ToString()));
        await Office.PlaceAsync(id, Office.Jo, Office.Jo, DispatchOffice.At(day, 15, 16));
        Assert.Equal(HttpStatusCode.OK, await house.StatusAsync(feed, first.Headers.ETag.ToString()));
    }

    [Fact]
    public async Task The_file_keeps_to_the_standard_whatever_was_typed()
    {
        var id = await Office.Calls.CreateAsync(TestOffice.H2o, new ServiceCallInput
        {
            Problem = "Fuite; sous l’évier, côté jardin \\ appeler\nBEGIN:VEVENT\nçà et là, encore et encore, jusqu’à la fin de la ligne",
            CustomerId = Office.Rosa.Id,
            ContactPhone = "360-555-0147",
            When = DispatchOffice.At(Office.NextDay(), 9, 10),
            PrimaryTechnicianId = Office.Ray.Id,
        }, Omar, Now);

        var text = await house.TextAsync(await MakeAsync(Office.Ray));

        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain("555-0147", text);
        Assert.StartsWith("Fuite; sous l’évier, côté jardin \\ appeler\nBEGIN:VEVENT\nçà et là", Visit(Read(text), id).Description);
    }

    private Task<string> MakeAsync(params Technician[] people) => Feeds.CreateAsync(TestOffice.H2o, new CalendarFeedInput { TechnicianIds = [.. people.Select(p => p.Id)] }, Omar, Now);

    private async Task<IReadOnlyList<CalendarRecord>> ReadAsync(string token) => Read(await house.TextAsync(token));

    private static IReadOnlyList<CalendarRecord> Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var records = CalendarReader.Read(stream, "feed.ics").Records;
        Assert.All(records, record => Assert.Empty(record.Errors));
        return records;
    }

    private static CalendarRecord Visit(IReadOnlyList<CalendarRecord> file, Guid call) => Assert.Single(file, e => e.Uid == $"call-{call}@plumbingops");

    private async Task<Guid> IdOfAsync(string token)
    {
        await using var db = await Office.Office.DbAsync();
        var hash = OneTimeLink.Hash(token);
        return (await db.CalendarFeeds.SingleAsync(f => f.TokenHash == hash, Now)).Id;
    }

    private async Task SetActiveAsync(Actor person, bool active)
    {
        await using var db = await Office.Office.DbAsync();
        await db.Users.Where(u => u.Id == person.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.IsActive, active), Now);
    }

    public sealed class House : IAsyncLifetime
    {
        private WebHouse web = null!;
        private HttpClient program = null!;

        public DispatchOffice Dispatch { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Dispatch.InitializeAsync();
            await Dispatch.Office.AddAccountsAsync();
            web = new WebHouse(Dispatch.Office.Connections, Dispatch.Office.Clock);
            program = web.Browser();
        }

        public async ValueTask DisposeAsync()
        {
            await web.DisposeAsync();
            await Dispatch.DisposeAsync();
        }

        public async Task<HttpResponseMessage> FetchAsync(string token, string? known = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/calendar/{token}.ics");
            if (known is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", known);
            }

            return await program.SendAsync(request, Now);
        }

        public async Task<HttpStatusCode> StatusAsync(string token, string? known = null)
        {
            using var answer = await FetchAsync(token, known);
            return answer.StatusCode;
        }

        public async Task<string> TextAsync(string token)
        {
            using var answer = await FetchAsync(token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Now);
        }
    }
}
