using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Tests.Publishing.Model;

/// <summary>What the ledger may do, and nothing else. It knows no database, no clock and no network.</summary>
internal static class LedgerModel
{
    private static readonly Dictionary<PublicationState, PublicationState[]> Next = new()
    {
        [PublicationState.Waiting] = [PublicationState.Preparing, PublicationState.Sending, PublicationState.Rejected, PublicationState.Skipped, PublicationState.Discarded, PublicationState.Sent],
        [PublicationState.Preparing] = [PublicationState.Waiting, PublicationState.Sending, PublicationState.Rejected, PublicationState.Skipped, PublicationState.Discarded, PublicationState.Sent],
        [PublicationState.Sending] = [PublicationState.Sent, PublicationState.Unknown, PublicationState.Rejected, PublicationState.Waiting, PublicationState.Preparing],
        // Instagram's container that is still there is published once more; nothing else goes back from here.
        [PublicationState.Unknown] = [PublicationState.Sent, PublicationState.Parked, PublicationState.Preparing],
        [PublicationState.Parked] = [PublicationState.Sent, PublicationState.Discarded],
        [PublicationState.Rejected] = [PublicationState.Waiting, PublicationState.Discarded, PublicationState.Sent],
        [PublicationState.Sent] = [],
        [PublicationState.Skipped] = [],
        [PublicationState.Discarded] = [],
        [PublicationState.Due] = [],
    };

    public static bool MayFollow(PublicationState from, PublicationState to) => Next[from].Contains(to);

    public static bool ProvesThatNothingWentOut(PublishOutcome? outcome) => outcome is not (null or PublishOutcome.Ok or PublishOutcome.Unknown);

    /// <summary>The next occurrence is made when a person, and nobody else, says so.</summary>
    public static bool MakesAnother(Happening what, ModelRow row) => what == Happening.SendAgain && row is { IsHeld: false, State: PublicationState.Parked };

    /// <summary>What a person's decision makes of a row; unchanged when it is refused.</summary>
    public static PublicationState Decided(Happening what, ModelRow row) => (what, row.State) switch
    {
        // The post's own verbs do not ask who works on it: they take the row away from whoever does.
        (Happening.Edit or Happening.Cancel, PublicationState.Waiting or PublicationState.Preparing) => PublicationState.Waiting,
        (Happening.Edit or Happening.Cancel, _) => row.State,
        _ when row.IsHeld => row.State,
        (Happening.Retry, PublicationState.Rejected) => row.IsWanted ? PublicationState.Waiting : row.State,
        (Happening.ItIsThere, PublicationState.Unknown or PublicationState.Parked) => PublicationState.Sent,
        (Happening.SendAgain, PublicationState.Parked) => PublicationState.Discarded,
        (Happening.Discard, PublicationState.Waiting or PublicationState.Preparing or PublicationState.Rejected or PublicationState.Parked) => PublicationState.Discarded,
        _ => row.State,
    };

    /// <summary>Who acts on nobody's row: the others stay exactly as they are.</summary>
    public static bool LeavesAllAlone(Happening what) => what is Happening.Plan or Happening.TakeAndSleep or Happening.Misbehave or Happening.Pause or Happening.GoOn;

    public static bool IsAPersons(Happening what) => what is Happening.Edit or Happening.Cancel or Happening.Retry or Happening.ItIsThere or Happening.SendAgain or Happening.Discard;

    /// <summary>It has come to an end, or waits for a person: nobody is expected to do anything more about it.</summary>
    public static bool IsAtRest(ModelRow row) => row.IsStopped
        || row.State is PublicationState.Sent or PublicationState.Parked or PublicationState.Rejected or PublicationState.Skipped or PublicationState.Discarded;
}

/// <summary>One row of the ledger as the outside sees it.</summary>
/// <param name="IsHeld">Somebody has a lease on it.</param>
/// <param name="IsStopped">Nobody is to look at it again.</param>
/// <param name="IsWanted">Its post failed and may be tried again as it was approved.</param>
/// <param name="Calls">How often the call was begun that makes it public.</param>
internal sealed record ModelRow(Guid Id, int Post, int Occurrence, PublicationState State, bool IsHeld, bool IsStopped, bool IsWanted, int Calls, bool HasReason);
