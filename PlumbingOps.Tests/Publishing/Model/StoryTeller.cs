using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Simulator.Control;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Publishing.Model;

/// <summary>Makes the events of a story happen to the real thing: services, database, simulator.</summary>
internal sealed class StoryTeller(PublishingOffice office, int number)
{
    /// <summary>Longer than the office waits for an answer.</summary>
    private const int Silence = 800;

    private const int MostOfAStory = 20;

    private const string There = "https://www.example.com/seen";
    private readonly List<(Guid Id, List<string> Texts)> posts = [];
    private readonly List<Claim> asleep = [];

    public IReadOnlyList<(Guid Id, List<string> Texts)> Posts => posts;

    /// <summary>A refusal is a sentence to the person, and nothing else may go wrong.</summary>
    public async Task HappenAsync(Event what)
    {
        try
        {
            await (what.What switch
            {
                Happening.Plan => PlanAsync(what.Network),
                Happening.Work => office.RunAsync(),
                Happening.TakeAndSleep => SleepAsync(),
                Happening.WakeUp => WakeUpAsync(),
                Happening.DieBeforeTheCall => DieAsync(isCalled: false),
                Happening.DieInTheCall => DieAsync(isCalled: true),
                Happening.PassAMinute => office.PassAsync(TimeSpan.FromMinutes(1), steps: 2),
                Happening.PassAnHour => office.PassAsync(TimeSpan.FromHours(1), steps: 12),
                Happening.Pause => office.Get<PublishService>().PauseAsync(TestOffice.H2o, "A storm", office.Office.Mia),
                Happening.GoOn => office.Get<PublishService>().ResumeAsync(TestOffice.H2o, office.Office.Mia),
                _ when posts.Count == 0 => Task.CompletedTask,
                Happening.Misbehave => MisbehaveAsync(what),
                Happening.Edit => ChangeAsync(what, (post, text) => post.Reword(text)),
                Happening.Cancel => ChangeAsync(what, (post, _) => post.Cancel()),
                _ => DecideAsync(what),
            });
        }
        catch (RuleException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    /// <summary>Nobody pauses or sleeps any more, and time goes on until nobody has anything to do.</summary>
    public async Task EndAsync()
    {
        await ForgetFaultsAsync(office);
        await HappenAsync(new Event(Happening.GoOn, 0, 0));
        await HappenAsync(new Event(Happening.WakeUp, 0, 0));
        for (var jump = 0; jump < 80 && await Sql.AskAsync<DateTime?>(office.Office.Connections.Admin!, "select min(greatest(look_at, lease_until)) from app.publications where look_at is not null") is { } next; jump++)
        {
            var by = new DateTimeOffset(next, TimeSpan.Zero) - office.Clock.Now + TimeSpan.FromSeconds(1);
            await office.PassAsync(by > TimeSpan.Zero ? by : TimeSpan.FromSeconds(1));
        }
    }

    public static async Task ForgetFaultsAsync(PublishingOffice office) => (await office.Sim.Http.DeleteAsync($"{ControlApi.Root}/faults")).EnsureSuccessStatusCode();

    private async Task PlanAsync(Provider network)
    {
        var text = $"Story {number}, post {posts.Count}";
        // An account has no two posts at the very same moment, whatever story they belong to.
        var at = office.Clock.Now.AddMilliseconds(-((number * MostOfAStory) + posts.Count));
        posts.Add(((await office.ScheduleAsync(network, text, at, change: (_, post) => post.LateMinutes = 240)).Id, [text]));
    }

    private async Task SleepAsync() => asleep.AddRange(await office.Get<PublicationClaims>().TakeAsync(2, "sleeper"));

    private async Task WakeUpAsync()
    {
        var claims = asleep.ToList();
        asleep.Clear();
        await office.Get<PublicationWork>().RunAsync(claims);
    }

    /// <summary>Facebook and Google need no preparation, so the call may follow at once; what is Instagram's stays taken and is never heard of again.</summary>
    private async Task DieAsync(bool isCalled)
    {
        foreach (var claim in await office.Get<PublicationClaims>().TakeAsync(1, "dying"))
        {
            if (claim.State != PublicationState.Waiting || claim.Provider == Provider.Instagram)
            {
                continue;
            }

            var asked = (await office.Get<PublicationFacts>().ReadAsync([claim]))[claim.Id];
            var publisher = office.Publisher(claim.Provider);
            if (asked.Draft is not { } draft || (await office.Get<PublicationBook>().BeginCommitAsync(claim, publisher.Options, "", draft, default)).Attempt is null || !isCalled)
            {
                continue;
            }

            var (target, _) = await office.Get<TokenKeeper>().TargetAsync(claim.AccountId, claim.TenantId);
            await publisher.CommitAsync(target!, draft, "", new CommitGuard(TimeProvider.System, TimeSpan.FromSeconds(30)));
        }
    }

    private Task MisbehaveAsync(Event what)
    {
        var text = posts[what.Post % posts.Count].Texts[^1];
        return office.Sim.FaultAsync(what.Fault switch
        {
            0 => new { kind = "reset", commitsOnly = true, text },
            1 => new { kind = "reset", commitsOnly = true, afterCommit = true, text },
            2 => new { kind = "serverError", commitsOnly = true, afterCommit = true, text },
            3 => new { kind = "slow", commitsOnly = true, afterCommit = true, delayMilliseconds = Silence, text },
            _ => (object)new { kind = "graphError", code = 1609005, commitsOnly = true, path = "graph.facebook.com", text },
        });
    }

    private async Task ChangeAsync(Event what, Action<Post, string> change)
    {
        var (id, texts) = posts[what.Post % posts.Count];
        var text = $"Story {number}, post {what.Post % posts.Count}, version {texts.Count + 1}";
        await using var db = await office.DbAsync();
        var post = await db.Posts.SingleAsync(p => p.Id == id);
        change(post, text);
        await office.Get<PublicationLedger>().PlanAsync(db, post);
        await db.SaveChangesAsync();
    }

    private async Task DecideAsync(Event what)
    {
        var id = posts[what.Post % posts.Count].Id;
        await using var db = await office.DbAsync();
        var newest = await db.Publications.Where(p => p.PostId == id).OrderByDescending(p => p.Occurrence).Select(p => p.Id).FirstAsync();
        var (queue, mia) = (office.Get<PublishService>(), office.Office.Mia);
        await (what.What switch
        {
            Happening.Retry => queue.RetryAsync(newest, mia),
            Happening.ItIsThere => queue.ItIsThereAsync(newest, There, mia),
            Happening.SendAgain => queue.SendAgainAsync(newest, true, mia),
            _ => queue.DiscardAsync(newest, "Not any more", mia),
        });
    }
}
