namespace PlumbingOps.Data.Publishing;

/// <summary>What a network's answer means for us: one of the classes, and what a person or the next try needs to know.</summary>
public sealed record ProviderAnswer(PublishOutcome Outcome)
{
    /// <summary>The provider's own: "190/463", "403 SERVICE_DISABLED".</summary>
    public string? Code { get; init; }

    /// <summary>What the provider's support asks for.</summary>
    public string? Trace { get; init; }

    /// <summary>What happened, in words for people.</summary>
    public string? Cause { get; init; }

    /// <summary>What somebody should do about it.</summary>
    public string? NextStep { get; init; }

    /// <summary>The part of the post that is wrong: text, picture, link.</summary>
    public string? Field { get; init; }

    /// <summary>How long to wait at least, when the provider said so.</summary>
    public TimeSpan? After { get; init; }

    public LimitScope Scope { get; init; }

    /// <summary>A refusal that has been given for posts that were out already: look before doing anything else.</summary>
    public bool MayBeOut { get; init; }

    /// <summary>The network, or the way to it, failed; a refusal with words is no failure of this kind.</summary>
    public bool IsBroken { get; init; }

    public ProviderUsage? Usage { get; init; }

    /// <summary>What was prepared so far.</summary>
    public string? Prepared { get; init; }

    public string? ExternalId { get; init; }

    public string? Url { get; init; }

    public Moderation? Moderation { get; init; }

    /// <summary>What the provider allows the account in a day.</summary>
    public int? DailyQuota { get; init; }

    /// <summary>What was seen, JSON without secrets.</summary>
    public string? Evidence { get; init; }

    public bool IsOk => Outcome == PublishOutcome.Ok;

    public static ProviderAnswer Ok { get; } = new(PublishOutcome.Ok);

    /// <summary>Prepared, and the provider needs a moment: look again.</summary>
    public static ProviderAnswer NotYet(string prepared, TimeSpan after) => new(PublishOutcome.Ok) { Prepared = prepared, After = after };

    /// <summary>Nothing went out, and a later try may do.</summary>
    public static ProviderAnswer Retry(string cause) => new(PublishOutcome.Retry) { Cause = cause, NextStep = NextSteps.ByItself };

    /// <summary>It may be out already.</summary>
    public static ProviderAnswer Unknown(string cause) => new(PublishOutcome.Unknown) { Cause = cause, NextStep = NextSteps.LookingBack, IsBroken = true };

    /// <summary>What a call that brought no answer means, at any network; null when there is one to read.</summary>
    /// <param name="network">As it begins a sentence: "The network", "Google".</param>
    public static ProviderAnswer? OfFault(ReplyFault? fault, PublishStep step, string network) => fault switch
    {
        null => null,
        ReplyFault.NotSent => Retry("The call was held back before it left, because another process may have taken over.") with { Code = "held back" },
        ReplyFault.NotConnected => Retry($"{network} could not be reached.") with { Code = "not reached", IsBroken = true },
        _ when step != PublishStep.Commit => Retry($"{network} did not answer.") with { Code = $"{fault}", IsBroken = true },
        ReplyFault.TimedOut => Unknown($"{network} did not answer in time.") with { Code = $"{fault}" },
        _ => Unknown($"The connection ended before {network.Replace("The ", "the ", StringComparison.Ordinal)} answered.") with { Code = $"{fault}" },
    };

    public static ProviderAnswer Refused(string field, string cause, string nextStep) => new(PublishOutcome.Permanent) { Field = field, Cause = cause, NextStep = nextStep };
}

/// <summary>What is said beside a cause when nobody has to do anything.</summary>
internal static class NextSteps
{
    public const string ByItself = "Nothing to do: it is tried again by itself.";
    public const string LookingBack = "Nothing yet: PlumbingOps looks whether it is there.";
}

/// <summary>What a rate limit holds up.</summary>
public enum LimitScope { Account, Provider }

/// <summary>How much of its allowance an account, or the whole app, has used up.</summary>
public sealed record ProviderUsage(int Percent, LimitScope Scope, TimeSpan? RegainedIn);

/// <summary>What a read-back saw.</summary>
/// <param name="Verdict">A read that failed proves nothing.</param>
/// <param name="Evidence">JSON without secrets, for the person who decides if nobody else can.</param>
public sealed record ReadBackAnswer(ReadBackVerdict Verdict, string Evidence)
{
    public string? ExternalId { get; init; }
    public string? Url { get; init; }
    /// <summary>Not there, and what was prepared is still waiting to be published: it may be sent once more.</summary>
    public bool IsStillPrepared { get; init; }
    public ProviderAnswer? Failure { get; init; }
}

public enum ReadBackVerdict { Found, NotFound, CouldNotLook }
