using System.Text;
using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Tests.Secrets;

public sealed class SecretBoxTests : IDisposable
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("canary of a secret");

    private static readonly SecretPlace Omars = SealedColumn.AuthenticatorKey.Of(Guid.CreateVersion7());
    private static readonly SecretPlace Veras = SealedColumn.AuthenticatorKey.Of(Guid.CreateVersion7());

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plumbingops-secrets-");

    private string KeyFile => Path.Combine(folder.FullName, "house", SecretKeys.FileName);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_sealed_secret_opens_in_its_own_place_only()
    {
        var box = new SecretBox(SecretKeys.ForThisProcess());
        var hidden = box.Seal(Secret, Omars);

        Assert.Equal(Secret, box.Open(hidden, Omars));
        Assert.Throws<SecretLostException>(() => box.Open(hidden, Veras));
        Assert.DoesNotContain("canary", hidden, StringComparison.Ordinal);
        Assert.NotEqual(hidden, box.Seal(Secret, Omars));
    }

    [Fact]
    public void A_secret_of_another_house_a_changed_one_and_plain_text_are_refused()
    {
        var box = new SecretBox(SecretKeys.ForThisProcess());
        var hidden = box.Seal(Secret, Omars);
        var changed = hidden[..^4] + (hidden[^4] == 'A' ? 'B' : 'A') + hidden[^3..];

        Assert.Throws<SecretLostException>(() => new SecretBox(SecretKeys.ForThisProcess()).Open(hidden, Omars));
        Assert.Throws<SecretLostException>(() => box.Open(changed, Omars));
        Assert.Throws<SecretLostException>(() => box.Open("canary of a secret", Omars));
        Assert.Throws<SecretLostException>(() => box.Open(hidden[..^30] + "!", Omars));
        Assert.Throws<SecretLostException>(() => box.Open(string.Join('.', hidden.Split('.')[..2]) + ".AAAA", Omars));
    }

    [Fact]
    public async Task A_house_keeps_its_keys_where_only_its_user_reads_them()
    {
        var hidden = new SecretBox(await OpenAsync()).Seal(Secret, Omars);

        Assert.Equal(Secret, new SecretBox(await OpenAsync()).Open(hidden, Omars));
        Assert.Equal([KeyFile], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public async Task Processes_that_start_together_end_up_with_the_same_keys()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(OpenAsync)));

        Assert.Single(opened.Select(keys => keys.Current).Distinct());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public async Task A_new_key_seals_from_now_on_and_the_old_one_still_opens()
    {
        var hidden = new SecretBox(await OpenAsync()).Seal(Secret, Omars);
        var json = await File.ReadAllTextAsync(KeyFile, Now);
        var old = (await OpenAsync()).Current;
        await File.WriteAllTextAsync(
            KeyFile, json.Replace("\"Keys\": {", $"\"Keys\": {{ \"newer\": \"{Convert.ToBase64String(new byte[32])}\",", StringComparison.Ordinal).Replace($"\"Current\": \"{old}\"", "\"Current\": \"newer\"", StringComparison.Ordinal), Now);

        var box = new SecretBox(await OpenAsync());

        Assert.Equal(Secret, box.Open(hidden, Omars));
        Assert.StartsWith("v1.newer.", box.Seal(Secret, Omars), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sealed_once_the_keys_are_gone_from_the_disk_and_what_is_sealed_opens_still()
    {
        var box = new SecretBox(await OpenAsync());
        var hidden = box.Seal(Secret, Omars);
        File.Delete(KeyFile);

        Assert.Throws<SecretKeysException>(() => box.Seal(Secret, Omars));
        Assert.Equal(Secret, box.Open(hidden, Omars));
        Assert.Throws<SecretLostException>(() => box.Open("v1.unknown.AAAA", Omars));
    }

    [Theory]
    [InlineData("nothing like keys")]
    [InlineData("{}")]
    [InlineData("""{"Current":"a","Keys":{}}""")]
    [InlineData("""{"Current":"a","Keys":{"a":"c2hvcnQ="}}""")]
    public async Task A_damaged_file_stops_the_start_and_is_named(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        await File.WriteAllTextAsync(KeyFile, content, Now);

        var refused = await Assert.ThrowsAsync<SecretKeysException>(OpenAsync);

        Assert.Contains(KeyFile, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", refused.ToString(), StringComparison.Ordinal);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private Task<SecretKeys> OpenAsync() => SecretKeys.OpenAsync(KeyFile, Now);
}
