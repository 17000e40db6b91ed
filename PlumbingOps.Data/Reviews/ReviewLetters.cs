using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
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
        db.Add(new OutgoingMail
        {
            TenantId = request.TenantId,
            Cause = $"review-request/{request.Id}/{hash[..8]}",
            ToAddress = request.Email!,
            ToName = request.CustomerName,
            Subject = $"{(reminder ? "A reminder: how" : "How")} was the work of {company.Name}?",
            Text = $"""
                Hello {FirstName(request.CustomerName)},

                {company.Name} was at work for you. How was it? It takes a minute:
                {address}

                {company.Name} reads every answer, whatever it says. The link is for you alone, works once, and until {TimeWords.In(company.Zone, clock).At(request.ExpiresAt)}.

                You would rather not be asked? Say so here:
                {address}?stop=true
                """,
            CreatedAt = now,
            NextTryAt = now,
        });
    }

    /// <summary>Nobody else needs to know more of a name.</summary>
    public static string FirstName(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first.TrimEnd(',') : "";

    internal static string HashOf(string token) => Convert.ToHexStringLower(OneTimeLink.Hash(token));

    internal static Task<bool> IsOptedOutAsync(AppDbContext db, string tenantId, string email, CancellationToken cancellationToken)
    {
        var address = email.ToLowerInvariant();
        return db.ReviewOptOuts.AnyAsync(o => o.TenantId == tenantId && o.Email == address, cancellationToken);
    }
}
