using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Media;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>
/// Two years of an invented office, dated relative to today, for people who want to look around. The table of contents: one file for each room.
/// The same clock gives the same rows, keys included.
/// </summary>
public static class DemoData
{
    internal const int DaysBack = 2 * 365;
    internal const int DaysAhead = 120;

    private static readonly Actor SetUp = Actor.System([DemoPeople.AllCounty, DemoPeople.H2O], ChangeSource.Setup);

    /// <summary>The two companies are there already; the cast may be.</summary>
    /// <param name="files">Where the pictures go; without a store only their records are made.</param>
    /// <exception cref="RuleException">There is work in this database already.</exception>
    public static async Task LoadAsync(Db database, TenantDirectory tenants, TimeProvider clock, IFileStore? files = null, CancellationToken cancellationToken = default)
    {
        // The companies may be younger than what the directory remembers.
        tenants.Forget();
        var construction = new DemoDays(clock.GetUtcNow(), (await tenants.GetAsync(DemoPeople.AllCounty, cancellationToken)).TimeZone);
        var service = new DemoDays(clock.GetUtcNow(), (await tenants.GetAsync(DemoPeople.H2O, cancellationToken)).TimeZone);
        await using var db = await database.OpenAsync(SetUp, Permission.ManageCompanies, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await IsThereWorkAsync(db, cancellationToken))
        {
            throw new RuleException("There are jobs or calls already: the demonstration is for an empty database.");
        }

        await db.DescribeAsync("Demonstration data", cancellationToken);
        var rooms = 0;
        DemoDice Dice() => new(++rooms);
        var names = new DemoNames(Dice());
        var staff = await DemoStaff.FindAsync(db, cancellationToken);
        var crews = new DemoBookings(await DemoTechnicians.EnsureAsync(db, DemoPeople.AllCounty, staff, Dice(), construction.Now, cancellationToken), Dice());
        var plumbers = new DemoBookings(await DemoTechnicians.EnsureAsync(db, DemoPeople.H2O, staff, Dice(), service.Now, cancellationToken), Dice());
        crews.ShareTheFirst(construction.Today, hereToday: false);
        plumbers.ShareTheFirst(service.Today, hereToday: true);
        db.AddRange(DemoAbsences.Make(DemoPeople.AllCounty, crews, construction, Dice(), turn: 0, "Vacation", daysMore: 3));
        db.AddRange(DemoAbsences.Make(DemoPeople.H2O, plumbers, service, Dice(), turn: 3, "Sick", daysMore: 0));

        var places = new DemoPlaces(Dice(), names, construction);
        var jobs = new DemoJobs(new DemoPhases(construction, Dice()).Of(places.Houses), crews, staff, names, construction, Dice());
        var customers = new DemoCustomers(names, service, Dice());
        var turnovers = new DemoTurnovers(places.Houses, jobs.Jobs, customers, construction, Dice());
        customers.AddOthers();
        var calls = new DemoCalls(names, Dice());
        calls.AddForHouses(places.Houses, jobs.Jobs, turnovers, construction, crews, staff);
        calls.AddForCustomers(customers.All, turnovers, service, plumbers, staff);
        var marketing = await DemoMarketing.MakeAsync(db, staff, service, Dice(), cancellationToken);

        // Work after those it is for: then it is numbered in the order of its keys, that is, of time.
        db.AddRange(places.Builders);
        db.AddRange(customers.All);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(jobs.Jobs);
        db.AddRange(jobs.AccessCodes);
        db.AddRange(turnovers.Warranties);
        db.AddRange(turnovers.Owners);
        db.AddRange(calls.All);
        await db.SaveChangesAsync(cancellationToken);
        await marketing.AddAsync(db, cancellationToken);
        await DemoPosts.AddAsync(db, DemoPeople.H2O, service, Dice(), cancellationToken);
        await DemoReviews.AddAsync(db, DemoPeople.AllCounty, construction, Dice(), staff.Omar.UserId, cancellationToken);
        await DemoReviews.AddAsync(db, DemoPeople.H2O, service, Dice(), staff.Omar.UserId, cancellationToken);
        await new DemoBids(db, await tenants.GetAsync(DemoPeople.AllCounty, cancellationToken), construction, Dice(), staff).AddAsync(cancellationToken);
        await new DemoBids(db, await tenants.GetAsync(DemoPeople.H2O, cancellationToken), service, Dice(), staff).AddAsync(cancellationToken);
        await new DemoPortals(db, construction, Dice(), staff).AddAsync(cancellationToken);
        await new DemoNotifications(db, await tenants.ListAsync(cancellationToken), clock, Dice()).AddAsync(cancellationToken);
        if (files is not null)
        {
            await marketing.Pictures.StoreAsync(files, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether any company has jobs or calls, archived ones too.</summary>
    public static async Task<bool> IsThereWorkAsync(Db database, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(SetUp, Permission.ManageCompanies, cancellationToken);
        return await IsThereWorkAsync(db, cancellationToken);
    }

    private static async Task<bool> IsThereWorkAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await db.Jobs.AnyAsync(cancellationToken) || await db.ServiceCalls.AnyAsync(cancellationToken);
}
