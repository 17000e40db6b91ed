using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Reviews;

/// <summary>Tells the office of an unhappy customer while it can still be made good: one mail for each person and review, written together with the review.</summary>
public sealed class ReviewAlerts(TenantDirectory tenants, IHouseAddress house, TimeProvider clock)
{
    internal async Task TellAsync(AppDbContext db, ReviewRequest request, Review review, CancellationToken cancellationToken)
    {
        var company = await tenants.GetAsync(review.TenantId, cancellationToken);
        var number = await NumberAsync(db, request, cancellationToken);
        var now = clock.GetUtcNow();
        var stars = string.Create(CultureInfo.InvariantCulture, $"{review.Rating} {(review.Rating == 1 ? "star" : "stars")}");
        var text = $"""
            {request.CustomerName} gave {company.Name} {stars} out of 5{(number is null ? null : $" for {number}")}.
            {(review.Comment is null ? "\nThey wrote nothing beside it.\n" : $"\n{MailText.Quote(review.Comment)}\n")}
            A recovery ticket is open. Call them soon: most people only want to be heard. Whoever takes it writes down in the ticket how it was made good.
            {(house.Find() is { } origin ? $"\nOpen the ticket: {new Uri(origin, $"/reviews/requests/{request.Id}")}\n" : null)}
            {MailHtml.SmallPrint}
            PlumbingOps writes this to everybody in the office of {company.Name}.
            """;
        foreach (var person in await Assignable.Office(db, review.TenantId).Where(u => u.Email != null).Select(u => new { u.Id, u.FullName, u.Email }).Distinct().ToListAsync(cancellationToken))
        {
            db.Add(new OutgoingMail
            {
                TenantId = review.TenantId,
                Cause = $"low-review/{review.Id}/{person.Id}",
                ToAddress = person.Email!,
                ToName = person.FullName,
                Subject = Typed.Line($"{stars} from {request.CustomerName}: please make it good")!,
                Text = text,
                CreatedAt = now,
                NextTryAt = now,
            });
        }
    }

    private static async Task<string?> NumberAsync(AppDbContext db, ReviewRequest request, CancellationToken cancellationToken) =>
        request.ServiceCallId is { } call ? await db.ServiceCalls.Where(c => c.Id == call).Select(c => $"S-{c.Number}").SingleOrDefaultAsync(cancellationToken)
            : await db.Jobs.Where(j => j.Id == request.JobId).Select(j => $"J-{j.Number}").SingleOrDefaultAsync(cancellationToken);
}
