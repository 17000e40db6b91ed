using PlumbingOps.Data;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Marketing.Media;

/// <summary>Files over HTTP: for people who are signed in, and, under an address that ends, for the networks.</summary>
public static class MediaEndpoints
{
    private const int SecondsOfADay = 24 * 60 * 60;
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Urls.MediaFileRoute, Reading, ForPeopleAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.SeeMarketing));
        app.MapMethods(Urls.PublicFileRoute, Reading, ForNetworksAsync).AllowAnonymous();
    }

    private static async Task<IResult> ForPeopleAsync(Guid id, string look, Me me, MediaService media, HttpContext http, CancellationToken cancellationToken)
    {
        if (await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.Unauthorized();
        }

        try
        {
            var file = await media.OpenAsync(id, look, actor, cancellationToken);
            // A file never changes under its address; a crop's address changes with its box.
            http.Response.Headers.CacheControl = $"private, max-age={SecondsOfADay}";
            return Results.Stream(file.Content, file.ContentType, look == MediaFiles.Original ? file.FileName : null, enableRangeProcessing: true);
        }
        catch (RuleException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> ForNetworksAsync(string token, MediaLinks links, IFileStore files, HttpContext http, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } file || await files.OpenAsync(file.StorageKey, cancellationToken) is not { } content)
        {
            return Results.NotFound();
        }

        // Whoever has the address has the right; nobody in between should keep the file longer than the address lasts.
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return Results.Stream(content, file.ContentType, enableRangeProcessing: true);
    }
}
