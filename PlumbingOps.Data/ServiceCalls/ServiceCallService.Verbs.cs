using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls.Completion;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.ServiceCalls;

public sealed partial class ServiceCallService
{
    /// <summary>Sets or moves the time. An empty window takes it away.</summary>
    public Task ScheduleAsync(Guid id, CallWindow window, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Schedule.Needs(), "Scheduled", (call, company) =>
    {
        var (startsAt, endsAt) = window.ToInstants(company.TimeZone);
        call.Schedule(startsAt, endsAt, window.AllDay && startsAt is not null);
    }, by, cancellationToken);

    public Task DispatchAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Dispatch, "Dispatched", call => call.Dispatch(), by, cancellationToken);

    public Task StartAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Start, "Started", call => call.Start(), by, cancellationToken);

    public Task HoldAsync(Guid id, string? reason, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Hold, "Put on hold", call => call.Hold(reason), by, cancellationToken);

    public Task ResumeAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Resume, "Resumed", call => call.Resume(), by, cancellationToken);

    public Task CancelAsync(Guid id, string? reason, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Cancel, "Cancelled", call => call.Cancel(reason), by, cancellationToken);

    public Task NoShowAsync(Guid id, string? reason, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.NoShow, "Nobody there at", call => call.NoShow(reason), by, cancellationToken);

    public Task ReopenAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, ServiceCallVerb.Reopen, "Reopened", call => call.Reopen(), by, cancellationToken);

    /// <param name="completedAt">When the work ended; null for now.</param>
    /// <returns>What the office should still look after, in sentences; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> CompleteAsync(Guid id, DateTimeOffset? completedAt, Actor by, CancellationToken cancellationToken = default)
    {
        var warnings = new List<string>();
        await DoAsync(id, ServiceCallVerb.Complete.Needs(), "Completed", async (db, call, _) =>
        {
            var open = await CompletionService.OpenStepsAsync(db, call, cancellationToken);
            if (by.OnlyOwn && open.Count > 0 && ServiceCallVerb.Complete.From().Contains(call.Status))
            {
                throw new RuleException($"Answer first: {InWords(open)}.");
            }

            call.Complete(clock.GetUtcNow(), completedAt);
            warnings.Clear();
            if (!call.PaperworkTurnedIn)
            {
                warnings.Add("The paperwork is not turned in yet.");
            }

            // Nobody has to begin with the questions at a desk; what was begun should end.
            var unasked = open.Where(step => step != CompletionStep.Paperwork).ToList();
            if (unasked.Count > 0 && unasked.Count < CompletionSteps.All.Count - 1)
            {
                warnings.Add($"Not answered: {InWords(unasked)}.");
            }
        }, by, cancellationToken);
        return warnings;
    }

    /// <summary>The signed sheet came in, or it did not after all.</summary>
    public Task TurnInPaperworkAsync(Guid id, bool turnedIn, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, Permission.WorkOnServiceCalls, turnedIn ? "Took in the paperwork of" : "Misses the paperwork of", (call, _) =>
        {
            call.RefuseArchived();
            call.PaperworkTurnedIn = turnedIn;
        }, by, cancellationToken);

    private static string InWords(IEnumerable<CompletionStep> steps) => string.Join(", ", steps.Select(step => step.InWords().ToLowerInvariant()));

    public Task ArchiveAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ArchiveRecords);
        return DoAsync(id, Permission.EditServiceCalls, "Archived", (call, _) => call.Archive(clock.GetUtcNow()), by, cancellationToken);
    }

    public Task RestoreAsync(Guid id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.ArchiveRecords);
        return DoAsync(id, Permission.EditServiceCalls, "Restored", (call, _) => call.Restore(), by, cancellationToken);
    }

    private Task DoAsync(Guid id, ServiceCallVerb verb, string summary, Action<ServiceCall> act, Actor by, CancellationToken cancellationToken) =>
        DoAsync(id, verb.Needs(), summary, (call, _) => act(call), by, cancellationToken);

    private Task DoAsync(Guid id, Permission permission, string summary, Action<ServiceCall, TenantRow> act, Actor by, CancellationToken cancellationToken) =>
        DoAsync(id, permission, summary, (_, call, company) =>
        {
            act(call, company);
            return Task.CompletedTask;
        }, by, cancellationToken);

    /// <summary>Whoever comes second finds the call as the first left it, and learns why the verb is not legal any more.</summary>
    private Task DoAsync(Guid id, Permission permission, string summary, Func<AppDbContext, ServiceCall, TenantRow, Task> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, permission, cancellationToken);
        var call = await FindAsync(db, id, cancellationToken);
        await act(db, call, await tenants.GetAsync(call.TenantId, cancellationToken));
        await db.DescribeAsync($"{summary} {call.ShortNumber}", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });
}
