using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;

namespace PlumbingOps.Tests.Publishing;

/// <summary>
/// The publisher against a model, over random but repeatable sequences of what can happen: posts, faults, time, processes that stop, people who decide.
/// The model is small: what the public saw appear is never more than once per explicit order, and what is said to be sent is there.
/// </summary>
public class RandomWalkTests : PublishingTest
{
    private const int Steps = 40;
    private static readonly string[] Faults = ["fin", "reset", "serverError", "throttle"];
    private readonly List<(Guid Post, string Text)> posts = [];
    private readonly HashSet<Guid> orderedAgain = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_nothing_is_lost_and_nothing_is_doubled(int seed)
    {
        // Repeatable on purpose: a failing seed is a failing test.
#pragma warning disable CA5394
        var chance = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(chance.Next(10), chance.Next(1000), seed, step);
#pragma warning restore CA5394
            await KeepsItsWordAsync(atRest: false);
        }

        await Office.PassAsync(TimeSpan.FromHours(6), steps: 72);
        await KeepsItsWordAsync(atRest: true);
    }

    private async Task StepAsync(int what, int which, int seed, int step)
    {
        switch (what)
        {
            case 0 or 1 or 2:
                var provider = (Provider)(which % 3);
                var text = $"Walk {seed}, step {step}";
                posts.Add(((await Office.ScheduleAsync(provider, text, Office.Clock.Now.AddSeconds(-step))).Id, text));
                break;
            case 3 or 4:
                await Office.Sim.FaultAsync(new { kind = Faults[which % Faults.Length], commitsOnly = true, afterCommit = which % 2 == 0 });
                break;
            case 5:
                // A process takes what is due and is never heard of again.
                await Office.Get<PublicationClaims>().TakeAsync(3, "stopped");
                break;
            case 6 when posts.Count > 0:
                await DecideAsync(posts[which % posts.Count].Post, which);
                break;
            case 7:
                await Office.PassAsync(TimeSpan.FromMinutes(40), steps: 10);
                break;
            default:
                await Office.PassAsync(TimeSpan.FromSeconds(20), steps: 2);
                break;
        }
    }

    /// <summary>Somebody presses whatever can be pressed; where nothing can, the refusal is a sentence.</summary>
    private async Task DecideAsync(Guid post, int which)
    {
        var queue = Office.Get<PublishService>();
        var rows = await queue.ListAsync(new PublishFilter(Enum.GetValues<PublicationState>()), Office.Office.Mia);
        if (rows.FirstOrDefault(r => r.PostId == post && r.Verbs.Count > 0) is not { } row)
        {
            return;
        }

        try
        {
            switch (row.Verbs[which % row.Verbs.Count])
            {
                case PublishVerb.Retry:
                    await queue.RetryAsync(row.Id, Office.Office.Mia);
                    break;
                case PublishVerb.SendAgain:
                    orderedAgain.Add(post);
                    await queue.SendAgainAsync(row.Id, true, Office.Office.Mia);
                    break;
                case PublishVerb.Discard:
                    await queue.DiscardAsync(row.Id, "Not any more", Office.Office.Mia);
                    break;
                default:
                    await queue.ItIsThereAsync(row.Id, "https://www.example.com/seen", Office.Office.Mia);
                    break;
            }
        }
        catch (RuleException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private async Task KeepsItsWordAsync(bool atRest)
    {
        var visible = (await Office.Sim.LedgerAsync("visible")).GroupBy(row => row.Text!).ToDictionary(g => g.Key, g => g.Count());
        var rows = (await Office.Get<PublishService>().ListAsync(new PublishFilter(Enum.GetValues<PublicationState>()), Office.Office.Mia)).ToLookup(r => r.PostId);
        foreach (var (post, text) in posts)
        {
            var (seen, latest) = (visible.GetValueOrDefault(text), rows[post].MaxBy(r => r.Occurrence)!);
            Assert.True(seen <= (orderedAgain.Contains(post) ? 2 : 1), $"{text} appeared {seen} times");
            Assert.True(latest.State is not (PublicationState.Unknown or PublicationState.Parked or PublicationState.Rejected or PublicationState.Skipped or PublicationState.Discarded) || latest is { Cause: not null, NextStep: not null }, $"{text} is {latest.State} without a word");
            if (atRest)
            {
                Assert.True(latest.State is PublicationState.Sent or PublicationState.Parked or PublicationState.Rejected or PublicationState.Skipped or PublicationState.Discarded, $"{text} is still {latest.State}: {latest.Cause}");
                Assert.True(latest.State != PublicationState.Sent || latest.Url == "https://www.example.com/seen" || seen > 0, $"{text} is said to be sent and is not there");
            }
        }
    }
}
