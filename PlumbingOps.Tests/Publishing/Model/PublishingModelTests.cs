using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing.Model;

/// <summary>
/// The publisher on a real database and the simulated networks, beside a small model: stories of what can happen, drawn at random, and a failing one is
/// told as short as it can be.
/// </summary>
public sealed class PublishingModelTests : PublishingTest
{
    private const int Stories = 25;
    private int told;

    /// <summary>The circuits have tests of their own; here they would only keep the stories from going on.</summary>
    protected override PublishingOptions Options => new() { AccountFailures = 1000, ProviderFailures = 1000, ModerationLooks = [TimeSpan.FromMinutes(1)], ModerationEnds = TimeSpan.FromMinutes(2) };

    protected override TimeSpan? CommitPatience => TimeSpan.FromMilliseconds(500);

    [Fact]
    public Task Whatever_happens_nothing_is_lost_nothing_is_doubled_and_no_state_follows_another_it_may_not() => Task.Run(() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Stories), Prop.ForAll(Story.Any(), story => TellAsync(story).GetAwaiter().GetResult())));

    private async Task TellAsync(Story story)
    {
        await BeginAnewAsync();
        var teller = new StoryTeller(Office, ++told);
        var since = await Sql.AskAsync<long>(Admin, "select coalesce(max(id), 0) from history.changes");
        var before = await RowsAsync(teller);
        foreach (var what in story.Events)
        {
            var isPaused = await Sql.AskAsync<bool>(Admin, "select exists (select from app.publish_pauses)");
            await teller.HappenAsync(what);
            var after = await RowsAsync(teller);
            AsTheModelSays(what, before, after, isPaused, teller.Posts.Count);
            await OnlyOnceAsync(what, teller, after);
            before = after;
        }

        await teller.EndAsync();
        var rows = await RowsAsync(teller);
        await OnlyOnceAsync("the end", teller, rows);
        await NothingIsLostAsync(teller, rows);
        await OnlyLegalStepsAsync(since);
        await NoBlindRepetitionAsync(teller);
    }

    private string Admin => Office.Office.Connections.Admin!;

    private static void AsTheModelSays(Event what, IReadOnlyList<ModelRow> before, IReadOnlyList<ModelRow> after, bool isPaused, int posts)
    {
        foreach (var row in before)
        {
            var now = after.Single(a => a.Id == row.Id);
            var isMeant = posts > 0 && row.Post == what.Post % posts && row.Occurrence == before.Where(b => b.Post == row.Post).Max(b => b.Occurrence);
            if (LedgerModel.LeavesAllAlone(what.What) || (LedgerModel.IsAPersons(what.What) && !isMeant))
            {
                Assert.True(now.State == row.State, $"“{what}” made {now.State} of {row.State}, which it does not concern");
            }
            else if (LedgerModel.IsAPersons(what.What))
            {
                Assert.True(now.State == LedgerModel.Decided(what.What, row), $"“{what}” made {now.State} of {row.State}; the model says {LedgerModel.Decided(what.What, row)}");
            }

            Assert.True(!isPaused || now.Calls == row.Calls, $"“{what}” called a network for a company that has paused");
            Assert.True(now.HasReason, $"{now.State} without a reason after “{what}”");
        }

        var others = after.Where(a => before.All(b => b.Id != a.Id)).ToList();
        var expected = what.What == Happening.Plan ? 1 : before.Count(row => posts > 0 && row.Post == what.Post % posts && LedgerModel.MakesAnother(what.What, row));
        Assert.True(others.Count == expected && others.TrueForAll(o => o.State == PublicationState.Waiting), $"“{what}” made {others.Count} new rows");
    }

    /// <summary>An occurrence is called for once, and once more only where Instagram's container was found unpublished; the public sees each at most once.</summary>
    private async Task OnlyOnceAsync(object when, StoryTeller teller, IReadOnlyList<ModelRow> rows)
    {
        var visible = (await Office.Sim.LedgerAsync("visible")).GroupBy(row => row.Text!).ToDictionary(g => g.Key, g => g.Count());
        foreach (var (post, i) in teller.Posts.Select((post, i) => (post, i)))
        {
            var (seen, called) = (post.Texts.Sum(text => visible.GetValueOrDefault(text)), rows.Count(row => row.Post == i && row.Calls > 0));
            Assert.True(seen <= called, $"Post {i} appeared {seen} times after “{when}”, and was called for in {called} occurrences");
        }
    }

    private async Task NothingIsLostAsync(StoryTeller teller, IReadOnlyList<ModelRow> rows)
    {
        var visible = (await Office.Sim.LedgerAsync("visible")).Select(row => row.Text).ToHashSet();
        foreach (var (post, i) in teller.Posts.Select((post, i) => (post, i)))
        {
            var mine = rows.Where(row => row.Post == i).ToList();
            Assert.True(mine.Count > 0 && mine.TrueForAll(LedgerModel.IsAtRest), $"Post {i} never comes to rest: {string.Join(", ", mine.Select(m => m.State))}");
            var isOut = post.Texts.Exists(visible.Contains);
            var said = await Sql.AskAsync<bool>(Admin, $"select posted_manually from app.posts where id = '{post.Id}'");
            Assert.True(said || isOut || mine.TrueForAll(row => row.State != PublicationState.Sent), $"Post {i} is said to be out, and is not");
            // What is out is found: nobody is asked about it, and nobody calls it failed.
            Assert.True(!isOut || mine.Exists(row => row.State is PublicationState.Sent) || mine.Exists(row => row.State == PublicationState.Discarded), $"Post {i} is out, and its last word is {mine[^1].State}");
        }
    }

    /// <summary>By the history, which has every change of a state, also those between two events.</summary>
    private async Task OnlyLegalStepsAsync(long since)
    {
        await using var db = await Office.DbAsync();
        var steps = await db.Database.SqlQuery<string>(
            $"select distinct (before ->> 'state') || ' ' || (after ->> 'state') as \"Value\" from history.changes where id > {since} and entity = 'publications' and action = 'update' and after ->> 'state' is not null").ToListAsync();
        foreach (var step in steps.Select(s => s.Split(' ').Select(Enum.Parse<PublicationState>).ToArray()))
        {
            Assert.True(LedgerModel.MayFollow(step[0], step[1]), $"{step[0]} became {step[1]}");
        }
    }

    /// <summary>A call follows another one of the same occurrence only if the network has refused that one in words, or the container was found unpublished.</summary>
    private async Task NoBlindRepetitionAsync(StoryTeller teller)
    {
        var ids = teller.Posts.Select(p => p.Id).ToList();
        await using var db = await Office.DbAsync();
        var calls = await db.Publications.AsNoTracking().Where(p => ids.Contains(p.PostId) && !p.SentAgain)
            .Select(p => p.Attempts.Where(a => a.Step == PublishStep.Commit).OrderBy(a => a.Number).Select(a => a.Outcome).ToList()).ToListAsync();
        foreach (var outcomes in calls)
        {
            Assert.True(outcomes.SkipLast(1).All(LedgerModel.ProvesThatNothingWentOut), $"Called again after {string.Join(", ", outcomes.Select(o => o is null ? "no answer" : $"{o}"))}");
        }
    }

    private async Task<IReadOnlyList<ModelRow>> RowsAsync(StoryTeller teller)
    {
        var (ids, now) = (teller.Posts.Select(p => p.Id).ToList(), Office.Clock.Now);
        await using var db = await Office.DbAsync();
        var rows = await db.Publications.AsNoTracking().Where(p => ids.Contains(p.PostId)).OrderBy(p => p.Occurrence)
            .Select(p => new { p.Id, p.PostId, p.Occurrence, p.State, p.LeaseUntil, p.LookAt, p.Cause, p.NextStep, Post = p.Post!.Status, Calls = p.Attempts.Count(a => a.Step == PublishStep.Commit) }).ToListAsync();
        return
        [
            .. rows.Select(p => new ModelRow(
                p.Id, ids.IndexOf(p.PostId), p.Occurrence, p.State, p.LeaseUntil > now, p.LookAt is null, p.Post == PostStatus.Failed, p.Calls,
                p.State is not (PublicationState.Unknown or PublicationState.Parked or PublicationState.Rejected or PublicationState.Skipped or PublicationState.Discarded) || (p.Cause is not null && p.NextStep is not null))),
        ];
    }

    /// <summary>A story knows nothing of the one before.</summary>
    private async Task BeginAnewAsync()
    {
        await StoryTeller.ForgetFaultsAsync(Office);
        // A network that takes the same words twice hides no mistake of ours.
        await Office.Sim.SettingsAsync(new { refuseIdenticalPosts = false });
        await Sql.RunAsync(Admin, "update app.publications set look_at = null, lease_until = null where look_at is not null; delete from app.publish_pauses; delete from app.account_limits; delete from app.provider_circuits");
    }
}
