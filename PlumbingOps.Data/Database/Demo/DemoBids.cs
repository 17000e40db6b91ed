using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Bids;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Bids in every state: for houses still to be built, and for customers after a visit.</summary>
internal sealed class DemoBids(AppDbContext db, TenantRow company, DemoDays days, DemoDice dice, DemoStaff staff)
{
    private const int Builders = 4;
    private const int Customers = 6;

    /// <summary>How each bid stands, how many days ago it was made, and when it is due from today.</summary>
    private static readonly (BidStatus Status, int Age, int? Due)[] Courses =
    [
        (BidStatus.Drafting, 2, 2), (BidStatus.Drafting, 1, 9), (BidStatus.NeedsPriceApproval, 3, 1), (BidStatus.ReadyToSend, 4, 0), (BidStatus.Sent, 12, null), (BidStatus.Sent, 5, 4),
        (BidStatus.Sent, 20, -2), (BidStatus.Won, 40, null), (BidStatus.Won, 30, null), (BidStatus.Lost, 35, null), (BidStatus.Drafting, 6, -1), (BidStatus.Sent, 3, 12),
        (BidStatus.Won, 18, null), (BidStatus.Won, 52, null), (BidStatus.Lost, 60, null), (BidStatus.Won, 75, null), (BidStatus.Lost, 88, null), (BidStatus.Won, 110, null),
    ];

    private static readonly string[] Reasons = ["Another plumber was cheaper", "The project was put off", "They wanted to start sooner than we could"];

    /// <summary>Heading, then description, quantity, unit, price and cost of each line, in dollars.</summary>
    private static readonly (string Title, (string Text, decimal Many, string Unit, int Price, int Cost)[] Lines)[] NewHouse =
    [
        ("Rough-in", [("Groundwork, sewer and water to the house", 1, "ea", 2850, 1960), ("Post and beam, drains and supplies", 1, "ea", 3420, 2340), ("Top out, PEX and ABS", 1, "ea", 4980, 3310), ("Gas line, black iron", 48, "ft", 22, 13)]),
        ("Finish", [("Trim, fixtures set and tested", 1, "ea", 3150, 1980), ("Water heater, 50 gal, installed", 1, "ea", 1890, 1320), ("Hose bib, frost free", 2, "ea", 165, 74), ("Permit and inspections", 1, "ea", 480, 480)]),
    ];

    private static readonly (string Title, (string Text, decimal Many, string Unit, int Price, int Cost)[] Lines)[] Repipe =
    [
        ("Repipe", [("Supply lines in PEX, walls opened and patched", 1, "ea", 6200, 3900), ("Shut-off valves", 9, "ea", 68, 31), ("Pressure reducing valve", 1, "ea", 420, 210)]),
        ("Options", [("Recirculation pump with timer", 1, "ea", 980, 610), ("Extra hours for hidden damage", 2.5m, "hr", 145, 78)]),
    ];

