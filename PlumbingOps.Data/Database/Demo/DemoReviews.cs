using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Reviews;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>What customers of completed calls answered, and what became of those who were unhappy.</summary>
internal static class DemoReviews
{
    private const int Many = 24;
    private const int UnhappyUpTo = 3;
    private static readonly TimeSpan MadeGoodAfter = TimeSpan.FromDays(2);

    private static readonly (int Stars, string? Words)[] Answers =
    [
        (5, "On time, tidy, and explained everything."), (5, "The water was back before dinner. Thank you!"), (4, "Good work, the window of arrival was a bit long."), (2, "The leak came back after two days."),
        (5, null), (3, "Work is fine. Nobody called before coming."), (5, "Friendly and quick."), (1, "Left a mess in the garage."),
    ];

    public static async Task AddAsync(AppDbContext db, string tenantId, DemoDays days, DemoDice dice, Guid? assignee, CancellationToken cancellationToken)
    {
        var before = days.Midnight(days.From(-4));
        var calls = await db.ServiceCalls.Where(c => c.TenantId == tenantId && c.CompletedAt != null && c.CompletedAt < before && c.ArchivedAt == null)
            .OrderByDescending(c => c.CompletedAt).ThenBy(c => c.Id).Take(Many).Select(c => new { c.Id, CompletedAt = c.CompletedAt!.Value, Name = c.ContactName ?? c.Customer!.Name, Email = c.ContactEmail ?? c.Customer!.Email }).ToListAsync(cancellationToken);
        foreach (var (n, call) in calls.Index())
        {
            var (asked, name) = (call.CompletedAt.AddDays(1).ToUniversalTime(), call.Name ?? "Homeowner");
            var request = new ReviewRequest { Id = dice.Id(asked), TenantId = tenantId, ServiceCallId = call.Id, CustomerName = name, Email = call.Email ?? $"customer{n}@example.com", CreatedAt = call.CompletedAt.ToUniversalTime() };
            request.Send(ReviewLetters.HashOf($"demonstration {request.Id}"), asked);
            db.Add(request);
            if (n % 3 == 1 || asked.AddDays(1) > days.Now)
            {
                if (request.ExpiresAt <= days.Now)
                {
                    request.Expire();
                }

                continue;
            }

            var (stars, words) = dice.Pick(Answers);
            var at = asked.AddHours(dice.Between(1, 23));
            request.Complete(at);
            var quotable = stars > UnhappyUpTo && dice.Chance(70);
            var review = new Review { Id = dice.Id(at), TenantId = tenantId, RequestId = request.Id, Rating = stars, Comment = words, CustomerName = name, At = at, MayBeQuoted = quotable, IsPublic = quotable && dice.Chance(60) };
            db.Add(review);
            if (stars <= UnhappyUpTo)
            {
                var ticket = new RecoveryTicket { Id = dice.Id(at), TenantId = tenantId, ReviewId = review.Id, Issue = $"{stars} {(stars == 1 ? "star" : "stars")}: {words}", CreatedAt = at };
                if (dice.Chance(60))
                {
                    ticket.Start();
                    ticket.AssigneeId = assignee;
                    if (n % 2 == 0 && at + MadeGoodAfter < days.Now)
                    {
                        ticket.Resolve("Went there again, and left it as it should be.", at + MadeGoodAfter);
                    }
                }

                db.Add(ticket);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
