using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>What stands in a publication's way before its call is made, for reasons that lie with us: it waits, is left out, or is asked about again, and says why.</summary>
public sealed class PublicationHolds(PublicationBook book, PublicationOutcomes outcomes, PublishingOptions options, TimeProvider clock)
{
    /// <summary>Refused here, before the network was asked.</summary>
    private const string OwnLimits = "limits";

    private const string MoveIt = "Reopen it, move it to another day, and have it approved again.";

    /// <summary>True when it cannot be sent now for a reason that lies with us; the ledger says which.</summary>
    public async Task<bool> HeldUpAsync(Claim claim, Asked asked, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (asked.Status != PostStatus.Scheduled)
        {
            await book.WriteAsync(
                claim,
                entry =>
                {
                    entry.Say($"The post is {entry.Post.Status.InWords()}.", "It goes out when it is approved and scheduled.");
                    entry.Release(null);
                },
                cancellationToken);
            return true;
        }

        if (claim.DueAt > now)
        {
            await book.WriteAsync(claim, entry => entry.Release(entry.Publication.DueAt), cancellationToken);
            return true;
        }

        if (now > claim.SendBefore)
        {
            await book.WriteAsync(claim, entry => Skip(entry, "It could not go out in time."), cancellationToken);
            return true;
        }

        if (asked.Draft is null || asked.ApprovedAt is null || asked.ApprovedFingerprint is not { } approved || asked.Draft.Fingerprint() != approved)
        {
            await book.WriteAsync(claim, AskAgain, cancellationToken);
            return true;
        }

        if (ChannelLimits.Check(claim.Provider, asked.Draft.ForLimits()).FirstOrDefault(n => n.Level == LimitLevel.Problem) is { } problem)
        {
            await outcomes.RefusedAsync(claim, PublishStep.Check, now, new ProviderAnswer(PublishOutcome.Permanent) { Code = OwnLimits, Cause = problem.Sentence, NextStep = "Mend it, and have it approved again." }, cancellationToken);
            return true;
        }

        if (!asked.IsActive)
        {
            await WaitAsync(claim, claim.SendBefore + BookEntry.Shortly, "The account is switched off.", "Switch it on, or move the post to another account.", cancellationToken);
            return true;
        }

        if (claim.Provider != Provider.Manual && asked.Connection?.State != ConnectionState.Connected)
        {
            var (cause, next) = asked.Connection is null or { State: ConnectionState.Disconnected }
                ? ("The account is not connected.", "An administrator connects it: Accounts → the account → Connect.")
                : (asked.Connection.Problem ?? "The account's connection does not work.", asked.Connection.NextStep ?? "An administrator reconnects it.");
            await WaitAsync(claim, claim.SendBefore + BookEntry.Shortly, cause, next, cancellationToken);
            return true;
        }

        return false;
    }

    /// <summary>It waits, and says for what. When its time is over it is looked at once more, and left out.</summary>
    public Task WaitAsync(Claim claim, DateTimeOffset until, string cause, string nextStep, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        entry =>
        {
            entry.HoldUp(cause, nextStep);
            entry.ReleaseUntil(until);
        },
        cancellationToken);

    /// <summary>We do not know what is wrong with it: a while later, unless the call is made already.</summary>
    public Task PutOffAsync(Claim claim, CancellationToken cancellationToken) => book.WriteAsync(
        claim,
        entry =>
        {
            if (entry.Publication.State is PublicationState.Waiting or PublicationState.Preparing)
            {
                entry.Release(clock.GetUtcNow() + options.Retries[0]);
            }
        },
        cancellationToken);

    /// <summary>The commit could not begin. Lost: it is somebody else's now.</summary>
    public Task NoTurnAsync(Claim claim, NoTurn why, CallOptions provider, string prepared, CancellationToken cancellationToken) => why == NoTurn.Lost
        ? Task.CompletedTask
        : book.WriteAsync(
            claim,
            async entry =>
            {
                var limit = await entry.Db.AccountLimits.AsNoTracking().FirstOrDefaultAsync(l => l.AccountId == claim.AccountId, cancellationToken);
                var now = clock.GetUtcNow();
                var turn = Latest(now + BookEntry.Shortly, limit?.LastCommitAt + provider.Spacing, limit?.BlockedUntil, limit?.OpenUntil, entry.Publication.DueAt);
                if (entry.Publication.State is PublicationState.Waiting or PublicationState.Preparing)
                {
                    (entry.Publication.State, entry.Publication.PreparedId) = (PublicationState.Preparing, prepared.Length == 0 ? null : prepared);
                }

                if (why == NoTurn.NotYet && IsUsedUp(limit, provider, DateOnly.FromDateTime(now.UtcDateTime)))
                {
                    entry.Say("The account's posts for today are used up.", "Nothing to do: it goes out when there is room again, unless its time is over by then.");
                    turn = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
                }

                entry.ReleaseUntil(turn);
            },
            cancellationToken);

    private static bool IsUsedUp(AccountLimit? limit, CallOptions provider, DateOnly today) =>
        limit is not null && limit.QuotaDay == today && (limit.DailyQuota > 0 ? limit.DailyQuota : provider.DailyQuota) is > 0 and var most && limit.Sent >= most;

    private void Skip(BookEntry entry, string cause)
    {
        if (entry.Publication.SendBefore >= clock.GetUtcNow())
        {
            // Moved by a person a moment ago.
            entry.Release(entry.Publication.DueAt);
            return;
        }

        // What held it up is the better reason, where something did.
        var why = entry.Publication.Cause is { } held ? $"{cause} {held}" : cause;
        entry.Post.Skip(BookEntry.Brief(why), MoveIt);
        entry.Publication.State = PublicationState.Skipped;
        entry.Say(why, MoveIt);
        entry.Release(null);
    }

    private static void AskAgain(BookEntry entry)
    {
        const string Cause = "It was changed after it was approved.";
        entry.Post.AskAgain();
        entry.Say(Cause, "Somebody looks at it again and approves it.");
        entry.Release(null);
    }

    private static DateTimeOffset Latest(DateTimeOffset first, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            first = other > first ? other.Value : first;
        }

        return first;
    }
}
