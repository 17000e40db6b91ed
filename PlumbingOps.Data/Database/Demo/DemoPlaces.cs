using PlumbingOps.Data.Builders;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Seven builders with their people, communities and houses, each house at a stage of its building.</summary>
internal sealed class DemoPlaces
{
    private const string State = "WA";

    // Of each community: its name, how the calendars write it, its city, and how many houses are finished, being built, and still to be begun.
    private static readonly BuilderPlan[] Plans =
    [
        new("Brindlewood Homes", ["BRINDLEWOOD", "BWH"], 12,
        [
            new("Sparrow Landing", ["SL", "SPARROW LNDG"], "Tansley", 11, 3, 0),
            new("Miller Bend", ["MB"], "Oakholt", 4, 6, 2),
        ]),
        new("Hallowick Communities", ["HALLOWICK", "HWC"], 12,
        [
            new("Orchard Steps", ["OS", "ORCHARD STPS"], "Port Halvor", 9, 2, 0),
            new("Fernhollow", ["FH", "FERN HOLLOW"], "Tansley", 3, 6, 3),
            new("Kettle Creek", ["KC"], "Clemency", 0, 3, 5),
        ]),
        new("Tarn & Stave Builders", ["TARN STAVE", "T&S"], 24,
        [
            new("Stave Meadows", ["SM", "STAVE MDWS"], "La Pineda", 7, 4, 0),
            new("Upper Tarn", ["UT"], "La Pineda", 1, 6, 4),
        ]),
        new("Ostermoor Homes", ["OSTERMOOR", "OSTERMORE"], 12,
        [
            new("Heather Mile", ["HM"], "Marrenfield", 8, 4, 0),
            new("Pennant Hill", ["PH", "PENNANT"], "Marrenfield", 2, 5, 4),
        ]),
        new("Pellam Construction", ["PELLAM", "PELLAM CONST"], 18,
        [
            new("Wick Street Townhomes", ["WST", "WICK ST"], "Tansley", 6, 4, 0),
            new("Dovecote", ["DC", "DOVE COTE"], "Old Bristow", 0, 5, 3),
        ]),
        new("Quillan Ridge Homes", ["QUILLAN", "QRH"], 12,
        [
            new("Ridge at Cawley", ["RC", "RIDGE AT CAWLY"], "Oakholt", 5, 3, 0),
            new("Cawley Flats", ["CF"], "Oakholt", 3, 5, 2),
            new("Juniper Row", ["JR"], "Clemency", 0, 2, 4),
        ]),
        new("Vesterlund Custom Homes", ["VESTERLUND", "VCH"], 12,
        [
            new("Ashgrove Residence", ["ASHGROVE"], "Old Bristow", 1, 0, 0),
            new("Haddon Barn House", ["HADDON BARN"], "Clemency", 1, 0, 0),
            new("Kestrel Lane Residence", ["KESTREL LN"], "Oakholt", 1, 0, 0),
            new("Rookwood Residence", ["ROOKWOOD"], "Port Halvor", 0, 1, 0),
            new("Brightwater Cottage", ["BRIGHTWATER"], "La Pineda", 0, 1, 0),
            new("Tolliver Residence", [], "Old Bristow", 0, 0, 1),
        ], NumberedLots: false),
    ];

    private readonly DemoDice dice;
    private readonly DemoNames names;
    private readonly DateTimeOffset at;

    public DemoPlaces(DemoDice dice, DemoNames names, DemoDays days)
    {
        (this.dice, this.names) = (dice, names);
        at = days.Midnight(days.From(-DemoData.DaysBack));
        foreach (var plan in Plans)
        {
            AddBuilder(plan);
        }
    }

    public List<Builder> Builders { get; } = [];
    public List<DemoHouse> Houses { get; } = [];

    private void AddBuilder(BuilderPlan plan)
    {
        var office = names.Address(plan.Communities[0].City);
        var builder = new Builder
        {
            Id = dice.Id(at),
            Name = plan.Name,
            WarrantyMonths = plan.WarrantyMonths,
            Phone = names.WorkPhone(),
            Street = office.Street,
            City = office.City,
            State = office.State,
            Zip = office.Zip,
            Notes = plan.NumberedLots ? null : "One house at a time. Every change goes through the architect, so ask before moving a drain.",
        };
        builder.Aliases.AddRange(plan.Aliases.Select(alias => new BuilderAlias { Id = dice.Id(at), BuilderId = builder.Id, Alias = alias }));
        AddContacts(builder);
        Builders.Add(builder);
        foreach (var community in plan.Communities)
        {
            AddCommunity(builder, community, plan.NumberedLots);
        }
    }

