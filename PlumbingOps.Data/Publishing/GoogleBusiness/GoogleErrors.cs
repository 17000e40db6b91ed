using System.Globalization;
using System.Text.Json.Nodes;

namespace PlumbingOps.Data.Publishing.GoogleBusiness;

/// <summary>Google's refusals and what each means for us (PROVIDERS 15). Bodies that are pages, not JSON, are answers too.</summary>
public static class GoogleErrors
{
    private const string OurSide = "Tell whoever looks after PlumbingOps: the project at Google needs a look.";
    private const string Reconnect = "An administrator reconnects the account: Accounts → the account → Reconnect.";
    private const string AskGoogle = "Open the profile at business.google.com and do what it asks for, then press “Check again”.";

    public static ProviderAnswer Classify(ProviderReply reply, PublishStep step)
    {
        var isCommit = step == PublishStep.Commit;
        if (ProviderAnswer.OfFault(reply.Fault, step, "Google") is { } silence)
        {
            return silence;
        }

        // The token endpoint has a shape of its own: "error" is a word there.
        if (reply.Json?["error"] is JsonValue)
        {
            return OfSignIn(reply);
        }

        var error = reply.Json?["error"] as JsonObject;
        var status = ProviderReply.Text(error?["status"]);
        return Of(reply, error, status, isCommit) with { Code = status is null ? $"HTTP {reply.Status}" : $"{reply.Status} {Reason(error) ?? status}" };
    }

    private static ProviderAnswer Of(ProviderReply reply, JsonObject? error, string? status, bool isCommit)
    {
        var message = ProviderReply.Text(error?["message"]) ?? "Google refused without a word.";
        switch (reply.Status, status, Reason(error))
        {
            case ( >= 500, _, _):
                return isCommit ? ProviderAnswer.Unknown("Google had an error of its own.") : ProviderAnswer.Retry("Google had an error of its own.") with { IsBroken = true, After = RetryDelay(reply, error) };
            case (429, _, _):
                return QuotaIsZero(error)
                    ? new(PublishOutcome.Misconfigured) { Cause = "Google has not approved our project yet: its quota is 0.", NextStep = OurSide, Scope = LimitScope.Provider }
                    : new(PublishOutcome.RateLimited) { Cause = "Google takes no more just now.", NextStep = NextSteps.ByItself, After = RetryDelay(reply, error), Scope = IsOfProject(error) ? LimitScope.Provider : LimitScope.Account };
            case (401, _, _):
                return new(PublishOutcome.NeedsReconnect) { Cause = "Google no longer accepts the connection.", NextStep = Reconnect };
            case (403, _, "SERVICE_DISABLED"):
                return new(PublishOutcome.Misconfigured) { Cause = "An API is not switched on in our project at Google.", NextStep = OurSide, Scope = LimitScope.Provider };
            case (403, _, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
                return new(PublishOutcome.NeedsReconnect) { Cause = "The right to manage the profile was not granted.", NextStep = Reconnect };
            case (403, _, _):
                return new(PublishOutcome.NeedsAction) { Cause = "Google does not let us manage this location: the role may be gone, or the profile suspended or not verified.", NextStep = AskGoogle };
            case (400, "FAILED_PRECONDITION", _):
                return new(PublishOutcome.NeedsAction) { Cause = $"The location cannot take posts: {message}", NextStep = AskGoogle };
            case (400, _, _):
                return Invalid(error, message);
            case (404, _, _):
                return isCommit
                    ? ProviderAnswer.Refused("account", "Google does not know the location.", Reconnect)
                    : new(PublishOutcome.NotFound) { Cause = "Google does not know it.", NextStep = Reconnect };
            case (409, _, _):
                return isCommit ? ProviderAnswer.Unknown("Google says it is being changed, or exists already.") with { MayBeOut = true } : ProviderAnswer.Retry("Google says it is being changed at the same time.");
            default:
                // A page where JSON was due: on a commit nobody knows.
                return isCommit && reply.IsOpen ? ProviderAnswer.Unknown("Google answered with something that is no answer.")
                    : reply.Status < 400 ? ProviderAnswer.Retry("Google answered with something that is no answer.") with { IsBroken = true }
                    : ProviderAnswer.Refused("post", message, "Read what Google says; schedule it again when it is mended.");
        }
    }

    private static ProviderAnswer OfSignIn(ProviderReply reply) => ProviderReply.Text(reply.Json!["error"]) switch
    {
        "invalid_grant" or "invalid_token" => new(PublishOutcome.NeedsReconnect) { Code = "invalid_grant", Cause = "Google has ended the connection: it was revoked, or not used for too long.", NextStep = Reconnect },
        "invalid_client" or "unauthorized_client" => new(PublishOutcome.Misconfigured) { Code = "invalid_client", Cause = "Google does not accept our client.", NextStep = OurSide, Scope = LimitScope.Provider },
        var other when reply.Status >= 500 => ProviderAnswer.Retry("Google had an error of its own.") with { Code = other, IsBroken = true },
        var other => new(PublishOutcome.Misconfigured) { Code = other, Cause = $"Google refused to give a token: {other}.", NextStep = OurSide },
    };

    private static ProviderAnswer Invalid(JsonObject? error, string message)
    {
        var field = Details(error).SelectMany(d => (d["errorDetails"] as JsonArray ?? d["fieldViolations"] as JsonArray ?? []).OfType<JsonObject>()).FirstOrDefault();
        var said = ProviderReply.Text(field?["message"]) ?? ProviderReply.Text(field?["description"]) ?? message;
        return said.Contains("Fetching image", StringComparison.OrdinalIgnoreCase)
            ? ProviderAnswer.Retry("Google could not fetch the picture from us.")
            : ProviderAnswer.Refused(ProviderReply.Text(field?["field"]) ?? "post", $"Google refuses it: {said}", "Mend what Google complains about, have it approved again, and schedule it.");
    }

    private static IEnumerable<JsonObject> Details(JsonObject? error) => (error?["details"] as JsonArray ?? []).OfType<JsonObject>();

    private static string? Reason(JsonObject? error) => Details(error).Select(d => ProviderReply.Text(d["reason"])).FirstOrDefault(r => r is not null);

    private static bool QuotaIsZero(JsonObject? error) => Details(error).Any(d => ProviderReply.Text(d["metadata"]?["quota_limit_value"]) == "0");

    /// <summary>The minute's pool belongs to the project; the edits of a profile to the profile.</summary>
    private static bool IsOfProject(JsonObject? error) => Details(error).Any(d => ProviderReply.Text(d["metadata"]?["quota_limit"])?.Contains("Project", StringComparison.Ordinal) == true);

    private static TimeSpan? RetryDelay(ProviderReply reply, JsonObject? error)
    {
        var said = Details(error).Select(d => ProviderReply.Text(d["retryDelay"])?.TrimEnd('s')).FirstOrDefault(t => t is not null) ?? reply.Headers.GetValueOrDefault("Retry-After");
        return double.TryParse(said, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
