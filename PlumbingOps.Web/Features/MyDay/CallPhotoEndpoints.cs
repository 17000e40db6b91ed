using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using PlumbingOps.Data;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls.Photos;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.MyDay;

/// <summary>Photos of calls over HTTP: a phone that lost its circuit can still send what it has taken.</summary>
public static class CallPhotoEndpoints
{
    private const int SecondsOfADay = 24 * 60 * 60;

    /// <summary>A little more than a photo may have, so that who sends too much is told so.</summary>
    private const long MostBytes = CallPhoto.MaxBytes + 1024;

    public static void MapCallPhotos(this IEndpointRouteBuilder app)
    {
        app.MapPost(Urls.CallPhotosRoute, TakeAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.WorkOnServiceCalls));
        app.MapGet(Urls.CallPhotoRoute, ShowAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeServiceCalls));
    }

    /// <param name="key">The phone's own: sent twice, it is one photo.</param>
    /// <param name="taken">Milliseconds since 1970, by the phone.</param>
    private static async Task<IResult> TakeAsync(
        Guid id, Guid key, CallPhotoKind kind, long? taken, HttpContext http, IAntiforgery antiforgery, Me me, CallPhotoService photos, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsFromOurPageAsync(http))
        {
            return Results.Text("This page is out of date. Reload it: the photo is kept.", statusCode: StatusCodes.Status428PreconditionRequired);
        }

        if (await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.Text("Sign in again: the photo is kept.", statusCode: StatusCodes.Status401Unauthorized);
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MostBytes;
        try
        {
            return Results.Json(new { Id = await photos.AddAsync(id, key, kind, At(taken), http.Request.Body, actor, cancellationToken) });
        }
        catch (SignedOutException)
        {
            return Results.Text("Sign in again: the photo is kept.", statusCode: StatusCodes.Status401Unauthorized);
        }
        catch (NotFoundException)
        {
            return Results.Text("The call is not yours any more.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (RuleException refusal)
        {
            return Results.Text(refusal.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (BadHttpRequestException cut)
        {
            return Results.Text(cut.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The photo is too large." : "The photo did not arrive whole.", statusCode: cut.StatusCode);
        }
    }

    private static async Task<IResult> ShowAsync(Guid id, string look, Me me, CallPhotoService photos, HttpContext http, CancellationToken cancellationToken)
    {
        if (await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.Unauthorized();
        }

        try
        {
            var file = await photos.OpenAsync(id, look, actor, cancellationToken);
            // Turned, it has another address.
            http.Response.Headers.CacheControl = $"private, max-age={SecondsOfADay}";
            return Results.Stream(file.Content, file.ContentType, enableRangeProcessing: true);
        }
        catch (RuleException)
        {
            return Results.NotFound();
        }
    }

    /// <summary>A clock that is far off says nothing.</summary>
    private static DateTimeOffset? At(long? milliseconds) =>
        milliseconds is { } known and > 0 && known < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