    private void AddContacts(Builder builder)
    {
        builder.Contacts.Add(Contact(builder, "Superintendent", ContactWay.Text, "On site from 6:30. Text him the evening before you come."));
        builder.Contacts.Add(Contact(builder, "Project manager", ContactWay.Mail, null));
        if (dice.Chance(80))
        {
            builder.Contacts.Add(Contact(builder, "Warranty", ContactWay.Mail, "Sends warranty requests on Mondays."));
        }

        if (dice.Chance(40))
        {
            builder.Contacts.Add(Contact(builder, "Accounts payable", ContactWay.Phone, null, DemoPeople.AllCounty));
        }
    }

    private BuilderContact Contact(Builder builder, string role, ContactWay way, string? notes, string? onlyFor = null)
    {
        var name = names.Person();
        return new BuilderContact
        {
            Id = dice.Id(at),
            BuilderId = builder.Id,
            TenantId = onlyFor,
            Name = name,
            Role = role,
            Phone = names.WorkPhone(),
            Email = DemoNames.Mail(name),
            PreferredContact = way,
            Notes = notes is not null && dice.Chance(50) ? notes : null,
        };
    }

    private void AddCommunity(Builder builder, CommunityPlan plan, bool numbered)
    {
        var place = names.Address(plan.City);
        var community = new Community
        {
            Id = dice.Id(at),
            BuilderId = builder.Id,
            Name = plan.Name,
            City = plan.City,
            County = DemoPortals.CountyOf(plan.City),
            State = State,
            Zip = place.Zip,
            Notes = plan.Built == 0 ? "New community: mail the plans to the shop before the first lot." : null,
        };
        community.Aliases.AddRange(plan.Aliases.Select(alias => new CommunityAlias { Id = dice.Id(at), BuilderId = builder.Id, CommunityId = community.Id, Alias = alias }));
        builder.Communities.Add(community);

        var (street, models) = (names.StreetName(), Enumerable.Range(0, 4).Select(_ => Model()).ToArray());
        var (number, house) = (dice.Between(1, 90), dice.Between(11, 180) * 100);
        foreach (var stage in Enumerable.Repeat(HouseStage.Built, plan.Built).Concat(Enumerable.Repeat(HouseStage.Building, plan.Building)).Concat(Enumerable.Repeat(HouseStage.Ahead, plan.Ahead)))
        {
            // A house that is only planned has no street number yet, as often as not.
            var hasAddress = stage != HouseStage.Ahead || dice.Chance(50);
            var lot = new Lot
            {
                Id = dice.Id(at),
                CommunityId = community.Id,
                Number = numbered ? $"{number}" : null,
                Plan = numbered ? dice.Pick(models) : null,
                Street = hasAddress ? $"{house} {street}" : null,
                City = plan.City,
                State = State,
                Zip = place.Zip,
            };
            community.Lots.Add(lot);
            Houses.Add(new DemoHouse(builder, community, lot, stage));
            number += dice.Chance(85) ? 1 : dice.Between(2, 4);
            house += 2 * dice.Between(2, 9);
        }
    }

    private string Model() => dice.Chance(60) ? $"{dice.Pick(["N", "S", "R", "T"])}{dice.Between(11, 48)}0" : $"{dice.Between(14, 42)}{dice.Between(0, 9)}0";

    private sealed record BuilderPlan(string Name, string[] Aliases, int WarrantyMonths, CommunityPlan[] Communities, bool NumberedLots = true);

    private sealed record CommunityPlan(string Name, string[] Aliases, string City, int Built, int Building, int Ahead);
}

internal enum HouseStage { Built, Building, Ahead }

internal sealed record DemoHouse(Builder Builder, Community Community, Lot Lot, HouseStage Stage)
{
    public string Name => Lot.Number is { } number ? $"{Community.Name} lot {number}" : Community.Name;

    public IEnumerable<BuilderContact> Contacts(string tenantId) => Builder.Contacts.Where(c => c.TenantId is null || c.TenantId == tenantId);
}
