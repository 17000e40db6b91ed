using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Bids;

internal static class BidLock
{
    /// <summary>Whoever changes the lines of a bid, or counts on them, takes turns; inside a transaction. All of the bid is read after the turn has come.</summary>
    public static async Task<Bid> TakeAsync(AppDbContext db, Guid id, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"select from app.bids where id = {id} for no key update", cancellationToken);
        return await db.Bids.Include(b => b.Sections).Include(b => b.Lines).AsSplitQuery().SingleOrDefaultAsync(b => b.Id == id, cancellationToken)
            ?? throw new NotFoundException("The bid");
    }
}
