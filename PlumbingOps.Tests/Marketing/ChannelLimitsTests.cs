using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Tests.Marketing;

public class ChannelLimitsTests
{
    private static readonly PictureFacts Fine = new(false, 1080, 1080);
    private static readonly PictureFacts Film = new(true, null, null);

    [Theory]
    [InlineData(Provider.Facebook, 63_206)]
    [InlineData(Provider.Instagram, 2_200)]
    [InlineData(Provider.GoogleBusiness, 1_500)]
    public void A_text_of_the_longest_length_goes_and_one_letter_more_does_not(Provider provider, int most)
    {
        Assert.Empty(Problems(provider, Letters(most)));
        var refusal = Assert.Single(Problems(provider, Letters(most + 1)));

        Assert.StartsWith("The text is 1 character too long", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_served_by_hand_wants_a_text_and_nothing_else()
    {
        Assert.Empty(Problems(Provider.Manual, Letters(70_000)));
        Assert.Equal(["There is no text yet."], Problems(Provider.Manual, "  "));
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(31, 1)]
    public void Instagram_takes_thirty_hashtags(int tags, int refusals) =>
        Assert.Equal(refusals, Problems(Provider.Instagram, string.Join(' ', Enumerable.Range(0, tags).Select(n => $"#pipe{n}"))).Count);

    [Theory]
    [InlineData("#one #two", 2)]
    [InlineData("#one#two", 2)]
    [InlineData("C# and a&#39;b # alone", 0)]
    [InlineData("#Größe #水", 2)]
    [InlineData(null, 0)]
    public void Hashtags_are_counted_as_people_write_them(string? text, int tags) => Assert.Equal(tags, ChannelLimits.Hashtags(text));

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    public void Instagram_takes_twenty_mentions_and_a_mail_address_is_none(int people, int refusals) =>
        Assert.Equal(refusals, Problems(Provider.Instagram, "office@example.com " + string.Join(' ', Enumerable.Range(0, people).Select(n => $"@friend{n}"))).Count);

    [Theory]
    [InlineData(1080, 1350, null)]
    [InlineData(1080, 1080, null)]
    [InlineData(1910, 1000, null)]
    [InlineData(1000, 1300, "Picture 1 is too tall for Instagram: crop it to 4:5 or a square.")]
    [InlineData(2000, 900, "Picture 1 is too wide for Instagram: crop it to 1.91:1 or a square.")]
    [InlineData(300, 300, "Picture 1 is 300 pixels wide; Instagram wants 320 at least.")]
    public void Instagram_takes_pictures_between_four_to_five_and_nearly_two_to_one(int width, int height, string? refusal) =>
        Assert.Equal(refusal is null ? [] : [refusal], Problems(Provider.Instagram, "Hello", new PictureFacts(false, width, height)));

    [Fact]
    public void Instagram_wants_a_picture_and_at_most_ten()
    {
        Assert.Equal(["Instagram needs a picture or a film."], Said(Provider.Instagram, "Hello", []));
        Assert.Single(Problems(Provider.Instagram, "Hello", [.. Enumerable.Repeat(Fine, 11)]));
        Assert.Empty(Problems(Provider.Instagram, null, Fine));
    }

    [Fact]
    public void Facebook_takes_ten_pictures_or_one_film_but_not_both()
    {
        Assert.Empty(Problems(Provider.Facebook, "Hello", [.. Enumerable.Repeat(Fine, 10)]));
        Assert.Single(Problems(Provider.Facebook, "Hello", [.. Enumerable.Repeat(Fine, 11)]));
        Assert.Equal(["Facebook takes pictures or a film, not both in one post."], Problems(Provider.Facebook, "Hello", Fine, Film));
        Assert.Equal(["Facebook takes one film in a post."], Problems(Provider.Facebook, "Hello", Film, Film));
        Assert.Empty(Problems(Provider.Facebook, "Hello", Film));
    }

    [Theory]
    [InlineData("Call (360) 555-0142 now")]
    [InlineData("Call 360-555-0142")]
    [InlineData("Call 360.555.0142")]
    [InlineData("Call +1 360 555 0142")]
    [InlineData("Call 3605550142")]
    [InlineData("Call 555-0142")]
    public void Google_refuses_a_phone_number_in_the_text(string text) => Assert.Contains("phone number", Assert.Single(Problems(Provider.GoogleBusiness, text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Since 1998, at 12-14 Main Street, in 98660-1234")]
    [InlineData("From 2025 to 2026 we saved 1,500 gallons")]
    [InlineData("Offer 2026-03-18")]
    public void Years_streets_and_zips_are_no_phone_numbers(string text) => Assert.Empty(Problems(Provider.GoogleBusiness, text));

    [Fact]
    public void Google_refuses_shouting_and_takes_an_abbreviation()
    {
        Assert.Equal(["Google refuses texts in capitals."], Problems(Provider.GoogleBusiness, "WE ARE ALWAYS THERE"));
        Assert.Empty(Problems(Provider.GoogleBusiness, "We repair HVAC and PVC pipes"));
    }

    [Theory]
    [InlineData(CallToAction.Book, null, "“Book online” needs a link.")]
    [InlineData(CallToAction.Book, "https://h2o.example.com", null)]
    [InlineData(CallToAction.Call, null, null)]
    public void A_call_to_action_on_google_needs_its_link_except_the_call(CallToAction action, string? link, string? refusal) => Assert.Equal(
        refusal is null ? [] : [refusal],
        ChannelLimits.Check(Provider.GoogleBusiness, new ChannelDraft("Hello", [], link, action)).Where(n => n.Level == LimitLevel.Problem).Select(n => n.Sentence));

    [Fact]
    public void Google_takes_pictures_from_a_certain_size_on_and_no_film()
    {
        Assert.Single(Problems(Provider.GoogleBusiness, "Hello", new PictureFacts(false, 200, 400)));
        Assert.Equal(["Google takes pictures only, no film."], Problems(Provider.GoogleBusiness, "Hello", Film));
        Assert.Contains("Google shows one picture: the first.", Said(Provider.GoogleBusiness, "Hello", [Fine, Fine]));
    }

    private static string Letters(int many) => new('a', many);

    private static IReadOnlyList<string> Problems(Provider provider, string? text, params PictureFacts[] pictures) =>
        [.. Check(provider, text, pictures.Length == 0 && provider == Provider.Instagram ? [Fine] : pictures).Where(n => n.Level == LimitLevel.Problem).Select(n => n.Sentence)];

    private static IReadOnlyList<string> Said(Provider provider, string? text, PictureFacts[] pictures) => [.. Check(provider, text, pictures).Select(n => n.Sentence)];

    private static IReadOnlyList<LimitNote> Check(Provider provider, string? text, PictureFacts[] pictures) => ChannelLimits.Check(provider, new ChannelDraft(text, pictures, null, CallToAction.None));
}
