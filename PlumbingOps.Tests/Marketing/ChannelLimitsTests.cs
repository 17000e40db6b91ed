using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Tests.Marketing;

public class ChannelLimitsTests
{
    private static readonly PictureFacts Fine = new(false, 1080, 1080);

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
    [InlineData(300, 300, "Picture 1 is 300 pixels wide; Instagram wants 320 at least: take a larger one.")]
    public void Instagram_takes_pictures_between_four_to_five_and_nearly_two_to_one(int width, int height, string? refusal) =>
        Assert.Equal(refusal is null ? [] : [refusal], Problems(Provider.Instagram, "Hello", new PictureFacts(false, width, height)));

    [Fact]
    public void Instagram_wants_a_picture_and_at_most_ten()
    {
        Assert.Equal(["Instagram needs a picture: add one."], Said(Provider.Instagram, "Hello", []));
        Assert.Single(Problems(Provider.Instagram, "Hello", [.. Enumerable.Repeat(Fine, 11)]));
        Assert.Empty(Problems(Provider.Instagram, null, Fine));
    }

    [Fact]
    public void Facebook_takes_ten_pictures()
    {
        Assert.Empty(Problems(Provider.Facebook, "Hello", [.. Enumerable.Repeat(Fine, 10)]));
        Assert.Single(Problems(Provider.Facebook, "Hello", [.. Enumerable.Repeat(Fine, 11)]));
    }

    [Theory]
    [InlineData(Provider.Facebook, "image/png", 4_000, null)]
    [InlineData(Provider.Facebook, "image/jpeg", 4_096, null)]
    [InlineData(Provider.Facebook, "image/jpeg", 4_200, "Picture 1 is 4.1 MB; Facebook takes 4 MB. Crop it, or take a smaller one.")]
    [InlineData(Provider.Facebook, "image/tiff", 100, "Picture 1 is a TIFF; Facebook takes JPEG, PNG, GIF, WebP and HEIC. Crop it: the crop is a JPEG.")]
    [InlineData(Provider.Facebook, "video/mp4", 100, "PlumbingOps sends no films to Facebook: take the film out, or post it there by hand and mark the post as posted.")]
    [InlineData(Provider.Instagram, "image/jpeg", 8_192, null)]
    [InlineData(Provider.Instagram, "image/jpeg", 9_626, "Picture 1 is 9.4 MB; Instagram takes 8 MB. Crop it, or take a smaller one.")]
    [InlineData(Provider.Instagram, "image/png", 100, "Picture 1 is a PNG; Instagram takes JPEG only. Crop it: the crop is a JPEG.")]
    [InlineData(Provider.Instagram, "video/quicktime", 100, "PlumbingOps sends no films to Instagram: take the film out, or post it there by hand and mark the post as posted.")]
    [InlineData(Provider.GoogleBusiness, "image/png", 5_120, null)]
    [InlineData(Provider.GoogleBusiness, "image/jpeg", 10, null)]
    [InlineData(Provider.GoogleBusiness, "image/jpeg", 9, "Picture 1 is 9 KB; Google wants 10 KB at least. Take a larger one.")]
    [InlineData(Provider.GoogleBusiness, "image/jpeg", 5_200, "Picture 1 is 5.1 MB; Google takes 5 MB. Crop it, or take a smaller one.")]
    [InlineData(Provider.GoogleBusiness, "image/webp", 100, "Picture 1 is a WebP; Google takes JPEG and PNG. Crop it: the crop is a JPEG.")]
    [InlineData(Provider.GoogleBusiness, "video/mp4", 100, "Google takes pictures only: take the film out.")]
    [InlineData(Provider.Manual, "image/png", 90_000, null)]
    [InlineData(Provider.Manual, "video/mp4", 90_000, null)]
    public void Each_network_takes_certain_kinds_and_sizes_of_files(Provider provider, string kind, int kilobytes, string? refusal)
    {
        var isFilm = kind.StartsWith("video", StringComparison.Ordinal);
        var file = new PictureFacts(isFilm, isFilm ? null : 1080, isFilm ? null : 1080, kind, kilobytes * 1024L);

        Assert.Equal(refusal is null ? [] : [refusal], Problems(provider, "Hello", file));
    }

    [Fact]
    public void What_nobody_has_counted_is_not_refused() => Assert.Empty(Problems(Provider.GoogleBusiness, "Hello", Fine));

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
    public void Google_takes_pictures_from_a_certain_size_on()
    {
        Assert.Single(Problems(Provider.GoogleBusiness, "Hello", new PictureFacts(false, 200, 400)));
        Assert.Contains("Google shows one picture: the first.", Said(Provider.GoogleBusiness, "Hello", [Fine, Fine]));
    }

    private static string Letters(int many) => new('a', many);

    private static IReadOnlyList<string> Problems(Provider provider, string? text, params PictureFacts[] pictures) =>
        [.. Check(provider, text, pictures.Length == 0 && provider == Provider.Instagram ? [Fine] : pictures).Where(n => n.Level == LimitLevel.Problem).Select(n => n.Sentence)];

    private static IReadOnlyList<string> Said(Provider provider, string? text, PictureFacts[] pictures) => [.. Check(provider, text, pictures).Select(n => n.Sentence)];

    private static IReadOnlyList<LimitNote> Check(Provider provider, string? text, PictureFacts[] pictures) => ChannelLimits.Check(provider, new ChannelDraft(text, pictures, null, CallToAction.None));
}
