using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Recurring;

/// <summary>What an administrator may see of recurring work, and do about it.</summary>
public sealed class RecurringWorkService(Db database, WorkList schedule, WorkScheduler scheduler, TimeProvider clock)
{
    public const int HoursShown = 24;

    /// <summary>So many good runs say how long one usually takes.</summary>
    private const int UsualRuns = 20;

    public async Task<IReadOnlyList<WorkRow>> ListAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeRecurringWork, cancellationToken);
        var switches = await db.RecurringSwitches.AsNoTracking().ToDictionaryAsync(s => s.Work, cancellationToken);
        var now = clock.GetUtcNow();
        var rows = new List<WorkRow>();
        foreach (var work in schedule.Items)
        {
            var runs = db.RecurringRuns.AsNoTracking().Where(r => r.Work == work.Name).OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id);
            var last = await runs.FirstOrDefaultAsync(cancellationToken);
            var ended = await runs.Where(r => r.Outcome == RunOutcome.Done && r.EndedAt != null).Take(UsualRuns).Select(r => new { r.StartedAt, r.EndedAt }).ToListAsync(cancellationToken);
            var took = ended.Select(r => r.EndedAt!.Value - r.StartedAt).Order().ToList();
            var decided = switches.GetValueOrDefault(work.Name);
            rows.Add(new WorkRow(
                work.Name, work.InWords, WorkTimes.InWords(work.Cron), decided?.PausedAt is null ? WorkTimes.Next(work.Cron, now) : null, last is null ? null : AsRow(last, now),
                took.Count == 0 ? null : took[took.Count / 2], decided?.PausedAt, decided?.PausedBy, decided?.Reason));
        }

        return rows;
    }

    /// <summary>The newest first.</summary>
    public async Task<ListPage<RunRow>> RunsAsync(RunFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeRecurringWork, cancellationToken);
        var now = clock.GetUtcNow();
        var silent = now.ToUniversalTime() - RecurringRun.Silence;
        var runs = db.RecurringRuns.AsNoTracking();
        if (filter.Work is { } work)
        {
            runs = runs.Where(r => r.Work == work);
        }

        runs = filter.Outcome switch
        {
            null => runs,
            RunOutcome.Running => runs.Where(r => r.Outcome == RunOutcome.Running && r.HeartbeatAt >= silent),
            RunOutcome.Interrupted => runs.Where(r => r.Outcome == RunOutcome.Interrupted || (r.Outcome == RunOutcome.Running && r.HeartbeatAt < silent)),
            { } outcome => runs.Where(r => r.Outcome == outcome),
        };
        var page = await runs.ToPageAsync(request with { Descending = request.Sort is null || request.Descending }, r => r.StartedAt, r => r.Id, r => r, cancellationToken);
        return page.With<RunRow>([.. page.Rows.Select(run => AsRow(run, now))]);
    }

    /// <summary>The last day, hour by hour, the oldest first; hours without a run as well.</summary>
    public async Task<IReadOnlyList<RunHour>> LastDayAsync(Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeRecurringWork, cancellationToken);
        var now = clock.GetUtcNow().ToUniversalTime();
        var first = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1 - HoursShown);
        var silent = now - RecurringRun.Silence;
        var found = await db.ReadAsync(
            """
            select date_trunc('hour', started_at), count(*) filter (where outcome = 'Done'), count(*) filter (where outcome = 'Failed'),
                count(*) filter (where outcome = 'Interrupted' or outcome = 'Running' and heartbeat_at < $2)
            from app.recurring_runs where started_at >= $1 group by 1
            """,
            [first, silent], r => new RunHour(r.GetFieldValue<DateTimeOffset>(0), (int)r.GetInt64(1), (int)r.GetInt64(2), (int)r.GetInt64(3)), cancellationToken);
        var hours = found.ToDictionary(hour => hour.From);
        return [.. Enumerable.Range(0, HoursShown).Select(n => first.AddHours(n)).Select(from => hours.GetValueOrDefault(from) ?? new RunHour(from, 0, 0, 0))];
    }

    /// <summary>Empty where this process runs no recurring work itself.</summary>
    public async Task<IReadOnlyList<ProcessRow>> ProcessesAsync(Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeeRecurringWork);
        return await scheduler.ProcessesAsync(cancellationToken);
    }

    /// <summary>Holds for all processes, until somebody resumes it. A run that is under way ends as usual.</summary>
    public Task PauseAsync(string work, string? reason, Actor by, CancellationToken cancellationToken = default) =>
        DecideAsync(work, found => $"Paused recurring work: {found.InWords}", decided => decided.Pause(reason, by, Now), by, cancellationToken);

    public Task ResumeAsync(string work, Actor by, CancellationToken cancellationToken = default) =>
        DecideAsync(work, found => $"Resumed recurring work: {found.InWords}", decided => decided.Resume(), by, cancellationToken);

    /// <summary>Out of turn, also to try a failed run again and while it is paused. Where it runs just now, it runs once more afterwards.</summary>
    public async Task RunNowAsync(string work, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ManageRecurringWork);
        scheduler.RequireHere();
        await DecideAsync(work, found => $"Had recurring work run: {found.InWords}", decided => decided.Ask(Now), by, cancellationToken);
        await scheduler.StartAsync(work, by.Name, cancellationToken);
    }

    private DateTimeOffset Now => clock.GetUtcNow().ToUniversalTime();

    private async Task DecideAsync(string work, Func<RecurringWork, string> summary, Action<RecurringSwitch> decide, Actor by, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(by, Permission.ManageRecurringWork, cancellationToken);
        // Recurring work is every company's: whoever manages one company alone does not stop it for the others.
        if ((await ManagedPeople.OfAsync(db, by, cancellationToken)).Only is not null)
        {
            throw new RuleException("Recurring work is every company's; an administrator of all companies decides about it.");
        }

        var found = schedule.Find(work) ?? throw new NotFoundException("The recurring work");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two who decide at once decide one after the other.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('recurring ' || {work}, 0))", cancellationToken);
        var decided = await db.RecurringSwitches.SingleOrDefaultAsync(s => s.Work == work, cancellationToken) ?? db.Add(new RecurringSwitch { Work = work }).Entity;
        decide(decided);
        await db.DescribeAsync(summary(found), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private RunRow AsRow(RecurringRun run, DateTimeOffset now)
    {
        var dead = run.Outcome == RunOutcome.Running && run.HeartbeatAt < now - RecurringRun.Silence;
        return new RunRow(
            run.Id, run.Work, schedule.Find(run.Work)?.InWords ?? run.Work, run.TenantId, run.StartedAt, dead ? run.HeartbeatAt : run.EndedAt, run.Instance,
            dead ? RunOutcome.Interrupted : run.Outcome, run.Counts, dead ? "The process that ran it has fallen silent." : run.Error, run.StartedBy);
    }
}
