using System.Text;
using PlumbingOps.Data;
using PlumbingOps.Data.Media;

namespace PlumbingOps.Tests.Media;

public class MediaFormatTests
{
    [Theory]
    [InlineData("FFD8FFE000104A464946", MediaFormat.Jpeg)]
    [InlineData("89504E470D0A1A0A0000000D", MediaFormat.Png)]
    [InlineData("474946383961", MediaFormat.Gif)]
    [InlineData("52494646000000005745425056503820", MediaFormat.WebP)]
    [InlineData("0000001866747970686569630000", MediaFormat.Heic)]
    [InlineData("00000018667479706D7034320000", MediaFormat.Mp4)]
    [InlineData("0000001466747970717420200000", MediaFormat.Mov)]
    [InlineData("5249464600000000415649204C495354", null)]
    [InlineData("3C7376672078", null)]
    [InlineData("255044462D312E37", null)]
    [InlineData("4D5A9000", null)]
    [InlineData("0000001866747970617669660000", null)]
    [InlineData("", null)]
    public void A_file_is_what_its_first_bytes_say(string head, string? type) => Assert.Equal(type, MediaFormat.Of(Convert.FromHexString(head)));

    [Theory]
    [InlineData(MediaShape.Square, 2000, 900, 550, 0, 900, 900)]
    [InlineData(MediaShape.Portrait4By5, 1000, 1000, 100, 0, 800, 1000)]
    [InlineData(MediaShape.Standard4By3, 1200, 900, 0, 0, 1200, 900)]
    public void The_box_first_offered_is_the_largest_in_the_middle(MediaShape shape, int width, int height, int x, int y, int w, int h)
    {
        var box = shape.Middle(width, height);

        Assert.Equal(new CropBox(x, y, w, h), box);
        Assert.True(shape.Fits(box));
        Assert.False(shape.Fits(box with { Width = box.Width / 2 }));
    }

    [Fact]
    public async Task What_a_phone_wrote_into_a_film_is_gone_and_the_film_is_as_long_as_before()
    {
        var path = Path.GetTempFileName();
        try
        {
            var film = Film();
            await File.WriteAllBytesAsync(path, film, TestContext.Current.CancellationToken);

            await FilmFile.RemoveMetadataAsync(path, TestContext.Current.CancellationToken);

            var clean = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(film.Length, clean.Length);
            Assert.Contains("+45.6387-122.6615", Encoding.ASCII.GetString(film), StringComparison.Ordinal);
            Assert.DoesNotContain("+45.6387-122.6615", Encoding.ASCII.GetString(clean), StringComparison.Ordinal);
            Assert.Contains("pictures and sound", Encoding.ASCII.GetString(clean), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task A_film_that_was_cut_off_is_refused(int kept)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Film()[..kept], TestContext.Current.CancellationToken);

            await Assert.ThrowsAsync<RuleException>(() => FilmFile.RemoveMetadataAsync(path, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The boxes of a film: its brand, what it shows, and, inside the description, where it was taken.</summary>
    internal static byte[] Film(string sound = "pictures and sound") =>
    [
        .. Box("ftyp", "mp42    isommp42"u8.ToArray()),
        .. Box("mdat", Encoding.ASCII.GetBytes(sound)),
        .. Box("moov", [.. Box("mvhd", new byte[8]), .. Box("trak", [.. Box("tkhd", new byte[4]), .. Box("udta", "camera"u8.ToArray())]), .. Box("udta", Box("xyz ", "+45.6387-122.6615/"u8.ToArray()))]),
    ];

    private static byte[] Box(string kind, byte[] content)
    {
        var size = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(size, content.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(kind), .. content];
    }
}
