using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>Writes the mail that asks, together with the request that it makes sent. Each mail has a link of its own; the one before it ends.</summary>
public sealed class ReviewLetters(TenantDirectory tenants, IHouseAddress house, TimeProvider clock)
{
    internal async Task AskAsync(AppDbContext db, ReviewRequest request, bool reminder, CancellationToken cancellationToken)
    {
        var origin = house.Find() ?? throw new RuleException("PlumbingOps does not know the address people reach it at, so it cannot write a link. Set Publishing:PublicAddress.");
        if (request.Email is { } email && await IsOptedOutAsync(db, request.TenantId, email, cancellationToken))
        {
            throw new RuleException($"{request.CustomerName} does not want to be asked.");
        }

        var company = await tenants.GetAsync(request.TenantId, cancellationToken);
        var (token, now) = (OneTimeLink.NewToken(), clock.GetUtcNow());
        var hash = HashOf(token);
        if (reminder)
        {
            request.Remind(hash, now);
        }
        else
        {
            request.Send(hash, now);
        }

        var address = new Uri(origin, $"/review/{token}");
        var postal = await db.Tenants.Where(t => t.Id == company.Id).Select(t => t.PostalAddress).SingleAsync(cancellationToken);
        var times = TimeWords.In(company.Zone, clock);
        var about = await AboutAsync(db, request, times, cancellationToken);
        var first = FirstName(request.CustomerName);
        db.Add(new OutgoingMail
        {
            TenantId = request.TenantId,
            Cause = $"review-request/{request.Id}/{hash[..8]}",
            ToAddress = request.Email!,
            ToName = request.CustomerName,
            Subject = reminder ? $"A reminder: how did {company.Name} do?" : $"How did {company.Name} do?",
            Text = $"""
                Hello{(first.Length == 0 ? null : $" {first}")},

                {(reminder ? $"Some days ago we asked you about {about}. We would still like to know how it went; this is the only reminder." : $"Thank you for working with us. How did we do? We would like to hear about {about}.")} It takes a minute, and we read every answer, whatever it says.

                Write your review: {address}

                Thank you!
                {company.Name}

                {MailHtml.SmallPrint}
                The link is for you alone. It works once, until {times.Day(times.DayOf(request.ExpiresAt))}.
                You get this mail because {company.Name} worked for you. We ask once about each piece of work.
                {company.Name}{(postal is null ? null : $", {postal}")}
                Please do not ask me again: {address}?stop=true
                """,
            StopAddress = $"{address}/stop",
            CreatedAt = now,
            NextTryAt = now,
        });
    }

    /// <summary>Nobody else needs to know more of a name. Nothing when all we know is an address.</summary>
    public static string FirstName(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] && !first.Contains('@', StringComparison.Ordinal) ? first.TrimEnd(',') : "";

    /// <summary>Which work: whoever builds many houses cannot know otherwise.</summary>
    private static async Task<string> AboutAsync(AppDbContext db, ReviewRequest request, TimeWords times, CancellationToken cancellationToken)
    {
        if (request.JobId is { } job)
        {
            var done = await db.Jobs.Where(j => j.Id == job).Select(j => new { j.Phase, j.Lot!.Number, Community = j.Lot.Community!.Name }).SingleAsync(cancellationToken);
            return $"{done.Phase.InWords()} {(done.Number is null ? "" : $"on lot {done.Number} ")}in {done.Community}";
        }

        var visit = await db.ServiceCalls.Where(c => c.Id == request.ServiceCallId).Select(c => c.CompletedAt).SingleAsync(cancellationToken);
        return visit is { } at ? $"our visit on {times.Day(times.DayOf(at))}" : "our visit";
    }

    internal static string HashOf(string token) => Convert.ToHexStringLower(OneTimeLink.Hash(token));

    internal static Task<bool> IsOptedOutAsync(AppDbContext db, string tenantId, string email, CancellationToken cancellationToken)
    {
        var address = email.ToLowerInvariant();
        return db.ReviewOptOuts.AnyAsync(o => o.TenantId == tenantId && o.Email == address, cancellationToken);
    }
}