    public async Task AddAsync(CancellationToken cancellationToken)
    {
        var places = company.Features.Contains(Feature.Jobs)
            ? await db.Communities.Where(c => c.ArchivedAt == null).OrderBy(c => c.Name).ThenBy(c => c.Id).Take(Builders).ToListAsync(cancellationToken)
            : [];
        var calls = company.Features.Contains(Feature.Customers)
            ? await db.ServiceCalls.Where(c => c.TenantId == company.Id && c.CompletedAt != null && c.CustomerId != null).OrderByDescending(c => c.CompletedAt).ThenBy(c => c.Id).Take(Customers)
                .Select(c => new { c.Id, c.CustomerId, c.Customer!.Street, c.Customer.City, c.Customer.Name }).ToListAsync(cancellationToken)
            : [];
        var bids = new List<(Bid Bid, DateTimeOffset At, BidStatus Status)>();
        foreach (var (n, course) in Courses.Index())
        {
            var at = days.InOffice(days.WorkdayBefore(days.From(-course.Age)), dice).ToUniversalTime();
            var place = places.Count == 0 ? null : places[n % places.Count];
            var call = calls.Count == 0 ? null : calls[n % calls.Count];
            if (place is null && call is null)
            {
                return;
            }

            var bid = new Bid
            {
                Id = dice.Id(at),
                TenantId = company.Id,
                Name = place is not null ? $"{place.Name}, plan {2100 + (n * 7)}" : dice.Pick(["Repipe in PEX", "Replace the main line", "Second bathroom", "Whole house repipe"]),
                BuilderId = place?.BuilderId,
                CommunityId = place?.Id,
                LotNumber = place is null ? null : $"{200 + n}",
                Plan = place is null ? null : $"{2100 + (n * 7)}",
                CustomerId = place is null ? call!.CustomerId : null,
                ServiceCallId = place is null ? call!.Id : null,
                Street = place is null ? call!.Street : null,
                City = place is null ? call!.City : place.City,
                DueDate = course.Due is { } due ? days.From(due) : null,
                OwnerId = staff.Omar.UserId,
                Terms = "Good for 30 days. Half on starting, half when done.",
                CreatedAt = at,
            };
            AddLines(bid, place is not null ? NewHouse : Repipe, at, unpriced: course is { Status: BidStatus.Drafting, Age: 1 });
            bids.Add((bid, at, course.Status));
        }

        db.AddRange(bids.Select(b => b.Bid));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (bid, at, status) in bids)
        {
            // What the lines come to is known to the database.
            await db.Entry(bid).ReloadAsync(cancellationToken);
            await BringToAsync(bid, at, status, cancellationToken);
        }

        AddTemplate(bids[0].Bid, places.Count > 0 ? "Two floors, three baths" : "Whole house repipe", bids[0].At);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void AddLines(Bid bid, (string Title, (string Text, decimal Many, string Unit, int Price, int Cost)[] Lines)[] parts, DateTimeOffset at, bool unpriced)
    {
        const int CentsInDollar = 100;
        foreach (var (n, part) in parts.Index())
        {
            var section = new BidSection { Id = dice.Id(at), TenantId = bid.TenantId, Title = part.Title, Position = (n + 1) * BidOrder.Step };
            bid.Sections.Add(section);
            bid.Lines.AddRange(part.Lines.Select((line, m) => new BidLine
            {
                Id = dice.Id(at),
                TenantId = bid.TenantId,
                SectionId = section.Id,
                Position = (m + 1) * BidOrder.Step,
                Description = line.Text,
                Quantity = line.Many,
                Unit = line.Unit,
                UnitPriceCents = unpriced && n > 0 ? null : (line.Price + dice.Between(0, line.Price / 20)) * CentsInDollar,
                UnitCostCents = line.Cost * CentsInDollar,
            }));
        }
    }

    private async Task BringToAsync(Bid bid, DateTimeOffset at, BidStatus status, CancellationToken cancellationToken)
    {
        if (status == BidStatus.Drafting)
        {
            return;
        }

        bid.AskApproval(staff.Omar, at);
        if (status == BidStatus.NeedsPriceApproval)
        {
            return;
        }

        bid.Approve(at, ownAsking: staff.Ana.UserId == staff.Omar.UserId, staff.Ana, at);
        if (status == BidStatus.ReadyToSend)
        {
            return;
        }

        bid.Send(days.DayOf(at));
        var version = (await BidDocument.OfAsync(db, bid, company, bid.SentOn!.Value, cancellationToken)).AsVersion(bid, staff.Omar, at, dice.Id(at));
        db.Add(version);
        if (status == BidStatus.Won)
        {
            version.Accept("Customer of the demonstration", null, at.AddHours(dice.Between(2, 60)));
            bid.Win(days.WorkdayBefore(bid.SentOn.Value.AddDays(dice.Between(3, 9))));
        }
        else if (status == BidStatus.Lost)
        {
            bid.Lose(days.WorkdayBefore(bid.SentOn.Value.AddDays(dice.Between(3, 9))), dice.Pick(Reasons));
        }
    }

    private void AddTemplate(Bid bid, string name, DateTimeOffset at) =>
        db.Add(new BidTemplate { Id = dice.Id(at), TenantId = bid.TenantId, Name = name, Terms = bid.Terms, Lines = BidParts.Of(bid).Write() });
}
