namespace PlumbingOps.Bench.Publishing;

/// <summary>Everything falls due in one moment: how long until the call, and is one company kept waiting for the other?</summary>
internal static class PublishSpeed
{
    private const double Goal = 15;

    public static async Task<int> RunAsync(int posts, int accounts)
    {
        await using var rig = await PublishRig.OpenAsync(scale: 1);
        // The ledger fills while nobody publishes; all of it is due when the publishers begin.
        var due = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await rig.AddPostsAsync(await rig.AddAccountsAsync(accounts), posts, i => due.AddMilliseconds(-i));
        var first = (await OwnProcess.StartAsync(PublishWorker.Command, rig.OrderFile)).Process;
        var second = (await OwnProcess.StartAsync(PublishWorker.Command, rig.OrderFile)).Process;
        await using (first)
        await using (second)
        {
            while (await rig.AskAsync<long>("select count(*) from app.publications where state in ('Waiting', 'Preparing', 'Sending', 'Unknown')") > 0)
            {
                await Task.Delay(200);
            }
        }

        const string Commits = "from app.publish_attempts a, (select min(started_at) as began from app.publish_attempts) b where a.step = 'Commit'";
        async Task<double> At(double share, string? tenant) => await rig.AskAsync<double>(
            $"select percentile_cont({share.ToString(System.Globalization.CultureInfo.InvariantCulture)}) within group (order by extract(epoch from a.started_at - b.began)::float8) {Commits}{(tenant is null ? "" : $" and a.tenant_id = '{tenant}'")}");
        var (p50, p95) = (await At(0.5, null), await At(0.95, null));
        Console.WriteLine($"posts={posts} accounts={accounts} due_to_commit_p50={p50:0.0}s p95={p95:0.0}s h2o_p95={await At(0.95, "h2o"):0.0}s second_p95={await At(0.95, "second"):0.0}s goal={Goal:0}s");
        return p95 <= Goal ? 0 : 1;
    }
}
