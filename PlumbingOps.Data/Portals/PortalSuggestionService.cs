using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.ServiceCalls.Completion;

namespace PlumbingOps.Data.Portals;

/// <summary>The logins proposed for a job or a call, each with its reason.</summary>
public sealed class PortalSuggestionService(Db database)
{
    /// <param name="permit">What the person says, for a job knows nothing of permits.</param>
    public async Task<PortalSuggestions> ForJobAsync(Guid jobId, bool? permit, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeePortals);
        await using var db = await database.OpenAsync(by, Permission.SeeJobs, cancellationToken);
        var job = await db.Jobs.Where(j => j.Id == jobId)
            .Select(j => new { j.TenantId, j.Phase, j.Lot!.Community!.BuilderId, City = j.Lot.City ?? j.Lot.Community.City, j.Lot.Community.County }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("The job");
        return await AnswerAsync(db, new PortalQuestion(PortalTarget.Job, job.TenantId, job.BuilderId, job.City, job.County, permit, job.Phase), cancellationToken);
    }

    /// <summary>Whether it needs a permit is what was answered on site; before that, an open or done to-do to pull one says so.</summary>
    /// <param name="permit">What the person says while the call itself does not.</param>
    public async Task<PortalSuggestions> ForCallAsync(Guid callId, bool? permit, Actor by, CancellationToken cancellationToken = default)
    {
        by.Require(Permission.SeePortals);
        await using var db = await database.OpenAsync(by, Permission.SeeServiceCalls, cancellationToken);
        var call = await db.ServiceCalls.Where(c => c.Id == callId).Select(c => new
        {
            c.TenantId,
            BuilderId = c.BuilderId ?? (c.LotId == null ? null : (Guid?)c.Lot!.Community!.BuilderId),
            // An address of the call's own is another place than its lot or its customer's house.
            City = c.Street != null || c.City != null ? c.City : c.LotId != null ? c.Lot!.City ?? c.Lot.Community!.City : c.Customer!.City,
            County = c.Street != null || c.City != null || c.LotId == null ? null : c.Lot!.Community!.County,
            Answered = db.CompletionAnswers.Where(a => a.TenantId == c.TenantId && a.ServiceCallId == c.Id && a.Step == CompletionStep.Permit).Select(a => (bool?)a.Needed).FirstOrDefault(),
            ToPull = c.Tasks.Any(t => t.Type == CallTaskType.PullPermit && t.Status != OfficeTaskStatus.Cancelled),
        }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("The call");
        var known = call.Answered ?? (call.ToPull ? true : null);
        return await AnswerAsync(db, new PortalQuestion(PortalTarget.ServiceCall, call.TenantId, call.BuilderId, call.City, call.County, known ?? permit, null), cancellationToken) with { PermitIsKnown = known is not null };
    }

    /// <summary>What would be proposed: to try rules out.</summary>
    public async Task<PortalSuggestions> TestAsync(PortalQuestion question, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeePortals, cancellationToken);
        return await AnswerAsync(db, question, cancellationToken);
    }

    private static async Task<PortalSuggestions> AnswerAsync(AppDbContext db, PortalQuestion question, CancellationToken cancellationToken)
    {
        var builder = question.BuilderId is { } id ? await db.Builders.Where(b => b.Id == id).Select(b => b.Name).SingleOrDefaultAsync(cancellationToken) : null;
        var rules = await db.PortalRules.Where(r => r.TenantId == question.TenantId && r.AppliesTo == question.AppliesTo && r.ArchivedAt == null && r.Account!.ArchivedAt == null)
            .Select(PortalRuleService.AsRow(db)).ToListAsync(cancellationToken);
        var wanted = rules.ConvertAll(r => r.AccountId);
        var accounts = await db.PortalAccounts
            .Where(a => a.TenantId == question.TenantId && a.ArchivedAt == null && (wanted.Contains(a.Id) || a.Builders.Any(l => l.BuilderId == question.BuilderId)))
            .Select(a => new { a.Id, Linked = a.Builders.Any(l => l.BuilderId == question.BuilderId) }).ToListAsync(cancellationToken);
        var ids = accounts.ConvertAll(a => a.Id);
        var rows = await db.PortalAccounts.Where(a => ids.Contains(a.Id)).Select(PortalAccountService.AsRow(db)).ToDictionaryAsync(a => a.Id, cancellationToken);
        return new PortalSuggestions(question, PortalMatch.Of(
            question, builder, accounts.Where(a => a.Linked).Select(a => rows[a.Id]),
            rules.Where(r => rows.ContainsKey(r.AccountId)).Select(r => new KnownPortalRule(r.Id, r.Priority, r.Criteria, rows[r.AccountId]))))
        { Builder = builder };
    }
}

/// <param name="Question">What was asked, as the job or the call answers it.</param>
/// <param name="List">The best first.</param>
public sealed record PortalSuggestions(PortalQuestion Question, IReadOnlyList<PortalSuggestion> List)
{
    /// <summary>The name of the builder that was asked about.</summary>
    public string? Builder { get; init; }

    /// <summary>The record itself says whether it needs a permit; nobody is asked.</summary>
    public bool PermitIsKnown { get; init; }
}
