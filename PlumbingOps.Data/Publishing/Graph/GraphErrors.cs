using System.Globalization;

namespace PlumbingOps.Data.Publishing.Graph;

/// <summary>Meta's refusals, by code and subcode, and what each means for us (PROVIDERS 7). The table is the truth; tests hold every line of it.</summary>
public static class GraphErrors
{
    private const string AskMeta = "Open the account at the network with the person who connected it, do what it asks for, then press “Check again”.";
    private const string Reconnect = "An administrator reconnects the account: Accounts → the account → Reconnect.";
    private const string Shorten = "Shorten the text, have it approved again, and schedule it.";
    private const string OtherPicture = "Choose or crop another picture, have it approved again, and schedule it.";
    private const string OurSide = "Tell whoever looks after PlumbingOps: the settings of the app at Meta need a look.";

    private const int TooFastFirst = 6;
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <summary>Refusals of a commit that are no proof that nothing was published.</summary>
    private static bool ProvesNothing(int code, int? subcode) => (code, subcode) is (1, _) and not (1, 2207057) or (2, _) or (-1, 2207001) or (4, 2207051) or (506, _) or (368, _) or (1366051, _) or (24, 2207008) or (100, 33);

    public static ProviderAnswer Classify(ProviderReply reply, PublishStep step)
    {
        var isCommit = step == PublishStep.Commit;
        if (ProviderAnswer.OfFault(reply.Fault, step, "The network") is { } silence)
        {
            return silence;
        }

        if (reply.Json?["error"] is not System.Text.Json.Nodes.JsonObject error || !int.TryParse(ProviderReply.Text(error["code"]), CultureInfo.InvariantCulture, out var code))
        {
            var broken = isCommit && reply.IsOpen ? ProviderAnswer.Unknown("The network answered with something that is no answer.") : ProviderAnswer.Retry("The network answered with something that is no answer.");
            return broken with { Code = $"HTTP {reply.Status}", IsBroken = true };
        }

        int? subcode = int.TryParse(ProviderReply.Text(error["error_subcode"]), CultureInfo.InvariantCulture, out var sub) ? sub : null;
        var message = ProviderReply.Text(error["message"]) ?? "";
        var said = ProviderReply.Text(error["error_user_msg"]) is { Length: > 0 } forPeople ? forPeople : message;
        var answer = reply.Status >= 500 && code is not (1 or 2 or -1)
            ? isCommit ? ProviderAnswer.Unknown("The network had an error of its own.") : ProviderAnswer.Retry("The network had an error of its own.") with { IsBroken = true }
            : Of(code, subcode, message, said, isCommit);
        return answer with
        {
            Code = subcode is null ? $"{code}" : $"{code}/{subcode}",
            Trace = ProviderReply.Text(error["fbtrace_id"]),
            MayBeOut = isCommit && ProvesNothing(code, subcode),
        };
    }

