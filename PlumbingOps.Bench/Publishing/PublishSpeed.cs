using System.Diagnostics;
using System.Globalization;

namespace PlumbingOps.Bench.Publishing;

/// <summary>
/// Everything falls due in one moment, in a house that has been at work for a while, against networks that take their time: how long until the call, and is
/// a small company kept waiting for a large one? Posts of one page are not kept apart here: by that rule alone twenty of them take nineteen minutes.
/// </summary>
internal static class PublishSpeed
{
    private const double Goal = 15;
    private const int AccountsOfTheLarge = 9;
    private const int LoadedPerSecond = 40;
    private static readonly TimeSpan LeastLead = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(int posts, int accounts, int answer)
    {
        await using var rig = await PublishRig.OpenAsync(scale: 1);
        await rig.Simulator.AskAsync("faults/rates", new { commitsOnly = false, slowAfter = answer > 0 ? 1 : 0, slowMilliseconds = answer });
        var places = await rig.AddAccountsAsync(accounts, AccountsOfTheLarge + 1);
        var (first, second) = ((await OwnProcess.StartAsync(PublishWorker.Command, rig.OrderFile)).Process, (await OwnProcess.StartAsync(PublishWorker.Command, rig.OrderFile)).Process);
        await using (first)
        await using (second)
        {
            // The tokens are fetched and the code is compiled: as in a house that has been at work.
            var begin = TimeProvider.System.GetUtcNow();
            await rig.AddPostsAsync(places, accounts * 2, i => begin.AddMilliseconds(-i));
            await SettledAsync(rig);
            var due = TimeProvider.System.GetUtcNow() + LeastLead + TimeSpan.FromSeconds(posts / LoadedPerSecond);
            // An account has no two posts at the very same moment.
            await rig.AddPostsAsync(places, posts, i => due.AddMilliseconds(-i), accounts * 2);
            var lead = due - TimeProvider.System.GetUtcNow();
            if (lead < TimeSpan.FromSeconds(2))
            {
                throw new InvalidOperationException("The machine is too busy: the ledger was not filled in time.");
            }

            await Task.Delay(lead);
            var before = await CostAsync(rig, first, second);
            var watch = Stopwatch.StartNew();
            await SettledAsync(rig);
            var (all, after) = (watch.Elapsed, await CostAsync(rig, first, second));
            return await SayAsync(rig, posts, accounts, due, all, [.. after.Zip(before, (a, b) => (a - b) * 1000 / posts)]);
        }
    }

    private static async Task<int> SayAsync(PublishRig rig, int posts, int accounts, DateTimeOffset due, TimeSpan all, double[] cost)
    {
        async Task<double> At(double share, string? tenant) => await rig.AskAsync<double>(string.Create(CultureInfo.InvariantCulture,
            $"""
            select percentile_cont({share}) within group (order by extract(epoch from a.started_at - p.due_at)::float8)
            from app.publish_attempts a join app.publications p on p.id = a.publication_id where a.step = 'Commit' and p.due_at > '{due.AddMilliseconds(-posts):O}' {(tenant is null ? "" : $"and a.tenant_id = '{tenant}'")}
            """));
        var (p50, p95, last, small) = (await At(0.5, null), await At(0.95, null), await At(1, null), await At(0.95, "second"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"posts={posts} accounts={accounts} due_to_commit_p50={p50:0.0}s p95={p95:0.0}s last={last:0.0}s small_company_p95={small:0.0}s all_sent={all.TotalSeconds:0.0}s goal={Goal:0}s cpu_per_post: publishers={cost[0]:0.0}ms database={cost[1]:0.0}ms networks={cost[2]:0.0}ms"));
        return p95 <= Goal && small <= p95 ? 0 : 1;
    }

    private static async Task<double[]> CostAsync(PublishRig rig, OwnProcess first, OwnProcess second) =>
        [CpuTime.Of(first.Id) + CpuTime.Of(second.Id), await rig.DatabaseCpuAsync(), CpuTime.Of(rig.Simulator.Id)];

    private static async Task SettledAsync(PublishRig rig)
    {
        while (await rig.AskAsync<long>("select count(*) from app.publications where state in ('Waiting', 'Preparing', 'Sending', 'Unknown')") > 0)
        {
            await Task.Delay(300);
        }
    }
}
