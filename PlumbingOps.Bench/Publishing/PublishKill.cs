using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Bench.Publishing;

/// <summary>
/// Two publishers at work on thousands of posts, killed and stopped in the middle of their calls, against networks that drop connections, time out and fail
/// before and after they have accepted. What counts is the networks' own log.
/// </summary>
internal static class PublishKill
{
    private const int Accounts = 30;
    private const int Workers = 2;
    private const int WrittenASecond = 250;

    /// <summary>Three leases, in a house.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan AimPatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LastPatience = TimeSpan.FromMinutes(30);

    /// <param name="scale">All times of the publisher are so many times shorter than in a house; how long somebody is stopped is as well.</param>
    public static async Task<int> RunAsync(int posts, int kills, int seed, int scale)
    {
        await using var rig = await PublishRig.OpenAsync(scale);
        var watch = Stopwatch.StartNew();
        await rig.Simulator.AskAsync("faults/rates", new
        {
            seed,
            finBefore = 0.01,
            finAfter = 0.02,
            resetBefore = 0.01,
            resetAfter = 0.02,
            errorBefore = 0.01,
            errorAfter = 0.02,
            slowAfter = 0.3,
            throttle = 0.02,
            slowMilliseconds = 1200,
        });
        await rig.Simulator.AskAsync("faults", new { kind = "slow", commitsOnly = true, skip = 20, times = Math.Max(2, posts / 100), afterCommit = true, delayMilliseconds = 7000 });
        var begin = TimeProvider.System.GetUtcNow().AddSeconds(2 + (posts / WrittenASecond));
        var span = TimeSpan.FromSeconds(Math.Max(20, kills * 3.5));
        await rig.AddPostsAsync(await rig.AddAccountsAsync(Accounts), posts, i => begin + (span * i / posts));
        await Console.Error.WriteLineAsync($"{posts:N0} posts on {Accounts} accounts are in the ledger after {watch.Elapsed.TotalSeconds:0} s; they fall due over {span.TotalSeconds:0} s");

        var inFlight = await HuntAsync(rig, kills, seed, StopTime / scale);
        await rig.Simulator.AskAsync("faults/rates", new { });
        await SettleAsync(rig);
        return await CountAsync(rig, posts, kills, inFlight);
    }

    /// <summary>Kills whoever has a call under way, or stops them for three leases. Answers how many calls were hit.</summary>
    private static async Task<int> HuntAsync(PublishRig rig, int kills, int seed, TimeSpan stopTime)
    {
        var crew = new OwnProcess[Workers];
        for (var i = 0; i < Workers; i++)
        {
            crew[i] = await StartAsync(rig);
        }

        var hit = 0;
        var stopped = new Dictionary<int, Task>();
        try
        {
            for (var i = 0; i < kills; i++)
            {
                // Drawn from the seed: who, and how.
                var draw = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {i}"));
                var victim = draw[0] % Workers;
                if (stopped.TryGetValue(victim, out var sleeping) && !sleeping.IsCompleted)
                {
                    victim = (victim + 1) % Workers;
                    if (stopped.TryGetValue(victim, out var other) && !other.IsCompleted)
                    {
                        await Task.WhenAny(sleeping, other);
                        i--;
                        continue;
                    }
                }

                await AimAsync(rig, crew[victim].Id);
                if (draw[1] % 2 == 0)
                {
                    crew[victim].Kill();
                    hit += await CallsOfAsync(rig, crew[victim].Id);
                    await crew[victim].DisposeAsync();
                    crew[victim] = await StartAsync(rig);
                }
                else
                {
                    crew[victim].StopForNow();
                    hit += await CallsOfAsync(rig, crew[victim].Id);
                    stopped[victim] = WakeAsync(crew[victim], stopTime);
                }

                if (i % 20 == 19)
                {
                    await Console.Error.WriteLineAsync($"{i + 1} kills, {hit} calls hit, {await rig.AskAsync<long>("select count(*) from app.publications where state = 'Sent'")} sent");
                }

                await Task.Delay(Pause);
            }

            await Task.WhenAll(stopped.Values);
            await SettleAsync(rig);
            return hit;
        }
        finally
        {
            foreach (var worker in crew)
            {
                await worker.DisposeAsync();
            }
        }
    }

    private static async Task<OwnProcess> StartAsync(PublishRig rig) => (await OwnProcess.StartAsync(PublishWorker.Command, rig.OrderFile)).Process;

    private static async Task WakeAsync(OwnProcess worker, TimeSpan after)
    {
        await Task.Delay(after);
        worker.GoOn();
    }

    /// <summary>Waits until the process has a call under way, so that the kill meets one.</summary>
    private static async Task AimAsync(PublishRig rig, int process)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < AimPatience && await CallsOfAsync(rig, process) == 0)
        {
            await Task.Delay(20);
        }
    }

    private static async Task<int> CallsOfAsync(PublishRig rig, int process) =>
        (int)await rig.AskAsync<long>($"select count(*) from app.publications where state = 'Sending' and leased_by like '{process}-%'");

    private static async Task SettleAsync(PublishRig rig)
    {
        const string UnderWay = "select count(*) from app.publications where state in ('Waiting', 'Preparing', 'Sending', 'Unknown')";
        var waited = Stopwatch.StartNew();
        while (await rig.AskAsync<long>(UnderWay) is > 0 and var left)
        {
            if (waited.Elapsed > LastPatience)
            {
                throw new InvalidOperationException($"{left} publications do not come to an end.");
            }

            await Task.Delay(500);
        }
    }

    private static async Task<int> CountAsync(PublishRig rig, int posts, int kills, int inFlight)
    {
        // Google shows a post a moment after it has taken it.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var visible = await rig.Simulator.VisibleAsync();
        var states = new Dictionary<string, (string State, bool HasReason)>();
        await using (var command = rig.Admin.CreateCommand(
            "select c.caption, p.state, p.cause is not null and p.next_step is not null from app.publications p join app.posts o on o.id = p.post_id join app.content_items c on c.id = o.content_id"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                states[reader.GetString(0)] = (reader.GetString(1), reader.GetBoolean(2));
            }
        }

        int Count(Func<string, int, bool> which) => Enumerable.Range(0, posts).Select(PublishRig.Text).Count(text => which(states.TryGetValue(text, out var s) ? s.State : "", visible.GetValueOrDefault(text)));
        var doubled = Count((_, times) => times > 1);
        var parked = Count((state, _) => state == "Parked");
        // Neither out nor in a person's hands, or said to be out and not.
        var lost = Count((state, times) => times == 0 && state != "Parked");
        var silent = states.Values.Count(s => s.State == "Parked" && !s.HasReason);
        var found = Count((state, times) => state == "Parked" && times > 0);
        await Console.Error.WriteLineAsync(
            $"recovered={await rig.AskAsync<long>("select count(distinct a.publication_id) from app.publish_attempts a where a.step = 'ReadBack' and a.outcome = 'Ok'")} "
            + $"process_gone={await rig.AskAsync<long>("select count(*) from app.publish_attempts where provider_code = 'process gone'")} "
            + $"sent_again={await rig.AskAsync<long>("select count(*) from app.publications where sent_again")} parked_and_there={found} parked_without_reason={silent}");
        Console.WriteLine($"posts={posts} kills={kills} in_flight={inFlight} lost={lost} double={doubled} parked={parked}");
        return lost == 0 && doubled == 0 && silent == 0 && (kills == 0 || inFlight > 0) ? 0 : 1;
    }
}
