using Bunit;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Web.Features.Marketing.Content;

namespace PlumbingOps.Tests.Publishing;

/// <summary>The link that readers get is the one that was shown to whoever wrote and approved it.</summary>
public class LinkTests : PublishingTest
{
    private const string Bare = "https://h2o.example.com/heaters";
    private const string OnFacebook = $"{Bare}?utm_source=facebook_page&utm_medium=social&utm_campaign=spring-tune-up";
    private const string OnGoogle = $"{Bare}?utm_source=google_business_profile&utm_medium=social&utm_campaign=spring-tune-up";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Facebook_gets_the_link_of_the_preview_and_a_lost_answer_is_found_again_by_it(int pictures)
    {
        var post = await ScheduleAsync(Provider.Facebook, pictures);
        var preview = Preview(Provider.Facebook, "facebook_page", pictures);
        await Office.Sim.FaultAsync(new { kind = "Reset", afterCommit = true, commitsOnly = true });

        await Office.RunAsync();
        await Office.PassAsync(TimeSpan.FromMinutes(2), steps: 4);

        Assert.Equal(PostStatus.Posted, (await Office.PostAsync(post.Id)).Status);
        var said = (await Office.Sim.LedgerAsync(LedgerKinds.Request)).Last(row => row.Method == "POST" && row.Parameters!.ContainsKey("message")).Parameters!;
        Assert.Equal(pictures == 0 ? OnFacebook : null, said.GetValueOrDefault("link"));
        Assert.Equal(pictures == 0 ? "New heaters" : $"New heaters\n\n{OnFacebook}", said["message"]);
        Assert.Equal(said["message"], preview.Text);
        Assert.Equal(pictures == 0, preview.Card is not null);
        Assert.Equal(OnFacebook, (await Office.Office.Get<PostService>().GetAsync(post.Id, Office.Office.Mia)).Content.Link);
    }

    [Fact]
    public async Task Google_shows_the_link_behind_the_button_of_the_preview()
    {
        await ScheduleAsync(Provider.GoogleBusiness, 0);
        var preview = Preview(Provider.GoogleBusiness, "google_business_profile", 0);

        await Office.RunAsync();

        var said = (await Office.Sim.LedgerAsync(LedgerKinds.Request)).Single(row => row.Path!.EndsWith("/localPosts", StringComparison.Ordinal) && row.Method == "POST").Parameters!;
        Assert.Contains(OnGoogle, string.Join(' ', said.Values).Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("LEARN_MORE", string.Join(' ', said.Values), StringComparison.Ordinal);
        Assert.Equal("Learn more", preview.Button);
        Assert.Contains(OnGoogle, preview.Card, StringComparison.Ordinal);
    }

    private Task<Post> ScheduleAsync(Provider provider, int pictures) => Office.ScheduleAsync(provider, "New heaters", pictures: pictures, change: (content, _) => (content.LinkUrl, content.Campaign) = (Bare, "Spring Tune-up"));

    /// <summary>What the writer sees of text, card and button.</summary>
    private static (string Text, string? Card, string? Button) Preview(Provider provider, string channel, int pictures)
    {
        using var pages = new BunitContext();
        var shown = Enumerable.Range(0, pictures)
            .Select(i => new MediaRow(Guid.CreateVersion7(), "h2o", $"{i}.jpg", MediaFormat.Jpeg, 20_000, 1080, 1080, null, [], DateTimeOffset.UnixEpoch, null, [], $"{i}", null)).ToList();
        var preview = pages.Render<ContentPreview>(p => p
            .Add(x => x.Input, new ContentInput { Title = "Heaters", Caption = "New heaters", LinkUrl = Bare, Campaign = "Spring Tune-up" })
            .Add(x => x.Pictures, shown)
            .Add(x => x.Channels, [new ChannelRow(Guid.CreateVersion7(), channel, channel, provider, new TimeOnly(9, 0))])
            .Add(x => x.Company, new TenantRow("h2o", "H2O Plumbers", "H2O", "#10B981", "America/Los_Angeles", new HashSet<Feature>())));
        return (preview.Find(".preview-text").TextContent, preview.FindAll(".preview-link").SingleOrDefault()?.TextContent, preview.FindAll(".preview-action").SingleOrDefault()?.TextContent);
    }
}
