using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Portals;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>The sites an office in an invented corner of Washington works with, both companies' logins there, and when each is proposed.</summary>
internal sealed class DemoPortals(AppDbContext db, DemoDays days, DemoDice dice, DemoStaff staff)
{
    private const string Tansley = "City of Tansley ePermits";
    private const string Halvor = "Halvor County Permit Center";
    private const string Wexmoor = "Wexmoor County Inspections";
    private const string Water = "Tansley Water & Sewer";
    private const string Gas = "Northlight Gas Builder Services";
    private const string Pipe = "Calder Pipe & Supply";
    private const string Fixtures = "Fixture House Pro";
    private const string Brindlewood = "Brindlewood Trade Partners";
    private const string Hallowick = "Hallowick BuildLink";
    private const string Warranty = "HomeBacker Warranty Desk";
    private const string Liens = "LienTrack";
    private const string Registry = "State Contractor Registry";
    private const string Retired = "Old Bristow Permit Fax";

    private static readonly (string Name, PortalCategory Category, string Whose, string Address, string Phone, string What)[] Sites =
    [
        (Tansley, PortalCategory.Permit, "City of Tansley", "https://permits.tansley.example.com", "(360) 555-0131", "Plumbing permits inside the city limits. A permit of a builder's house is pulled by lot."),
        (Halvor, PortalCategory.Permit, "Halvor County", "https://permits.halvor.example.com", "(360) 555-0132", "Permits for Port Halvor, La Pineda and everything outside of towns."),
        (Wexmoor, PortalCategory.Inspection, "Wexmoor County", "https://inspect.wexmoor.example.com", "(360) 555-0133", "Inspections are booked before 3 PM for the next morning."),
        (Water, PortalCategory.Utility, "City of Tansley", "https://water.tansley.example.com", "(360) 555-0134", "Meter sets, shut-offs and side sewer maps."),
        (Gas, PortalCategory.Utility, "Northlight Gas", "https://builders.northlight.example.com", "(360) 555-0135", "New services and meter sets; pressure tests are uploaded here."),
        (Pipe, PortalCategory.Vendor, "Calder Pipe & Supply", "https://orders.calderpipe.example.com", "(503) 555-0136", "Orders placed before noon are on the truck the next morning."),
        (Fixtures, PortalCategory.Vendor, "Fixture House", "https://pro.fixturehouse.example.com", "(503) 555-0137", "Trim packages by plan. Returns within 30 days."),
        (Brindlewood, PortalCategory.Builder, "Brindlewood Homes", "https://trades.brindlewood.example.com", "(360) 555-0138", "Schedules and purchase orders."),
        (Hallowick, PortalCategory.Builder, "Hallowick Communities", "https://buildlink.hallowick.example.com", "(360) 555-0139", "Purchase orders, pay schedules, and photos of the rough-in."),
        (Warranty, PortalCategory.Warranty, "HomeBacker", "https://claims.homebacker.example.com", "(206) 555-0140", "Claims of home warranties: authorisation first, then the visit."),
        (Liens, PortalCategory.Finance, "LienTrack", "https://app.lientrack.example.com", "(206) 555-0141", "Lien waivers with each draw."),
        (Registry, PortalCategory.Other, "State of Washington", "https://contractors.wa.example.com", "(360) 555-0142", "Registration, bond and insurance of the company."),
    ];

    /// <summary>Company, portal, login, account number, days since somebody tried it (null: never).</summary>
    private static readonly (string Company, string Portal, string Login, string? Number, int? Age)[] Logins =
    [
        (DemoPeople.AllCounty, Tansley, "permits.ac@example.com", "TP-20417", 6), (DemoPeople.H2O, Tansley, "permits.h2o@example.com", "TP-31188", 41),
        (DemoPeople.AllCounty, Halvor, "allcounty-plumbing", "C-0093", 20), (DemoPeople.H2O, Halvor, "h2oplumbers", "C-0217", 133),
        (DemoPeople.AllCounty, Wexmoor, "allcounty.inspections@example.com", null, 97), (DemoPeople.AllCounty, Water, "office.ac@example.com", "88-10422-3", 55),
        (DemoPeople.AllCounty, Gas, "office.ac@example.com", "NB-7751", 12), (DemoPeople.AllCounty, Pipe, "ac.orders@example.com", "60-1184", 3),
        (DemoPeople.H2O, Pipe, "h2o.orders@example.com", "60-2075", 9), (DemoPeople.AllCounty, Fixtures, "ac.orders@example.com", "FH-5520", 70),
        (DemoPeople.AllCounty, Brindlewood, "allcounty", null, 30), (DemoPeople.AllCounty, Hallowick, "allcounty.plumbing@example.com", "V-1190", 118),
        (DemoPeople.H2O, Warranty, "claims.h2o@example.com", "PRV-4471", 15), (DemoPeople.AllCounty, Liens, "billing.ac@example.com", null, null), (DemoPeople.H2O, Registry, "h2oplumbers", "H2OPL-883", 84),
    ];

