using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>One publication with its post, locked, to be changed.</summary>
public sealed record BookEntry(AppDbContext Db, Claim Claim, Publication Publication, Post Post)
{
    /// <summary>After a turn that could not be had, or a time that is over.</summary>
    public static readonly TimeSpan Shortly = TimeSpan.FromSeconds(1);

    /// <summary>Nobody works on it any more; it is looked at again then, or never.</summary>
    public void Release(DateTimeOffset? lookAt) => (Publication.LookAt, Publication.LeaseUntil, Publication.LeasedBy) = (lookAt, null, null);

    /// <summary>Looked at again then, and at the latest when its time is over: to be left out, and to say so.</summary>
    public void ReleaseUntil(DateTimeOffset lookAt)
    {
        var over = Publication.SendBefore + Shortly;
        Release(lookAt < over ? lookAt : over);
    }

    /// <summary>The attempt that was written before the call, to be filled with its outcome: it is known, so it need not be read.</summary>
    public PublishAttempt Begun(BegunAttempt begun)
    {
        var attempt = Attempt(begun, PublishStep.Commit);
        Db.PublishAttempts.Attach(attempt);
        return attempt;
    }

    /// <summary>Writes down what a call brought, for the one who asks later.</summary>
    public async Task NoteAsync(PublishStep step, DateTimeOffset began, DateTimeOffset ended, ProviderAnswer answer, CancellationToken cancellationToken)
    {
        var last = await Db.PublishAttempts.Where(a => a.PublicationId == Claim.Id).MaxAsync(a => (int?)a.Number, cancellationToken) ?? 0;
        var attempt = Attempt(new BegunAttempt(Guid.CreateVersion7(), last + 1, began), step);
        Fill(attempt, ended, answer);
        Db.PublishAttempts.Add(attempt);
    }

    private PublishAttempt Attempt(BegunAttempt begun, PublishStep step) => new()
    {
        Id = begun.Id,
        TenantId = Claim.TenantId,
        PublicationId = Claim.Id,
        Number = begun.Number,
        Step = step,
        StartedAt = begun.At,
        Fence = Claim.Fence,
        Instance = Claim.Instance,
    };

    public static void Fill(PublishAttempt attempt, DateTimeOffset ended, ProviderAnswer answer)
    {
        (attempt.EndedAt, attempt.Outcome) = (ended, answer.Outcome);
        (attempt.ProviderCode, attempt.ProviderTrace) = (Cut(answer.Code, PublishAttempt.CodeMaxLength), Cut(answer.Trace, PublishAttempt.CodeMaxLength));
        (attempt.Message, attempt.Evidence) = (Cut(answer.Cause, Publication.TextMaxLength), answer.Evidence ?? attempt.Evidence);
    }

    /// <summary>It waits, and publication and post say for what.</summary>
    public void HoldUp(string cause, string nextStep)
    {
        Say(cause, nextStep);
        if (Post.Status is PostStatus.Sending or PostStatus.Unknown)
        {
            Post.WaitAgain(Brief(cause), Brief(nextStep));
        }
        else if (Post.Status == PostStatus.Scheduled)
        {
            Post.HoldUp(Brief(cause), Brief(nextStep));
        }
    }

    public void Say(string cause, string nextStep) => (Publication.Cause, Publication.NextStep) = (Brief(cause), Brief(nextStep));

    public static string Brief(string text) => Cut(text, Post.ReasonMaxLength)!;

    private static string? Cut(string? text, int most) => text is { } t && t.Length > most ? t[..most] : text;
}
