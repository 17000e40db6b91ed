using PlumbingOps.Data.Publishing.Webhooks;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Web.Features.Publishing;

/// <summary>Where Meta tells us what happened. Anybody can send something here; only what is signed is looked at.</summary>
public static class WebhookEndpoints
{
    public const string Meta = "/webhooks/meta";
    public const string Deauthorize = "/webhooks/meta/deauthorize";
    public const string DataDeletion = "/webhooks/meta/data-deletion";

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        app.MapGet(Meta, Challenge).AllowAnonymous();
        app.MapPost(Meta, ReceiveAsync).AllowAnonymous();
        app.MapPost(Deauthorize, DeauthorizeAsync).AllowAnonymous();
        app.MapPost(DataDeletion, DeleteAsync).AllowAnonymous();
    }

    private static IResult Challenge(HttpRequest request, MetaWebhooks webhooks) =>
        webhooks.Challenge(request.Query["hub.mode"], request.Query["hub.verify_token"], request.Query["hub.challenge"]) is { } challenge
            ? Results.Text(challenge)
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> ReceiveAsync(HttpRequest request, MetaWebhooks webhooks, CancellationToken cancellationToken)
    {
        if (request.ContentLength is > MetaWebhooks.MostBytes)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MetaWebhooks.MostBytes)
            {
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }
        }

        var verdict = await webhooks.ReceiveAsync(body.GetBuffer().AsMemory(0, (int)body.Length), request.Headers["X-Hub-Signature-256"], cancellationToken);
        return Results.StatusCode(verdict switch
        {
            WebhookVerdict.Forged => StatusCodes.Status403Forbidden,
            WebhookVerdict.Unreadable => StatusCodes.Status400BadRequest,
            WebhookVerdict.TooMany => StatusCodes.Status429TooManyRequests,
            // Stale, repeated, of an account that is not ours: taken, so that Meta does not go on repeating it.
            _ => StatusCodes.Status200OK,
        });
    }

    private static async Task<IResult> DeauthorizeAsync(HttpRequest request, MetaWebhooks webhooks, CancellationToken cancellationToken) =>
        await SignedAsync(request, webhooks, cancellationToken) is null ? Results.StatusCode(StatusCodes.Status403Forbidden) : Results.Ok();

    private static async Task<IResult> DeleteAsync(HttpRequest request, MetaWebhooks webhooks, PublicAddress house, CancellationToken cancellationToken) =>
        await SignedAsync(request, webhooks, cancellationToken) is { } word
            ? Results.Json(new { url = house.Of(request).ToString(), confirmation_code = word })
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<string?> SignedAsync(HttpRequest request, MetaWebhooks webhooks, CancellationToken cancellationToken) =>
        await webhooks.ReceiveSignedAsync(request.HasFormContentType ? (await request.ReadFormAsync(cancellationToken))["signed_request"].ToString() : null, cancellationToken);
}