    private static readonly (string Company, string Portal, PortalTarget About, string? City, string? County, bool? Permit, JobPhase? Phase, int Priority)[] Rules =
    [
        (DemoPeople.AllCounty, Tansley, PortalTarget.Job, "Tansley", null, null, JobPhase.Groundwork, 10), (DemoPeople.AllCounty, Water, PortalTarget.Job, "Tansley", null, null, JobPhase.Groundwork, 20),
        (DemoPeople.AllCounty, Halvor, PortalTarget.Job, null, "Halvor", null, null, 30), (DemoPeople.AllCounty, Wexmoor, PortalTarget.Job, null, "Wexmoor", null, null, 30),
        (DemoPeople.AllCounty, Gas, PortalTarget.Job, null, null, null, JobPhase.TopOut, 60), (DemoPeople.AllCounty, Fixtures, PortalTarget.Job, null, null, null, JobPhase.Trim, 50),
        (DemoPeople.AllCounty, Pipe, PortalTarget.Job, null, null, null, null, 100), (DemoPeople.H2O, Tansley, PortalTarget.ServiceCall, "Tansley", null, true, null, 10),
        (DemoPeople.H2O, Halvor, PortalTarget.ServiceCall, null, null, true, null, 40), (DemoPeople.H2O, Pipe, PortalTarget.ServiceCall, null, null, null, null, 100),
    ];

    private static readonly (string Builder, string Portal)[] Links = [("Brindlewood Homes", Brindlewood), ("Hallowick Communities", Hallowick), ("Hallowick Communities", Liens)];

    public static string? CountyOf(string city) => city switch
    {
        "Port Halvor" or "La Pineda" => "Halvor",
        "Oakholt" or "Clemency" or "Marrenfield" => "Wexmoor",
        _ => "Bristow",
    };

    public async Task AddAsync(CancellationToken cancellationToken)
    {
        var at = days.Midnight(days.From(-DemoData.DaysBack));
        var sites = Sites.Select(site => new PortalDefinition
        {
            Id = dice.Id(at),
            Name = site.Name,
            Category = site.Category,
            Jurisdiction = site.Whose,
            BaseUrl = site.Address,
            SupportPhone = site.Phone,
            Description = site.What,
        }).ToDictionary(site => site.Name);
        db.AddRange(sites.Values);
        db.Add(new PortalDefinition { Id = dice.Id(at), Name = Retired, Category = PortalCategory.Permit, Jurisdiction = "City of Old Bristow", BaseUrl = "https://permits.oldbristow.example.com", ArchivedAt = days.Midnight(days.From(-100)).ToUniversalTime() });
        var accounts = Logins.Select(login => Account(login, sites[login.Portal], at)).ToList();
        db.AddRange(accounts);
        PortalAccount Of(string company, string portal) => accounts.Single(a => a.TenantId == company && a.DefinitionId == sites[portal].Id);
        db.AddRange(Rules.Select(rule => new PortalRule
        {
            Id = dice.Id(at),
            TenantId = rule.Company,
            AccountId = Of(rule.Company, rule.Portal).Id,
            AppliesTo = rule.About,
            City = rule.City,
            County = rule.County,
            PermitRequired = rule.Permit,
            Phase = rule.Phase,
            Priority = rule.Priority,
        }));
        var builders = await db.Builders.ToDictionaryAsync(b => b.Name, b => b.Id, cancellationToken);
        db.AddRange(Links.Select(link => new BuilderPortalAccount { Id = dice.Id(at), TenantId = DemoPeople.AllCounty, AccountId = Of(DemoPeople.AllCounty, link.Portal).Id, BuilderId = builders[link.Builder] }));
        await db.SaveChangesAsync(cancellationToken);
    }

    private PortalAccount Account((string Company, string Portal, string Login, string? Number, int? Age) login, PortalDefinition site, DateTimeOffset at)
    {
        var owner = staff.Somebody(dice);
        var account = new PortalAccount
        {
            Id = dice.Id(at),
            TenantId = login.Company,
            DefinitionId = site.Id,
            LoginIdentifier = login.Login,
            AccountNumber = login.Number,
            VaultReference = $"Office vault / {site.Name}",
            OwnerId = owner.UserId,
            Notes = site.Category == PortalCategory.Permit ? "The code for signing in goes to the office's mail." : null,
        };
        if (login.Age is { } age)
        {
            account.Verify(owner, days.InOffice(days.WorkdayBefore(days.From(-age)), dice).ToUniversalTime());
        }

        return account;
    }
}
