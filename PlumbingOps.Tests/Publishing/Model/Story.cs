using FsCheck;
using FsCheck.Fluent;
using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Tests.Publishing.Model;

/// <summary>What can happen to a house that publishes.</summary>
public enum Happening
{
    /// <summary>A post is approved and planned; it is due.</summary>
    Plan,

    /// <summary>A process takes what is due and works on it.</summary>
    Work,

    /// <summary>A process takes what is due and is stopped before it does anything.</summary>
    TakeAndSleep,

    /// <summary>What was stopped goes on as if no time had passed.</summary>
    WakeUp,

    /// <summary>A process writes its attempt and dies before the call.</summary>
    DieBeforeTheCall,

    /// <summary>A process writes its attempt, makes the call and dies before the answer.</summary>
    DieInTheCall,

    /// <summary>The network misbehaves at the next call for the post.</summary>
    Misbehave,

    /// <summary>Leases lapse, first looks are due; whoever is there works.</summary>
    PassAMinute,

    /// <summary>The last looks are due as well.</summary>
    PassAnHour,
    Pause,
    GoOn,
    Edit,
    Cancel,
    Retry,
    ItIsThere,
    SendAgain,
    Discard,
}

/// <param name="Post">Which of those that were planned, counted round.</param>
/// <param name="Kind">Of the network, or of its misbehaviour.</param>
public sealed record Event(Happening What, int Post, int Kind)
{
    private static readonly Provider[] Networks = [Provider.Facebook, Provider.GoogleBusiness, Provider.Instagram];
    private static readonly string[] Faults = ["reset before it accepted", "reset after it accepted", "500 after it accepted", "silence after it accepted", "refusal"];

    public Provider Network => Networks[Kind % Networks.Length];

    public int Fault => Kind % Faults.Length;

    public override string ToString() => What switch
    {
        Happening.Plan => $"plan a post on {Network}",
        Happening.Misbehave => $"{Faults[Fault]} for post {Post}",
        Happening.Edit or Happening.Cancel or Happening.Retry or Happening.ItIsThere or Happening.SendAgain or Happening.Discard => $"{What} post {Post}",
        _ => $"{What}",
    };
}

/// <summary>A sequence of events, printed as a story.</summary>
public sealed record Story(IReadOnlyList<Event> Events)
{
    private const int MostPosts = 4;
    private const int Longest = 14;

    public static Arbitrary<Story> Any()
    {
        // The first word is a plan, for without one nothing can happen.
        var events = Gen.Frequency(
            (5, Of(Happening.Plan)), (5, Of(Happening.Work)), (3, Of(Happening.Misbehave)), (2, Of(Happening.TakeAndSleep)), (2, Of(Happening.WakeUp)), (2, Of(Happening.DieBeforeTheCall)), (2, Of(Happening.DieInTheCall)),
            (3, Of(Happening.PassAMinute)), (2, Of(Happening.PassAnHour)), (1, Of(Happening.Pause)), (1, Of(Happening.GoOn)), (1, Of(Happening.Edit)), (1, Of(Happening.Cancel)), (1, Of(Happening.Retry)), (1, Of(Happening.ItIsThere)),
            (2, Of(Happening.SendAgain)), (1, Of(Happening.Discard)));
        var stories = from first in Of(Happening.Plan) from many in Gen.Choose(3, Longest) from rest in events.ArrayOf(many) select new Story([first, .. rest]);
        return Arb.From(stories, Shorter);
    }

    public override string ToString() => string.Join(", then ", Events);

    private static Gen<Event> Of(Happening what) => from post in Gen.Choose(0, MostPosts - 1) from kind in Gen.Choose(0, 29) select new Event(what, post, kind);

    /// <summary>Halves and quarters first, then each event alone; then the plainest post and kind.</summary>
    private static IEnumerable<Story> Shorter(Story story)
    {
        var events = story.Events;
        for (var size = events.Count / 2; size > 0; size /= 2)
        {
            for (var from = 0; from + size <= events.Count; from += size)
            {
                yield return new Story([.. events.Take(from), .. events.Skip(from + size)]);
            }
        }

        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is { Post: > 0 } or { Kind: > 0 })
            {
                var plain = events[i].What == Happening.Misbehave ? events[i] with { Post = 0, Kind = events[i].Fault } : events[i] with { Post = 0, Kind = 0 };
                if (plain != events[i])
                {
                    yield return new Story([.. events.Take(i), plain, .. events.Skip(i + 1)]);
                }
            }
        }
    }
}
