using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Who sits in the office, as far as the cast is there: accountable for jobs, doing the to-dos and the write-ups.</summary>
internal sealed record DemoStaff(Actor Ana, Actor Omar, Guid? Theo)
{
    public static async Task<DemoStaff> FindAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        string[] names = ["ana", "omar", "theo"];
        var ids = await db.Users.Where(u => names.Contains(u.UserName)).ToDictionaryAsync(u => u.UserName!, u => (Guid?)u.Id, cancellationToken);
        Actor As(string name, string role) => new(ids.GetValueOrDefault(name), name, role, [DemoPeople.AllCounty, DemoPeople.H2O], []);
        return new DemoStaff(As("ana", Roles.Admin), As("omar", Roles.Office), ids.GetValueOrDefault("theo"));
    }

    /// <summary>Omar does most of it.</summary>
    public Actor Somebody(DemoDice dice) => dice.Chance(75) ? Omar : Ana;
}
