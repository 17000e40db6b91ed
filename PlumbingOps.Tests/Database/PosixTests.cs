using PlumbingOps.Data.Database;

namespace PlumbingOps.Tests.Database;

public sealed class PosixTests : IDisposable
{
    private const string OtherFileSystem = "/dev/shm";
    private readonly HouseFolder folder = new();

    [Fact]
    public void A_second_name_goes_to_whoever_asks_first()
    {
        var (file, other, name) = (Made("one"), Made("other"), folder.In("name"));

        Assert.True(Posix.Link(file, name));
        Assert.False(Posix.Link(other, name));
        Assert.Equal("one", File.ReadAllText(name));
    }

    [Fact]
    public void Where_a_file_can_have_no_second_name_that_is_said_and_not_taken_for_a_name_that_is_taken()
    {
        Assert.SkipUnless(Directory.Exists(OtherFileSystem), $"There is no {OtherFileSystem} here.");
        var (file, name) = (Made("one"), Path.Combine(OtherFileSystem, $"plumbingops-{Guid.CreateVersion7():N}"));

        var refused = Assert.Throws<IOException>(() => Posix.Link(file, name));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(name));
    }

    public void Dispose() => folder.Dispose();

    private string Made(string content)
    {
        var file = folder.In(content);
        File.WriteAllText(file, content);
        return file;
    }
}
