using System.Net;
using PlumbingOps.Data.Media;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace PlumbingOps.Tests.Media;

/// <summary>Files over the real pipeline.</summary>
public sealed class MediaEndpointTests : IAsyncLifetime
{
    private PeopleOffice office = null!;
    private WebHouse house = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        house = new WebHouse(office.Connections, office.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task A_network_fetches_a_picture_without_a_cookie_until_its_address_ends()
    {
        var token = house.Services.GetRequiredService<MediaLinks>().TokenFor(await PublishedAsync(), TimeSpan.FromMinutes(10));
        var network = house.Browser();

        using var asked = await network.SendAsync(new HttpRequestMessage(HttpMethod.Head, Urls.PublicFile(token)), Now);
        using var fetched = await network.GetAsync(Urls.PublicFile(token), Now);

        var bytes = await fetched.Content.ReadAsByteArrayAsync(Now);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (asked.StatusCode, fetched.StatusCode));
        Assert.Equal(("image/jpeg", bytes.Length), (asked.Content.Headers.ContentType!.MediaType, (int)asked.Content.Headers.ContentLength!));
        Assert.Equal(("image/jpeg", "nosniff"), (fetched.Content.Headers.ContentType!.MediaType, fetched.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(MediaFormat.Jpeg, MediaFormat.Of(bytes));
        Assert.False(fetched.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.NotFound, (await network.GetAsync(Urls.PublicFile(token + "x"), Now)).StatusCode);
        office.Clock.Now = office.Clock.Now.AddMinutes(11);
        Assert.Equal(HttpStatusCode.NotFound, (await network.GetAsync(Urls.PublicFile(token), Now)).StatusCode);
    }

    [Fact]
    public async Task The_librarys_own_addresses_want_somebody_who_may_see_it()
    {
        var id = await UploadAsync();
        var (mia, theo, nobody) = (await house.SignedInAsync("mia"), await house.SignedInAsync("theo"), house.Browser());

        using var thumb = await mia.GetAsync(Urls.MediaFile(id, MediaFiles.Thumb), Now);
        using var original = await mia.GetAsync(Urls.MediaFile(id, MediaFiles.Original), Now);

        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (thumb.StatusCode, thumb.Content.Headers.ContentType!.MediaType));
        Assert.Equal(("image/png", "attachment"), (original.Content.Headers.ContentType!.MediaType, original.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(HttpStatusCode.NotFound, (await mia.GetAsync(Urls.MediaFile(id, "square"), Now)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await theo.GetAsync(Urls.MediaFile(id, MediaFiles.Thumb), Now)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await nobody.GetAsync(Urls.MediaFile(id, MediaFiles.Thumb), Now)).StatusCode);
    }

    private async Task<PublishedFile> PublishedAsync()
    {
        var id = await UploadAsync();
        await using var db = await office.Database.OpenAsync(await office.ActorAsync("mia"), Data.People.Permission.SeeMarketing, Now);
        return MediaFiles.For(Data.Marketing.Provider.Facebook, (await db.MediaAssets.FindAsync([id], Now))!);
    }

    private async Task<Guid> UploadAsync()
    {
        await using var png = new MemoryStream(TestPicture.Png(500, 400, 2));
        return (await house.Services.GetRequiredService<MediaUploadService>().UploadAsync(PeopleOffice.H2o, "van.png", png, await office.ActorAsync("mia"), Now)).Id;
    }
}
