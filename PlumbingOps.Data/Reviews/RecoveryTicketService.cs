using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>Everything a page may ask about making things good.</summary>
public sealed class RecoveryTicketService(Db database, TenantDirectory tenants, TimeProvider clock)
{
    /// <summary>Whole days since it was opened.</summary>
    public const int OverdueAfterDays = 7;

    public async Task<ListPage<RecoveryTicketRow>> ListAsync(RecoveryTicketFilter filter, ListRequest request, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.SeeReviews, cancellationToken);
        var tickets = db.RecoveryTickets.AsNoTracking();
        if (filter.Status is { } status) { tickets = tickets.Where(t => t.Status == status); }
        if (filter.Open) { tickets = tickets.Where(t => t.Status == RecoveryStatus.Open || t.Status == RecoveryStatus.InProgress); }
        if (filter.Done) { tickets = tickets.Where(t => t.Status == RecoveryStatus.Resolved || t.Status == RecoveryStatus.Closed); }
        tickets = tickets.OnDays(
            filter.From, filter.To, (await tenants.ListAsync(cancellationToken)).Where(t => db.Scope!.Tenants.Contains(t.Id)),
            mine => t => mine.Contains(t.TenantId), start => t => t.CreatedAt >= start, end => t => t.CreatedAt < end);
        if (filter.Mine) { tickets = tickets.Where(t => t.AssigneeId == by.UserId); }
        if (filter.Overdue)
        {
            var since = clock.GetUtcNow().AddDays(-OverdueAfterDays);
            tickets = tickets.Where(t => (t.Status == RecoveryStatus.Open || t.Status == RecoveryStatus.InProgress) && t.CreatedAt < since);
        }

        return await tickets.PerCompany(db.Scope!.Tenants, company => t => t.TenantId == company).ToPageAsync(request, t => t.CreatedAt, t => t.Id, AsRow(db), cancellationToken);
    }

    public Task StartAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, "Began to make good", ticket =>
    {
        ticket.Start();
        ticket.AssigneeId ??= by.UserId;
    }, by, cancellationToken);

    public Task ResolveAsync(Guid id, string resolution, Actor by, CancellationToken cancellationToken = default) =>
        DoAsync(id, "Resolved", ticket => ticket.Resolve(resolution.Length > RecoveryTicket.TextMaxLength ? throw new RuleException($"At most {RecoveryTicket.TextMaxLength} characters.") : resolution, clock.GetUtcNow()), by, cancellationToken);

    public Task CloseAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, "Closed", ticket => ticket.Close(), by, cancellationToken);

    public Task ReopenAsync(Guid id, Actor by, CancellationToken cancellationToken = default) => DoAsync(id, "Reopened", ticket => ticket.Reopen(), by, cancellationToken);

    /// <param name="assigneeId">Null: nobody.</param>
    public Task AssignAsync(Guid id, Guid? assigneeId, Actor by, CancellationToken cancellationToken = default) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        var ticket = await FindAsync(db, id, cancellationToken);
        await Assignable.RequireMarketingAsync(db, ticket.TenantId, assigneeId, nameof(RecoveryTicket.AssigneeId), cancellationToken);
        ticket.AssigneeId = assigneeId;
        await db.SaveChangesAsync(cancellationToken);
    });

    /// <summary>Those who may make it good.</summary>
    public async Task<IReadOnlyList<Choice>> AssigneesAsync(string tenantId, Actor by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        await OwnCompany.RequireAsync(db, tenantId, "reviews", cancellationToken);
        return await Assignable.Marketing(db, tenantId).OrderBy(u => u.FullName).Select(u => new Choice(u.Id, u.FullName, null)).ToListAsync(cancellationToken);
    }

    private Task DoAsync(Guid id, string said, Action<RecoveryTicket> act, Actor by, CancellationToken cancellationToken) => FieldMerge.RetryAsync(async () =>
    {
        await using var db = await database.OpenAsync(by, Permission.EditReviews, cancellationToken);
        var ticket = await FindAsync(db, id, cancellationToken);
        act(ticket);
        await db.DescribeAsync($"{said} a recovery ticket", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    });

    private static async Task<RecoveryTicket> FindAsync(AppDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.RecoveryTickets.SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw new NotFoundException("The ticket");

    internal static Expression<Func<RecoveryTicket, RecoveryTicketRow>> AsRow(AppDbContext db) => t => new RecoveryTicketRow(
        t.Id, t.TenantId, t.ReviewId, t.Issue, t.Status, t.AssigneeId, db.Users.Where(u => u.Id == t.AssigneeId).Select(u => u.FullName).FirstOrDefault(), t.Resolution, t.CreatedAt, t.ResolvedAt,
        db.Reviews.Where(r => r.TenantId == t.TenantId && r.Id == t.ReviewId).Select(r => r.RequestId).First(), db.Reviews.Where(r => r.TenantId == t.TenantId && r.Id == t.ReviewId).Select(r => r.CustomerName).First());
}

/// <summary>A ticket in a list.</summary>
public sealed record RecoveryTicketRow(
    Guid Id, string TenantId, Guid ReviewId, string Issue, RecoveryStatus Status, Guid? AssigneeId, string? Assignee, string? Resolution, DateTimeOffset CreatedAt, DateTimeOffset? ResolvedAt,
    Guid RequestId, string CustomerName)
{
    public bool IsOverdueAt(DateTimeOffset at) => Status is RecoveryStatus.Open or RecoveryStatus.InProgress && (at - CreatedAt).Days > RecoveryTicketService.OverdueAfterDays - 1;
}

/// <param name="Open">Not resolved yet.</param>
/// <param name="Done">Resolved, closed or not.</param>
/// <param name="From">Opened on these days of the company, ends included.</param>
public sealed record RecoveryTicketFilter(RecoveryStatus? Status = null, bool Overdue = false, bool Mine = false, bool Open = false, bool Done = false, DateOnly? From = null, DateOnly? To = null);
