using System.Text;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Media;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Media;

public sealed class MediaLibraryTests : IAsyncLifetime
{
    private TestOffice office = null!;

    private MediaService Library => office.Get<MediaService>();
    private MediaCropService Crops => office.Get<MediaCropService>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await TestOffice.OpenAsync();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_picture_comes_in_with_its_thumb_and_a_clean_copy_and_is_kept_once()
    {
        var first = await UploadAsync("photos/van.png", TestPicture.Png(800, 600, 1));
        var again = await UploadAsync("other name.png", TestPicture.Png(800, 600, 1));

        Assert.Equal((first.Id, true), (again.Id, again.WasThere));
        var kept = (await Library.GetAsync(first.Id, office.Vera, Now)).Row;
        Assert.Equal(("van.png", MediaFormat.Png, 800, 600), (kept.FileName, kept.ContentType, kept.Width, kept.Height));
        foreach (var look in new[] { MediaFiles.Whole, MediaFiles.Thumb })
        {
            Assert.Equal(MediaFormat.Jpeg, MediaFormat.Of(await BytesAsync(first.Id, look)));
        }

        Assert.Equal(TestPicture.Png(800, 600, 1), await BytesAsync(first.Id, MediaFiles.Original));
    }

    [Theory]
    [InlineData("letter.jpg", "Dear office", "This is no picture or film we can use.")]
    [InlineData("drawing.png", "<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no picture or film we can use.")]
    [InlineData("empty.png", "", "The file is empty.")]
    public async Task A_name_is_not_believed(string name, string content, string refusal)
    {
        var refused = await Assert.ThrowsAsync<RuleException>(() => UploadAsync(name, Encoding.UTF8.GetBytes(content)));

        Assert.StartsWith(refusal, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_picture_and_one_that_claims_too_much_are_refused_in_words()
    {
        var broken = await Assert.ThrowsAsync<RuleException>(() => UploadAsync("a.png", TestPicture.Png(400, 300, 1)[..60]));
        var huge = await Assert.ThrowsAsync<RuleException>(() => UploadAsync("b.png", TestPicture.Claiming(60_000, 60_000)));
        var heic = await Assert.ThrowsAsync<RuleException>(() => UploadAsync("c.heic", [0, 0, 0, 0x18, .. "ftypheic"u8, .. new byte[80]]));

        Assert.Contains("damaged", broken.Message, StringComparison.Ordinal);
        Assert.Contains("60000 × 60000", huge.Message, StringComparison.Ordinal);
        Assert.StartsWith("This HEIC picture cannot be read here.", heic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_limit_is_refused_while_it_comes_in()
    {
        await using var endless = new EndlessStream();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => office.Get<MediaUploadService>().UploadAsync(TestOffice.H2o, "big.png", endless, office.Mia, Now));

        Assert.Equal("The file is larger than 50 MB.", refusal.Message);
        Assert.InRange(endless.Given, MediaAsset.MaxBytes, MediaAsset.MaxBytes + (1 << 20));
    }

    [Fact]
    public async Task A_photo_on_its_side_is_stored_upright_and_tells_nobody_where_it_was_taken()
    {
        var id = (await UploadAsync("phone.jpg", await TestPicture.SidewaysJpegAsync(400, 300))).Id;

        var kept = (await Library.GetAsync(id, office.Mia, Now)).Row;
        Assert.Equal((300, 400), (kept.Width, kept.Height));
        var original = Encoding.Latin1.GetString(await BytesAsync(id, MediaFiles.Original));
        var published = Encoding.Latin1.GetString(await BytesAsync(id, MediaFiles.Whole));
        Assert.Contains("Exif", original, StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", published, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crop_is_stored_in_its_shape_and_approved_content_that_shows_it_asks_again()
    {
        var id = (await UploadAsync("wide.png", TestPicture.Png(2000, 900, 3))).Id;
        var content = await office.Get<ContentService>().CreateAsync(TestOffice.H2o, new ContentInput { Title = "Wide", Caption = "Text", Pictures = [id] }, office.Mia, Now);
        await office.Get<ContentService>().SubmitAsync(content, office.Mia, Now);
        await office.Get<ContentService>().ApproveAsync(content, false, office.Omar, Now);
        var wrong = await Assert.ThrowsAsync<RuleException>(() => Crops.CropAsync(id, MediaShape.Square, new CropBox(0, 0, 900, 600), office.Mia, Now));
        await Assert.ThrowsAsync<RuleException>(() => Crops.CropAsync(id, MediaShape.Square, new CropBox(1500, 0, 900, 900), office.Mia, Now));

        await Crops.CropAsync(id, MediaShape.Square, new CropBox(100, 0, 900, 900), office.Mia, Now);

        Assert.Equal("The box is not Square.", wrong.Message);
        var row = (await Library.GetAsync(id, office.Mia, Now)).Row;
        Assert.Equal((900, 900, "image/jpeg"), (MediaFiles.Facts(Provider.Instagram, row).Width, MediaFiles.Facts(Provider.Instagram, row).Height, MediaFiles.Facts(Provider.Instagram, row).ContentType));
        Assert.True(MediaFiles.Facts(Provider.Instagram, row).Bytes > 0);
        Assert.Equal((2000, 900), (MediaFiles.Facts(Provider.Facebook, row).Width, MediaFiles.Facts(Provider.Facebook, row).Height));
        Assert.True(MediaFiles.Facts(Provider.Facebook, row).Bytes > 0);
        Assert.Equal(MediaFormat.Jpeg, MediaFormat.Of(await BytesAsync(id, "square")));
        Assert.Equal(ContentStatus.NeedsApproval, (await office.Get<ContentService>().GetAsync(content, office.Mia, Now)).Row.Status);
        await Crops.RemoveAsync(id, MediaShape.Square, office.Mia, Now);
        await Assert.ThrowsAsync<NotFoundException>(() => Library.OpenAsync(id, "square", office.Mia, Now));
    }

    [Fact]
    public async Task The_library_finds_by_tag_and_words_says_where_a_picture_is_used_and_hides_archived_ones()
    {
        var id = (await UploadAsync("van.png", TestPicture.Png(300, 300, 4))).Id;
        await UploadAsync("pipe.png", TestPicture.Png(300, 300, 5));
        var seen = (await Library.GetAsync(id, office.Mia, Now)).Input;
        await Library.SaveAsync(id, seen, new MediaInput { FileName = "van.png", AltText = "Our van", Tags = ["crew"] }, office.Mia, Now);
        await office.Get<ContentService>().CreateAsync(TestOffice.H2o, new ContentInput { Title = "Shown here", Pictures = [id] }, office.Mia, Now);

        Assert.Equal(id, Assert.Single((await ListAsync(new MediaFilter { Tag = "crew" })).Rows).Id);
        Assert.Equal(id, Assert.Single((await ListAsync(new MediaFilter { Search = "our VAN" })).Rows).Id);
        Assert.Equal("pipe.png", Assert.Single((await ListAsync(new MediaFilter { Undescribed = true })).Rows).FileName);
        Assert.Equal("Shown here", Assert.Single((await Library.GetAsync(id, office.Mia, Now)).Uses).Title);
        await Library.ArchiveAsync(id, office.Mia, Now);
        Assert.Equal("pipe.png", Assert.Single((await ListAsync(new MediaFilter())).Rows).FileName);
        Assert.Equal((id, true), ((await UploadAsync("van again.png", TestPicture.Png(300, 300, 4))) is var back ? (back.Id, back.WasThere) : default));
        Assert.Equal(2, (await ListAsync(new MediaFilter())).Rows.Count);
    }

    [Fact]
    public async Task A_film_loses_what_the_phone_wrote_into_it()
    {
        var id = (await UploadAsync("clip.mov", MediaFormatTests.Film())).Id;

        Assert.True((await Library.GetAsync(id, office.Mia, Now)).Row.IsFilm);
        Assert.DoesNotContain("+45.6387", Encoding.ASCII.GetString(await BytesAsync(id, MediaFiles.Original)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => Crops.CropAsync(id, MediaShape.Square, new CropBox(0, 0, 10, 10), office.Mia, Now));
    }

    [Fact]
    public async Task The_same_picture_uploaded_at_once_by_two_is_kept_once()
    {
        var png = TestPicture.Png(320, 320, 9);

        var both = await Task.WhenAll(UploadAsync("a.png", png), UploadAsync("b.png", png));

        Assert.Equal(both[0].Id, both[1].Id);
        await using var db = await office.DbAsync();
        Assert.Equal(1, await db.MediaAssets.CountAsync(Now));
    }

    [Fact]
    public async Task A_public_address_names_one_file_and_ends()
    {
        var links = office.Get<MediaLinks>();
        var file = new PublishedFile("h2o/202603/x.png.whole.jpg", MediaFormat.Jpeg, 100, 100, null);
        var token = links.TokenFor(file, TimeSpan.FromHours(1));

        Assert.Matches("^[A-Za-z0-9._-]+$", token);
        Assert.Equal(new PublicFile(file.StorageKey, MediaFormat.Jpeg), links.Read(token));
        Assert.Null(links.Read(token[..^2]));
        Assert.Null(links.Read("v1.x.y"));
        office.Clock.Now = office.Clock.Now.AddHours(1);
        Assert.Null(links.Read(token));
        await Assert.ThrowsAsync<RuleException>(() => office.Get<MediaUploadService>().UploadAsync(TestOffice.AllCounty, "x.png", Stream.Null, office.Ana, Now));
    }

    private Task<ListPage<MediaRow>> ListAsync(MediaFilter filter) => Library.ListAsync(filter, new ListRequest(null, true, null, null, 50), office.Mia, Now);

    private async Task<UploadedMedia> UploadAsync(string name, byte[] content)
    {
        await using var stream = new MemoryStream(content);
        return await office.Get<MediaUploadService>().UploadAsync(TestOffice.H2o, name, stream, office.Mia, Now);
    }

    private async Task<byte[]> BytesAsync(Guid id, string look)
    {
        var file = await Library.OpenAsync(id, look, office.Mia, Now);
        await using var content = file.Content;
        using var all = new MemoryStream();
        await content.CopyToAsync(all, Now);
        return all.ToArray();
    }

    /// <summary>Begins like a picture and never ends.</summary>
    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
