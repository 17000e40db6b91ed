namespace PlumbingOps.Data.Marketing;

/// <summary>One placement: content on one account at one time. Without content it is a slot, planned and waiting to be filled.</summary>
public class Post
{
    public const int ReasonMaxLength = 1000;
    public const int UrlMaxLength = 1000;
    public const int ExternalIdMaxLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    /// <summary>P-1042: counted by the database, per company.</summary>
    public int Number { get; private set; }
    /// <summary>Changed by <see cref="ChangeAccount"/> alone.</summary>
    public required Guid AccountId { get; set; }
    public ChannelAccount? Account { get; init; }
    public Guid? ContentId { get; private set; }
    public ContentItem? Content { get; init; }
    public PostStatus Status { get; private set; } = PostStatus.Planned;

    /// <summary>Wall clock of <see cref="Zone"/>: the clock changes move the instant, never what the reader's clock says. Null: in the tray.</summary>
    public DateOnly? Day { get; private set; }
    public TimeOnly? Time { get; private set; }
    public string Zone { get; private set; } = "America/Los_Angeles";
    public DateTimeOffset? ScheduledFor { get; private set; }
    /// <summary>How late it may still go out, minutes; null asks the account.</summary>
    public int? LateMinutes { get; set; }

    /// <summary>This placement's own words, instead of the content's.</summary>
    public string? Caption { get; private set; }
    public ContentCategory? SuggestedCategory { get; set; }
    /// <summary>An idea for whoever fills the slot.</summary>
    public string? Hint { get; set; }
    public string? Notes { get; set; }
    public GoogleTopic GoogleTopic { get; set; } = GoogleTopic.Standard;
    /// <summary>The event a Google post announces.</summary>
    public Guid? EventId { get; set; }

