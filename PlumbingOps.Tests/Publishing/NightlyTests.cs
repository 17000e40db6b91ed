using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing;

/// <summary>What happens by itself: the ledger is completed, the coming week is looked through.</summary>
public class NightlyTests : PublishingTest
{
    [Fact]
    public async Task A_post_that_was_scheduled_past_the_ledger_goes_out_all_the_same()
    {
        var post = await Office.ScheduleAsync(Provider.Facebook, "Scheduled by SQL");
        await Sql.RunAsync(Office.Office.Connections.Admin!, "alter table app.publications disable trigger keep_published; delete from app.publications; alter table app.publications enable trigger keep_published");

        await Office.Get<PublicationSweep>().RunAsync();
        await Office.Get<PublicationSweep>().RunAsync();
        await Office.RunAsync();

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        Assert.Equal(1L, await Sql.AskAsync<long>(Office.Office.Connections.Admin!, "select count(*) from app.publications"));
    }

    [Fact]
    public async Task The_coming_week_is_looked_through_and_what_is_mended_is_no_longer_found()
    {
        var offer = new Offer { TenantId = TestOffice.H2o, Title = "Ten off", ValidFrom = new DateOnly(2026, 11, 1), ValidTo = new DateOnly(2026, 11, 18), Discount = DiscountKind.FreeService };
        await Office.Office.AddAsync(offer);
        var good = await Office.ScheduleAsync(Provider.Facebook, "All is well", Office.Clock.Now.AddDays(2));
        var over = await Office.ScheduleAsync(Provider.GoogleBusiness, "Call (760) 555-0199", Office.Clock.Now.AddDays(3), change: (content, _) => content.OfferId = offer.Id);
        var unconnected = await Office.ScheduleAsync(Provider.Facebook, "Nobody there", Office.Clock.Now.AddDays(1), account: await Office.AddAccountAsync("facebook_page", "Unconnected"));
        var far = await Office.ScheduleAsync(Provider.Facebook, "Next month", Office.Clock.Now.AddDays(20), account: await Office.AddAccountAsync("facebook_page", "Later"));

        await Office.Get<Preflight>().RunAsync();
        await Office.Get<Preflight>().RunAsync();

        var rows = await Office.Get<PreflightService>().ListAsync(new(), Office.Office.Mia);
        Assert.DoesNotContain(rows, r => r.PostId == good.Id || r.PostId == far.Id);
        Assert.Equal([PreflightCheck.Text, PreflightCheck.Offer], rows.Where(r => r.PostId == over.Id).Select(r => r.Check).Order().ToArray());
        Assert.Equal(PreflightCheck.Connection, Assert.Single(rows, r => r.PostId == unconnected.Id).Check);
        Assert.All(rows, r => Assert.True(r.Cause.Length > 0 && r.NextStep.Length > 0));
    }

    [Fact]
    public async Task A_picture_that_cannot_be_fetched_is_found_before_its_day()
    {
        var post = await Office.ScheduleAsync(Provider.Instagram, "With a picture", Office.Clock.Now.AddDays(2));
        Office.PictureFault = "The picture cannot be fetched: its address answers 404.";

        await Office.Get<Preflight>().RunAsync();

        Assert.Equal((post.Id, PreflightCheck.Media), (await Office.Get<PreflightService>().ListAsync(new(), Office.Office.Mia)).Select(r => (r.PostId, r.Check)).Single());
    }
}
