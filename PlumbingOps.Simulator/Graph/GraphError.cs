using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Tokens;

namespace PlumbingOps.Simulator.Graph;

/// <summary>Meta's refusals: nearly always HTTP 400, with a code and often a subcode. Throttling too; never 429.</summary>
public static class GraphError
{
    private const int TraceCharacters = 11;

    private sealed record Known(string Message, string? Title = null, string? ForPeople = null, int Status = 400, bool IsTransient = false);

    private static readonly Dictionary<(int Code, int? Subcode), Known> Catalogue = new()
    {
        [(1, null)] = new("An unknown error occurred", Status: 500, IsTransient: true),
        [(2, null)] = new("Service temporarily unavailable", Status: 500, IsTransient: true),
        [(3, null)] = new("Application does not have the capability to make this API call."),
        [(4, null)] = new("Application request limit reached", IsTransient: true, Status: 403),
        [(10, null)] = new("Application does not have permission for this action"),
        [(17, null)] = new("User request limit reached", IsTransient: true),
        [(32, null)] = new("Page request limit reached", IsTransient: true, Status: 403),
        [(80001, null)] = new("There have been too many calls to this Page account. Wait a bit and try again."),
        [(80002, null)] = new("There have been too many calls to this Instagram account. Wait a bit and try again."),
        [(613, null)] = new("Calls to this api have exceeded the rate limit."),
        [(341, null)] = new("Temporarily blocked for policies violations."),
        [(368, 1390008)] = new("The action attempted has been deemed abusive or is otherwise disallowed", "You can't use this feature right now", "You're posting too fast. Wait and try again later."),
        [(190, 458)] = new("Error validating access token: The user has not authorized application."),
        [(190, 459)] = new("Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given."),
        [(190, 460)] = new("Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons."),
        [(190, 463)] = new("Error validating access token: Session has expired."),
        [(190, 464)] = new("Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user."),
        [(190, 467)] = new("Error validating access token: The session is invalid because the user logged out."),
        [(190, 492)] = new("Error validating access token: The user must be an administrator, editor, or moderator of the page in order to impersonate it."),
        [(483, null)] = new("Consent blocked"),
        [(506, null)] = new("Duplicate status message", "Duplicate Status Update", "This status update is identical to the last one you posted."),
        [(1500, null)] = new("The url you supplied is invalid"),
        [(1609005, null)] = new("The link could not be scraped", "Link Cannot Be Shared", "We couldn't read anything from this link."),
        [(200, 1609008)] = new("You can't share this link", "Link Not Allowed", "Links to facebook.com cannot be shared this way."),
        [(1366046, null)] = new("The photo could not be used", "Can't Read Files", "Your photos couldn't be uploaded. Photos should be smaller than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files."),
        [(1366051, null)] = new("These photos were already posted.", "Already Posted", "These photos were already posted."),
        [(1404078, null)] = new("Page Publishing Authorization required", "Authorization Required", "Complete Page Publishing Authorization to continue posting."),
        [(100, 33)] = new("Unsupported request. Object does not exist, cannot be loaded due to missing permissions, or does not support this operation."),
        [(100, 36009)] = new("This authorization code has been used."),
        [(-2, 2207003)] = new("It takes too long to download the media."),
        [(-2, 2207020)] = new("The media you are trying to access has expired."),
        [(-1, 2207001)] = new("Instagram server error. Try again.", Status: 500, IsTransient: true),
        [(-1, 2207032)] = new("Create media fail, please try to re-create media"),
        [(-1, 2207053)] = new("Unknown upload error"),
        [(1, 2207057)] = new("Thumbnail offset must be within the video's length."),
        [(4, 2207051)] = new("Application request limit reached", "Action blocked", "We restrict certain activity to protect our community.", Status: 403),
        [(9, 2207042)] = new("Application request limit reached", "Daily limit", "You reached the maximum number of posts that can be published today."),
        [(24, 2207006)] = new("The requested resource does not exist", "Media Not Found", "The media with this id cannot be found."),
        [(24, 2207008)] = new("The requested resource does not exist", "Media Builder Not Found", "The media builder with this creation id does not exist or has expired."),
        [(25, 2207050)] = new("Tried accessing an inactive account", "Restricted", "The Instagram account is restricted or inactive."),
        [(100, 2207023)] = new("Invalid parameter", "Unknown media type", "The media type is unknown."),
        [(100, 2207028)] = new("Invalid parameter", "Carousel", "A carousel needs at least 2 and at most 10 items."),
        [(100, 2207040)] = new("Invalid parameter", "Too many tags", "More than 20 accounts cannot be tagged in one post."),
        [(352, 2207026)] = new("The video file you selected is in a format that we don't support."),
        [(9004, 2207052)] = new("Only photo or video can be accepted as media type.", "Media download failed", "The media could not be fetched from this URI."),
        [(9007, 2207027)] = new("Media ID is not available", "Not ready", "The media is not ready to be published. Please wait for a moment."),
        [(36000, 2207004)] = new("The image is too large.", "Image Too Large", "The image is too large to download. It should be less than 8 MB."),
        [(36001, 2207005)] = new("The image format is not supported.", "Format", "The image format is not supported. Use JPEG."),
        [(36003, 2207009)] = new("The aspect ratio is not supported.", "Aspect Ratio", "The submitted image has an aspect ratio outside of 4:5 to 1.91:1."),
        [(36004, 2207010)] = new("The caption was too long.", "Caption", "The caption was too long. Captions can have up to 2200 characters."),
    };

    public static Answer Body(int code, int? subcode = null, string? message = null, int? status = null)
    {
        var known = Catalogue.GetValueOrDefault((code, subcode)) ?? Catalogue.GetValueOrDefault((code, null)) ?? new Known($"Error {code}");
        var error = new JsonObject
        {
            ["message"] = message is null ? $"(#{code}) {known.Message}" : message,
            ["type"] = code is 100 or 506 or 1500 ? "GraphMethodException" : "OAuthException",
            ["code"] = code,
        };
        if (subcode is not null)
        {
            error["error_subcode"] = subcode;
        }

        error["is_transient"] = known.IsTransient;
        if (known.Title is not null)
        {
            error["error_user_title"] = known.Title;
            error["error_user_msg"] = known.ForPeople;
        }

        error["fbtrace_id"] = TokenRegistry.Random("A")[..TraceCharacters];
        return Answer.Json(new JsonObject { ["error"] = error }, status ?? known.Status);
    }

    public static RefusalException Refuse(int code, int? subcode = null, string? message = null, int? status = null) => new(Body(code, subcode, message, status));

    /// <summary>A deleted, hidden and never existing object look the same.</summary>
    public static RefusalException Missing(string id) => Refuse(
        100, 33, $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.");

    public static RefusalException MissingParameter(string name) => Refuse(100, message: $"(#100) The parameter {name} is required");
}
