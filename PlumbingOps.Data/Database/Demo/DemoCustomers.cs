using PlumbingOps.Data.Customers;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Whom H2O serves: people of older houses, managers and shops, and those who moved into the builders' new houses.</summary>
internal sealed class DemoCustomers(DemoNames names, DemoDays days, DemoDice dice)
{
    private const int Wanted = 220;
    private const int Unwelcome = 4;
    private const int DaysOfAYear = 365;

    private static readonly string[] Firms =
    [
        "Cottonwood Court Apartments", "Harbor Row Condominiums", "Lantern Street Bakery", "Marrenfield Dental", "Old Mill Lofts", "Overlook Property Management", "Pinecone Preschool",
        "Quarterdeck Homeowners Association", "Saltgrass Veterinary Clinic", "Stonefruit Cafe", "Tansley Coin Laundry", "Three Gables Rentals", "Vale & Harrow Property Management", "Weathervane Homeowners Association",
    ];

    private static readonly string[] Tags = ["repeat", "senior discount", "referral", "maintenance plan", "well water", "septic", "landlord", "cash only", "dog", "repiped"];

    private static readonly string[] Notes =
    [
        "Call before you come, the dog is loose.", "Shut-off is behind the water heater.", "Prefers mornings.", "Park on the street, the neighbors share the driveway.", "Send the invoice by mail.",
        "Hard of hearing: text, do not call.", "Water main is under the front steps, bring the long key.", "Gets the senior discount, 10 %.", "Works nights, not before 11.", "Crawl space hatch is in the hall closet.",
        "Son handles the bills.", "Polybutylene pipe, asked about a repipe.",
    ];

    private static readonly string[] WhyNot =
        ["Two invoices unpaid since last year. Ask Ana before booking.", "Threatened a technician. We do not go back.", "Cancels at the door every time.", "Disputed the card payment after the work was done."];

    public List<Customer> All { get; } = [];

    /// <summary>Somebody who moves into a builder's house.</summary>
    public Customer Resident(Lot lot, DateOnly since)
    {
        var customer = Person(new DemoAddress(lot.Street ?? names.Address(lot.City).Street, lot.City!, lot.State!, lot.Zip!), since);
        customer.Tags.Insert(0, "new home");
        return customer;
    }

    /// <summary>The rest, once the new houses have theirs.</summary>
    public void AddOthers()
    {
        foreach (var firm in Firms)
        {
            AddFirm(firm);
        }

        while (All.Count < Wanted - 1)
        {
            Person(names.Address(), days.From(-dice.Between(2, 2 * DaysOfAYear)));
        }

        AddTwice();
        foreach (var (customer, why) in dice.Shuffle(All.Where(c => !c.Tags.Contains("new home"))).Take(Unwelcome).Zip(WhyNot))
        {
            (customer.DoNotService, customer.Notes) = (true, why);
        }
    }

    public static bool IsFirm(Customer customer) => customer.Tags.Contains("commercial");

    private Customer Person(DemoAddress address, DateOnly since)
    {
        var name = names.Person();
        var spouse = dice.Chance(8) ? names.FirstName() : null;
        return Add(spouse is null ? name : $"{name} and {spouse}", name, address, since, dice.Shuffle(Tags).Take(dice.Chance(35) ? dice.Between(1, 2) : 0), dice.Chance(25) ? dice.Pick(Notes) : null);
    }

    private void AddFirm(string name)
    {
        var tags = name.Contains("Association", StringComparison.Ordinal) || name.Contains("Condominiums", StringComparison.Ordinal) ? new[] { "commercial", "HOA" }
            : name.Contains("Management", StringComparison.Ordinal) || name.Contains("Rentals", StringComparison.Ordinal) ? ["commercial", "property manager"]
            : ["commercial"];
        var manager = names.Person();
        Add(name, manager, names.Address(), days.From(-dice.Between(200, 2 * DaysOfAYear)), tags, $"Ask for {manager}. Send the invoice by mail, net 30.");
    }

    /// <summary>The same person was entered twice, as happens: something to merge.</summary>
    private void AddTwice()
    {
        var first = All.Find(c => !IsFirm(c) && !c.Tags.Contains("new home") && c.Email is not null)!;
        var name = first.Name.Split(' ');
        var again = Add($"{name[0][0]}. {name[1]}", first.Name, new DemoAddress(first.Street!, first.City!, first.State!, first.Zip!), days.From(-dice.Between(5, 40)), [], null);
        (again.Phone, again.Email) = (first.Phone, null);
    }

    private Customer Add(string name, string mailName, DemoAddress address, DateOnly since, IEnumerable<string> tags, string? notes)
    {
        var created = days.InOffice(since, dice);
        var customer = new Customer
        {
            Id = dice.Id(created),
            TenantId = DemoPeople.H2O,
            Name = name,
            Phone = names.Phone(),
            OtherPhone = dice.Chance(12) ? names.Phone() : null,
            Email = dice.Chance(68) ? DemoNames.Mail(mailName) : null,
            Street = address.InSmallLetters,
            City = address.City,
            State = address.State,
            Zip = address.Zip,
            Tags = [.. tags],
            Notes = notes,
            CreatedAt = created,
        };
        All.Add(customer);
        return customer;
    }
}
