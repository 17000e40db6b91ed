using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using PlumbingOps.Data;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Scheduling.Feeds;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Scheduling;

public static class CalendarFeedEndpoints
{
    /// <summary>Calendar programs do not sign in: the address is the secret.</summary>
    public static void MapCalendarFeeds(this IEndpointRouteBuilder app) =>
        app.MapGet(Urls.CalendarFeedRoute, AnswerAsync).AllowAnonymous().RequireRateLimiting(PublicLinkLimit.Calendars);

    private static async Task<IResult> AnswerAsync(string token, CalendarFeedReader feeds, IHouseAddress house, HttpContext http, CancellationToken cancellationToken)
    {
        CalendarFeedView? feed;
        try
        {
            feed = await feeds.ReadAsync(token, cancellationToken);
        }
        catch (RuleException)
        {
            // Its maker's rights, or the company's rooms, changed a moment ago.
            feed = null;
        }

        if (feed is null)
        {
            return Results.Text("This calendar has ended, or its address was changed. Ask the office for a new one.", statusCode: StatusCodes.Status404NotFound);
        }

        var file = Encoding.UTF8.GetBytes(CalendarFeedFile.Of(feed, house.Find() ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}")));
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(file, "text/calendar; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file))}\""));
    }
}
