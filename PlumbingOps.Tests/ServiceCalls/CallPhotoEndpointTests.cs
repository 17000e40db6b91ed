using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Tests.Media;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.ServiceCalls;

/// <summary>Photos over the real pipeline, as a phone sends them.</summary>
public sealed partial class CallPhotoEndpointTests : IAsyncLifetime
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
    public async Task A_photo_is_taken_from_who_is_on_the_call_with_the_pages_own_token_and_once_however_often_it_is_sent()
    {
        var (mine, others) = (await BookAsync("theo"), await BookAsync(null));
        var (theo, vera, nobody) = (await house.SignedInAsync("theo"), await house.SignedInAsync("vera"), house.Browser());
        var (token, key) = (await TokenAsync(theo), Guid.CreateVersion7());

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await SendAsync(theo, mine, key, token: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await SendAsync(nobody, mine, key, token)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await SendAsync(vera, mine, key, await TokenAsync(vera))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(theo, others, key, token)).StatusCode);
        using var page = await SendAsync(theo, mine, key, token, "<html><script>alert(1)</script>"u8.ToArray());
        Assert.Equal((HttpStatusCode.Conflict, "text/plain"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        using var first = await SendAsync(theo, mine, key, token);
        using var again = await SendAsync(theo, mine, key, token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(Now), await again.Content.ReadAsStringAsync(Now));
        var photo = Assert.Single(await house.Services.GetRequiredService<CallPhotoService>().ListAsync(mine, await office.ActorAsync("omar"), Now));
        using var thumb = await vera.GetAsync(Urls.CallPhoto(photo.Id, CallPhotoFiles.Thumb, 0), Now);
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (thumb.StatusCode, thumb.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await vera.GetAsync(Urls.CallPhoto(photo.Id, "original", 0), Now)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await nobody.GetAsync(Urls.CallPhoto(photo.Id, CallPhotoFiles.Thumb, 0), Now)).StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, Guid call, Guid key, string? token, byte[]? photo = null)
    {
        using var content = new ByteArrayContent(photo ?? TestPicture.Png(300, 200, 3));
        // Nothing is believed of it.
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Urls.CallPhotos(call)}?key={key}&kind={CallPhotoKind.Work}&taken=1") { Content = content };
        if (token is not null)
        {
            request.Headers.Add("RequestVerificationToken", token);
        }

        return await browser.SendAsync(request, Now);
    }

    private static async Task<string> TokenAsync(HttpClient browser) => Token().Match(await browser.GetStringAsync(Urls.Profile, Now)).Groups[1].Value;

    private async Task<Guid> BookAsync(string? technician)
    {
        var setUp = Actor.System([PeopleOffice.H2o], ChangeSource.Setup);
        await using var db = await office.Database.OpenAsync(setUp, Permission.EditServiceCalls, Now);
        var who = technician is null ? (Guid?)null : await db.Technicians.Where(t => t.TenantId == PeopleOffice.H2o && db.Users.Any(u => u.Id == t.UserId && u.UserName == technician)).Select(t => t.Id).SingleAsync(Now);
        return await house.Services.GetRequiredService<ServiceCallService>().CreateAsync(
            PeopleOffice.H2o, new ServiceCallInput { Problem = "Leak", Street = "3 Elm", PrimaryTechnicianId = who }, setUp, Now);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