    public Guid? ReviewerId { get; set; }
    public Guid? SubmittedById { get; private set; }
    /// <summary>Not approved by then: not sent, and said.</summary>
    public DateTimeOffset? ApproveBy { get; set; }
    public Guid? ApprovedById { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    /// <summary>Of what was approved: text, pictures, link. An edit after approval asks again.</summary>
    public string? ApprovedFingerprint { get; private set; }
    public string? ReviewNote { get; private set; }

    public DateTimeOffset? PostedAt { get; private set; }
    public Guid? PostedById { get; private set; }
    public bool PostedManually { get; private set; }
    public string? PostUrl { get; private set; }
    /// <summary>The screenshot that proves a manual post.</summary>
    public Guid? ProofMediaId { get; private set; }
    public string? ExternalId { get; private set; }
    /// <summary>Why it is not out, and what somebody should do: every state but posted has both.</summary>
    public string? Cause { get; private set; }
    public string? NextStep { get; private set; }
    public Guid? CreatedById { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public uint Version { get; private set; }
    /// <summary>What the list is ordered by: what has no time comes last. Kept by the database.</summary>
    public DateTimeOffset TimeSort { get; private set; }

    public string ShortNumber => $"P-{Number}";
    public bool IsSlot => ContentId is null;
    public bool IsApproved => Status is PostStatus.Approved or PostStatus.Scheduled;

    /// <summary>Moves it on the calendar; without a day it lies in the tray. What was approved stays approved.</summary>
    public void Move(DateOnly? day, TimeOnly? time, TimeZoneInfo zone)
    {
        Require(PostVerb.Move);
        if (day is null != time is null)
        {
            throw new RuleException("A day needs a time, and a time a day.", nameof(Time));
        }

        var at = day is { } d && time is { } t ? zone.Instant(d, t, again: false, nameof(Time)) : (DateTimeOffset?)null;
        // Whoever had a day to look at it before it goes out still has.
        ApproveBy = at is { } then && ScheduledFor is { } before ? ApproveBy + (then - before) : at is null ? null : ApproveBy;
        (Day, Time, Zone, ScheduledFor) = (day, time, zone.Id, at);
        Status = Status switch
        {
            PostStatus.Approved when ScheduledFor is not null => PostStatus.Scheduled,
            PostStatus.Scheduled when ScheduledFor is null => PostStatus.Approved,
            _ => Status,
        };
    }

    /// <summary>The same words at another place, at the same time by that place's clock. Its text may read differently there, so it asks again.</summary>
    public void ChangeAccount(Guid accountId, TimeZoneInfo zone)
    {
        Require(PostVerb.Fill);
        if (accountId != AccountId)
        {
            AccountId = accountId;
            AskAgain();
            Move(Day, Time, zone);
        }
    }

    /// <summary>Puts content into a slot, or other content into a post. It is a draft from here on.</summary>
    public void Fill(Guid contentId, string? caption)
    {
        Require(PostVerb.Fill);
        (ContentId, Caption, Status) = (contentId, caption, PostStatus.Draft);
        Forget();
    }

    /// <summary>The slot is free again.</summary>
    public void Empty()
    {
        Require(PostVerb.Fill);
        (ContentId, Caption, Status) = (null, null, PostStatus.Planned);
        Forget();
    }

    /// <summary>Other words for this placement. What was approved asks again.</summary>
    public void Reword(string? caption)
    {
        Require(PostVerb.Fill);
        Caption = string.IsNullOrWhiteSpace(caption) ? null : caption.Trim();
        AskAgain();
    }

    /// <summary>What kind of post Google shows. What was approved was another one, and asks again.</summary>
    public void Announce(GoogleTopic topic, Guid? eventId)
    {
        if ((topic, eventId) != (GoogleTopic, EventId))
        {
            Require(PostVerb.Fill);
            (GoogleTopic, EventId) = (topic, eventId);
            AskAgain();
        }
    }

    /// <param name="text">What the channel would show; nothing is not sent for approval.</param>
    public void Submit(Actor by, string? text)
    {
        Require(PostVerb.Submit);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new RuleException("There is nothing to approve yet: write the text first.", nameof(Caption));
        }

        (Status, SubmittedById, ReviewNote) = (PostStatus.NeedsApproval, by.UserId, null);
        ApproveBy ??= ScheduledFor;
    }

    /// <param name="fingerprint">Of what the reviewer saw.</param>
    /// <param name="ownKnowingly">An administrator says explicitly that they approve what is their own.</param>
    public void Approve(Actor by, DateTimeOffset at, string fingerprint, Guid? contentOwnerId, bool ownKnowingly = false)
    {
        Require(PostVerb.Approve);
        if (ApproveBy < at)
        {
            throw new RuleException("The day to approve it by has passed: it was not sent. Move it first.");
        }

        ApprovalRule.Check(by, ownKnowingly, CreatedById, SubmittedById, contentOwnerId);
        (ApprovedById, ApprovedAt, ApprovedFingerprint, ReviewNote) = (by.UserId, at, fingerprint, null);
        Status = ScheduledFor is null ? PostStatus.Approved : PostStatus.Scheduled;
    }

    public void SendBack(string note)
    {
        Require(PostVerb.SendBack);
        Status = PostStatus.Draft;
        Forget();
        ReviewNote = ApprovalRule.Note(note);
    }

    /// <summary>What was approved has been edited, here or in its content.</summary>
    public void AskAgain()
    {
        if (IsApproved)
        {
            Status = PostStatus.NeedsApproval;
            (ApprovedById, ApprovedAt, ApprovedFingerprint) = (null, null, null);
        }
    }

    public void Cancel()
    {
        Require(PostVerb.Cancel);
        Status = PostStatus.Cancelled;
    }

    /// <summary>A cancelled, skipped or failed one is wanted after all: a draft again, or the slot it was.</summary>
    public void Reopen()
    {
        Require(PostVerb.Reopen);
        Status = IsSlot ? PostStatus.Planned : PostStatus.Draft;
        Forget();
        (Cause, NextStep, ApproveBy) = (null, null, null);
    }

    /// <summary>Said by the publisher alone: it has begun, and nobody edits it until it knows the outcome.</summary>
    public void BeginSending()
    {
        Require(PostVerb.Send);
        (Status, Cause, NextStep) = (PostStatus.Sending, null, null);
    }

    /// <summary>The outcome is not known and is being read back; nothing is sent again meanwhile.</summary>
    public void LoseTrack(string cause, string nextStep)
    {
        Require(PostVerb.Settle);
        (Status, Cause, NextStep) = (PostStatus.Unknown, cause, nextStep);
    }

    public void Sent(string externalId, string? url, DateTimeOffset at)
    {
        Require(PostVerb.Settle);
        (Status, ExternalId, PostUrl, PostedAt, Cause, NextStep) = (PostStatus.Posted, externalId, url, at, null, null);
    }

    /// <summary>A refusal that proves nothing went out: it waits once more, and says for what.</summary>
    public void WaitAgain(string cause, string nextStep)
    {
        Require(PostVerb.Settle);
        (Status, Cause, NextStep) = (PostStatus.Scheduled, cause, nextStep);
    }

    /// <summary>What failed is tried again as it was approved; an edit in between asks for approval again.</summary>
    public void TryAgain()
    {
        Require(PostVerb.TryAgain);
        if (ScheduledFor is null || ApprovedFingerprint is null)
        {
            throw new RuleException($"{ShortNumber} has no day, or is not approved: reopen it instead.");
        }

        (Status, Cause, NextStep) = (PostStatus.Scheduled, null, null);
    }

    /// <summary>Still scheduled, and held up by something a person should know.</summary>
    public void HoldUp(string cause, string nextStep)
    {
        Require(PostVerb.Send);
        (Cause, NextStep) = (cause, nextStep);
    }

    /// <summary>The network took it down after it had taken it.</summary>
    public void TakenDown(string cause, string nextStep)
    {
        Require(PostVerb.TakeDown);
        (Status, Cause, NextStep) = (PostStatus.Failed, cause, nextStep);
    }

    /// <summary>The address came after the post.</summary>
    public void FoundAt(string url) => PostUrl ??= url;

    public void Fail(string cause, string nextStep)
    {
        Require(PostVerb.Settle);
        (Status, Cause, NextStep) = (PostStatus.Failed, cause, nextStep);
    }

    /// <summary>Too late, or not approved in time: it does not go out, and says so.</summary>
    public void Skip(string cause, string nextStep)
    {
        Require(PostVerb.Skip);
        (Status, Cause, NextStep) = (PostStatus.Skipped, cause, nextStep);
    }

    /// <summary>Somebody could not post it, and says why.</summary>
    public void MarkFailed(string why)
    {
        Require(PostVerb.MarkFailed);
        if (string.IsNullOrWhiteSpace(why))
        {
            throw new RuleException("Say why it could not be posted.", nameof(Cause));
        }

        (Status, Cause, NextStep) = (PostStatus.Failed, why.Trim(), "Mend it, then mark it as posted; or reopen it, and send it for approval again.");
    }

    /// <summary>Published by hand. The proof is its address, or a screenshot.</summary>
    public void MarkPosted(Actor by, DateTimeOffset at, string? url, Guid? proofMediaId)
    {
        Require(PostVerb.MarkPosted);
        if (string.IsNullOrWhiteSpace(url) && proofMediaId is null)
        {
            throw new RuleException("Prove it: paste the post's address, or upload a screenshot.", nameof(PostUrl));
        }

        (Status, PostedManually, PostedAt, PostedById) = (PostStatus.Posted, true, at, by.UserId);
        (PostUrl, ProofMediaId, Cause, NextStep) = (string.IsNullOrWhiteSpace(url) ? null : url.Trim(), proofMediaId, null, null);
    }

    private void Forget() => (SubmittedById, ApprovedById, ApprovedAt, ApprovedFingerprint, ReviewNote) = (null, null, null, null, null);

    private void Require(PostVerb verb)
    {
        if (!verb.From().Contains(Status))
        {
            throw new RuleException($"{ShortNumber} is {Status.InWords()}: it cannot be {verb.InWords()}.");
        }
    }
}

/// <summary>What a Google post is; the other channels know only one kind.</summary>
public enum GoogleTopic { Standard, Event, Offer }
