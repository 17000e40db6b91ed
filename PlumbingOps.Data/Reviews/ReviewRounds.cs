using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>What happens to reviews by itself: who is asked, when the mail goes, one reminder, the end. Running any of it twice does no harm.</summary>
public sealed class ReviewRounds(Db database, TenantDirectory tenants, ReviewLetters letters, IHouseAddress house, TimeProvider clock)
{
    /// <summary>What was completed longer ago is history: switching the room on does not write to everybody there ever was.</summary>
    internal static readonly TimeSpan LooksBack = TimeSpan.FromDays(3);
    private static readonly TimeSpan RemindedAfter = TimeSpan.FromDays(7);
    private const int AtOnce = 200;

    private const string Insert = """
        insert into app.review_requests (id, tenant_id, service_call_id, job_id, customer_name, email, phone, status, created_at, expires_at)
        values ($1, $2, $3::uuid, $4::uuid, $5, $6, $7::text, 'Pending', $8, $9) on conflict do nothing
        """;

    public async Task<ReviewRound> RunAsync(CancellationToken cancellationToken = default)
    {
        var (found, sent, reminded) = (0, 0, 0);
        foreach (var company in await CompaniesAsync(cancellationToken))
        {
            found += await FindAsync(company, cancellationToken);
            sent += await SendAsync(company, cancellationToken);
            reminded += await RemindAsync(company, cancellationToken);
        }

        return new ReviewRound(found, sent, reminded);
    }

    /// <summary>Sent and unanswered for too long is lost; never sent is expired.</summary>
    /// <returns>How many ended.</returns>
    public async Task<int> ExpireAsync(CancellationToken cancellationToken = default)
    {
        var ended = 0;
        foreach (var company in await CompaniesAsync(cancellationToken))
        {
            var now = clock.GetUtcNow();
            ended += await EachAsync(company, db => db.ReviewRequests.Where(r => (r.Status == ReviewRequestStatus.Sent || r.Status == ReviewRequestStatus.Pending) && r.ExpiresAt <= now), (_, request) =>
            {
                request.Expire();
                return Task.CompletedTask;
            }, cancellationToken);
        }

        return ended;
    }

    /// <summary>The same answer for the same call every time, and none that anybody could choose.</summary>
    internal static bool IsDrawn(Guid subject, int percent) => SHA256.HashData(subject.ToByteArray()) is [var high, var low, ..] && ((high << 8) | low) % ReviewSettings.Everyone < percent;