    private static ProviderAnswer Of(int code, int? subcode, string message, string said, bool isCommit) => (code, subcode) switch
    {
        // Instagram's own, which reuse small codes for other things: before the general ones.
        (-2, 2207003) => ProviderAnswer.Retry("Instagram could not fetch the picture in time."),
        (-2, 2207020) => ProviderAnswer.Retry("Instagram had dropped the prepared post; it is prepared anew.") with { Prepared = "" },
        (-1, 2207001) => isCommit ? ProviderAnswer.Unknown("Instagram had an error of its own.") : ProviderAnswer.Retry("Instagram had an error of its own.") with { IsBroken = true },
        (-1, 2207032) => ProviderAnswer.Retry("Instagram could not prepare the post."),
        (-1, 2207053 or 2207082) => ProviderAnswer.Retry("Instagram could not take the picture; it is prepared anew.") with { Prepared = "" },
        (1, 2207057) => Permanent("cover", said, OtherPicture),
        (4, 2207051) => isCommit
            ? ProviderAnswer.Unknown("Instagram called the post spam; such posts have been found public all the same.") with { After = TimeSpan.FromHours(TooFastFirst) }
            : new(PublishOutcome.RateLimited) { Cause = "Instagram holds this account back for a while.", NextStep = NextSteps.ByItself, After = TimeSpan.FromHours(TooFastFirst) },
        (9, 2207042) => Limited("Instagram's number of posts for a day is used up.", LimitScope.Account, AnHour),
        (24, 2207006) => ProviderAnswer.Retry("Instagram no longer knows the prepared post; it is prepared anew.") with { Prepared = "" },
        (24, 2207008) => isCommit
            ? ProviderAnswer.Unknown("Instagram no longer knows the prepared post: it may have been published.")
            : ProviderAnswer.Retry("Instagram no longer knows the prepared post; it is prepared anew.") with { Prepared = "" },
        (25, 2207050) => Action("The Instagram account is restricted or inactive."),
        (100, 2207023) => new(PublishOutcome.Misconfigured) { Cause = "Instagram does not know the kind of post we asked for.", NextStep = OurSide },
        (100, 2207028) => Permanent("pictures", "A carousel has 2 to 10 pictures.", OtherPicture),
        (100, 2207035 or 2207036 or 2207037) => Permanent("tags", said, Shorten),
        (100, 2207040) => Permanent("text", said, Shorten),
        (352, 2207026) => Permanent("media", said, OtherPicture),
        (9004, 2207052) => ProviderAnswer.Retry("Instagram could not fetch the picture from us."),
        (9007, 2207027) => ProviderAnswer.Retry("Instagram is not done preparing the post.") with { After = Soon },
        (36000, 2207004) => Permanent("media", said, OtherPicture),
        (36001, 2207005) => Permanent("media", said, OtherPicture),
        (36003, 2207009) => Permanent("media", said, OtherPicture),
        (36004, 2207010) => Permanent("text", said, Shorten),
        (_, 2207077) => ProviderAnswer.Retry("Instagram could not fetch the film."),
        (_, 2207081) => Permanent("media", said, OtherPicture),

        (1 or 2, _) => isCommit ? ProviderAnswer.Unknown("The network had an error of its own.") : ProviderAnswer.Retry("The network had an error of its own.") with { IsBroken = true },
        (4, _) => Limited("The app has used up what Meta allows it.", LimitScope.Provider, null),
        (17, _) => Limited("Meta holds this connection back for a while.", LimitScope.Account, null),
        (32 or 80001, _) => Limited("Meta holds this Page back for a while.", LimitScope.Account, null),
        (80002, _) => Limited("Meta holds this Instagram account back for a while.", LimitScope.Account, null),
        (613, _) => Limited("Meta holds us back for a while.", LimitScope.Account, null),
        (341, _) => Limited("Meta has set a limit for a while.", LimitScope.Account, AnHour),
        (368, _) => isCommit
            ? ProviderAnswer.Unknown($"Meta blocked the post as too fast or as a repetition: {said}") with { After = TimeSpan.FromHours(TooFastFirst) }
            : Action($"Meta has blocked the account: {said}"),
        (200, 1609008) => Permanent("link", said, "Take another link, or none; have it approved again, and schedule it."),
        (100, 33) => isCommit ? ProviderAnswer.Unknown("Meta says the Page is not there, or not ours.") : new(PublishOutcome.NotFound) { Cause = "Meta does not know it, or does not show it to us.", NextStep = Reconnect, After = Soon },
        (100, _) when message.Contains("appsecret_proof", StringComparison.Ordinal) => new(PublishOutcome.Misconfigured) { Cause = "Meta does not accept our app's signature.", NextStep = OurSide },
        (100, _) => Permanent("text", said, "Mend what the network complains about, have it approved again, and schedule it."),
        (101 or 104, _) => new(PublishOutcome.Misconfigured) { Cause = "Meta does not accept our app's signature.", NextStep = OurSide },
        (102, _) => Dead("Meta no longer accepts the connection."),
        (190, 458) => Dead("PlumbingOps was removed from the account's apps at Meta."),
        (190, 459 or 464) => Action("Meta wants the person who connected the account to sign in there and confirm who they are."),
        (190, 460) => Dead("The password of the person who connected the account has changed."),
        (190, 463) => Dead("The connection has expired."),
        (190, 492) => Dead("The person who connected the account no longer has a role on the Page."),
        (190, _) when message.Contains("instagram.com", StringComparison.OrdinalIgnoreCase) || message.Contains("Session key is malformed", StringComparison.OrdinalIgnoreCase)
            => Action("Instagram wants the person who connected the account to sign in there first."),
        (190, _) => Dead("Meta no longer accepts the connection."),
        (483, _) => Action("Meta blocks the consent of the person who connected the account."),
        (506, _) => isCommit ? ProviderAnswer.Unknown("The network says the same post is there already.") : Permanent("text", "The network says the same post is there already.", Shorten),
        (1609005 or 1500, _) => Permanent("link", said, "Take another link, or none; have it approved again, and schedule it."),
        (1366046, _) => Permanent("media", said, OtherPicture),
        (1366051, _) => isCommit ? ProviderAnswer.Unknown("The network says these pictures are posted already.") : ProviderAnswer.Retry("The pictures were used already; they are uploaded anew.") with { Prepared = "" },
        (1404078 or 4854002, _) => Action("Meta wants the Page's owner to confirm who they are before it takes posts."),
        (1346003 or 1404102 or 1404112, _) => Permanent("text", said, "Read what the network says, change the post or leave it out."),
        (3 or 10 or >= 200 and <= 299, _) => Dead(message.Contains("as the page itself", StringComparison.OrdinalIgnoreCase)
            ? "The connection is a person's, not the Page's."
            : $"A right is missing: {said}"),
        _ => isCommit ? Permanent("text", said, "Read what the network says; schedule it again when it is mended.") : ProviderAnswer.Retry(said),
    };

    private static ProviderAnswer Limited(string cause, LimitScope scope, TimeSpan? after) =>
        new(PublishOutcome.RateLimited) { Cause = cause, NextStep = NextSteps.ByItself, Scope = scope, After = after };

    private static ProviderAnswer Dead(string cause) => new(PublishOutcome.NeedsReconnect) { Cause = cause, NextStep = Reconnect };

    private static ProviderAnswer Action(string cause) => new(PublishOutcome.NeedsAction) { Cause = cause, NextStep = AskMeta };

    private static ProviderAnswer Permanent(string field, string cause, string nextStep) => ProviderAnswer.Refused(field, cause, nextStep);
}