    private async Task<int> FindAsync(TenantRow company, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(company, cancellationToken);
        var settings = await ReviewSettingsService.OfAsync(db, company.Id, cancellationToken);
        var now = clock.GetUtcNow();
        var since = now - LooksBack;
        var calls = await db.ServiceCalls
            .Where(c => c.TenantId == company.Id && c.Status == ServiceCallStatus.Completed && c.ArchivedAt == null && c.CompletedAt > since && !db.ReviewRequests.Any(r => r.TenantId == company.Id && r.ServiceCallId == c.Id))
            .Select(c => new Asked(
                c.Id, null, c.ContactEmail != null ? c.ContactName ?? c.Customer!.Name : c.Customer!.Name, c.ContactEmail ?? c.Customer!.Email, c.ContactPhone ?? c.Customer!.Phone)).ToListAsync(cancellationToken);
        var firstDay = company.Today(clock).AddDays(-LooksBack.Days);
        var jobs = await db.Jobs
            .Where(j => j.TenantId == company.Id && j.Status == JobStatus.Completed && j.ArchivedAt == null && j.CompletedOn >= firstDay && !db.ReviewRequests.Any(r => r.TenantId == company.Id && r.JobId == j.Id))
            .Select(j => new
            {
                j.Id,
                // The one named on the job before another of the same role at the builder.
                Contact = db.BuilderContacts
                    .Where(b => b.BuilderId == j.Lot!.Community!.BuilderId && b.ArchivedAt == null && b.Email != null && (b.TenantId == null || b.TenantId == company.Id) && AppDbContext.Plain(b.Role!) == AppDbContext.Plain(settings.ContactRole))
                    .OrderByDescending(b => db.JobContacts.Any(c => c.JobId == j.Id && c.BuilderContactId == b.Id)).ThenBy(b => b.Name).ThenBy(b => b.Id)
                    .Select(b => new { b.Name, b.Email, b.Phone }).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        var asked = calls.Concat(jobs.Where(j => j.Contact is not null).Select(j => new Asked(null, j.Id, j.Contact!.Name, j.Contact.Email, j.Contact.Phone)));
        var found = 0;
        foreach (var one in asked.Where(a => MailText.IsAddress(a.Email) && a.Email!.Length <= ReviewRequest.EmailMaxLength && IsDrawn((a.Call ?? a.Job)!.Value, settings.SamplePercent)))
        {
            if (!await ReviewLetters.IsOptedOutAsync(db, company.Id, one.Email!, cancellationToken))
            {
                var name = Typed.Line(one.Name) ?? one.Email!;
                found += await db.RunAsync(
                    Insert, [Guid.CreateVersion7(), company.Id, one.Call, one.Job, name[..Math.Min(name.Length, ReviewRequest.NameMaxLength)], one.Email, one.Phone, now, now + ReviewRequest.Life], cancellationToken);
            }
        }

        return found;
    }

    private async Task<int> SendAsync(TenantRow company, CancellationToken cancellationToken)
    {
        if (house.Find() is null)
        {
            return 0;
        }

        await using var db = await OpenAsync(company, cancellationToken);
        var now = clock.GetUtcNow();
        var due = now.AddDays(-(await ReviewSettingsService.OfAsync(db, company.Id, cancellationToken)).DaysAfter);
        // Work that was taken up again is asked about once it is done.
        return await EachAsync(company, x => x.ReviewRequests.Where(r => r.Status == ReviewRequestStatus.Pending && r.Email != null && r.CreatedAt <= due && r.ExpiresAt > now
            && !x.ReviewOptOuts.Any(o => o.TenantId == r.TenantId && o.Email == AppDbContext.Lower(r.Email!))
            && (x.ServiceCalls.Any(c => c.TenantId == r.TenantId && c.Id == r.ServiceCallId && c.Status == ServiceCallStatus.Completed && c.ArchivedAt == null)
                || x.Jobs.Any(j => j.TenantId == r.TenantId && j.Id == r.JobId && j.Status == JobStatus.Completed && j.ArchivedAt == null))),
            (x, request) => letters.AskAsync(x, request, reminder: false, cancellationToken), cancellationToken);
    }

    private async Task<int> RemindAsync(TenantRow company, CancellationToken cancellationToken)
    {
        if (house.Find() is null)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        var due = now - RemindedAfter;
        return await EachAsync(company, x => x.ReviewRequests.Where(r => r.Status == ReviewRequestStatus.Sent && r.RemindedAt == null && r.SentAt <= due && r.ExpiresAt > now
            && !x.ReviewOptOuts.Any(o => o.TenantId == r.TenantId && o.Email == AppDbContext.Lower(r.Email!))), (x, request) => letters.AskAsync(x, request, reminder: true, cancellationToken), cancellationToken);
    }

    /// <summary>Each in a transaction of its own: one that somebody changes at the same moment is left to them.</summary>
    private async Task<int> EachAsync(TenantRow company, Func<AppDbContext, IQueryable<ReviewRequest>> which, Func<AppDbContext, ReviewRequest, Task> act, CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var db = await OpenAsync(company, cancellationToken))
        {
            ids = await which(db).Where(r => r.TenantId == company.Id).OrderBy(r => r.CreatedAt).Select(r => r.Id).Take(AtOnce).ToListAsync(cancellationToken);
        }

        var done = 0;
        foreach (var id in ids)
        {
            await using var db = await OpenAsync(company, cancellationToken);
            // Asked again: another process may have been here meanwhile.
            if (await which(db).SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is { } request)
            {
                await act(db, request);
                try
                {
                    await db.SaveChangesAsync(cancellationToken);
                    done++;
                }
                catch (DbUpdateConcurrencyException)
                {
                    // Somebody else did it in the same moment; nothing of ours was stored.
                }
            }
        }

        return done;
    }

    private async Task<IReadOnlyList<TenantRow>> CompaniesAsync(CancellationToken cancellationToken) =>
        [.. (await tenants.ListAsync(cancellationToken)).Where(t => t.Features.Contains(Feature.Reviews))];

    private Task<AppDbContext> OpenAsync(TenantRow company, CancellationToken cancellationToken) => database.OpenAsync(Actor.System([company.Id]), Permission.EditReviews, cancellationToken);

    private sealed record Asked(Guid? Call, Guid? Job, string? Name, string? Email, string? Phone);
}

/// <summary>What one round did.</summary>
/// <param name="Found">Completed work that is asked about from now on.</param>
public sealed record ReviewRound(int Found, int Sent, int Reminded);
