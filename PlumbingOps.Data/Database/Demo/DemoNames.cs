namespace PlumbingOps.Data.Database.Demo;

/// <summary>Invented people, their phones and their streets. Nobody gets a name or a customer's number twice.</summary>
internal sealed class DemoNames
{
    private const string State = "WA";

    private static readonly string[] FirstNames =
    [
        "Adele", "Alton", "Amos", "Annika", "Arlo", "Beatriz", "Bennett", "Bonnie", "Calla", "Carmen", "Cedric", "Clara", "Colin", "Dana", "Delia", "Desmond", "Edith", "Elias",
        "Elsa", "Emil", "Esther", "Farid", "Fiona", "Frances", "Gideon", "Greta", "Hana", "Harvey", "Hector", "Ida", "Imani", "Ingrid", "Irving", "Jasper", "Joanne", "Jonas",
        "Judith", "Kamal", "Keiko", "Lars", "Leona", "Lionel", "Lorena", "Lucille", "Malik", "Marguerite", "Milo", "Minh", "Mona", "Nadia", "Nels", "Odette", "Oscar", "Paloma",
        "Perry", "Petra", "Quentin", "Ramona", "Raymond", "Rosalie", "Rufus", "Sabine", "Selma", "Silas", "Sonja", "Stuart", "Tamara", "Thea", "Tomas", "Ursula", "Vernon",
        "Viola", "Walter", "Wilma", "Xavier", "Yolanda", "Yusuf", "Zelda",
    ];

    private static readonly string[] LastNames =
    [
        "Abernook", "Aldermoor", "Ashgrove", "Bartlow", "Beckensall", "Birchall", "Blythewood", "Bramhill", "Brockhaus", "Calloway-Finch", "Carraday", "Castellon", "Cobbler",
        "Corvane", "Dalhousen", "Deverell", "Dimmock", "Drayfield", "Dunmarrow", "Eastlake", "Ellingsby", "Escarra", "Fairbourn", "Farrowdale", "Feldhaus", "Fenstermaker",
        "Ferranti", "Fothergale", "Gallimore", "Garrowby", "Glasscock", "Grimbleby", "Haldane", "Hargreave", "Hawtrey", "Hollenbeck", "Ibarrola", "Inklefox", "Jasperine",
        "Jorgensby", "Kavanaugh-Lee", "Kettleby", "Kilbride", "Kowalenko", "Lachance", "Lindqvist", "Lockridge", "Loxley", "Maddocks", "Marrable", "Mendoza-Ruiz", "Merriweather",
        "Mossgrave", "Nakagawa", "Nettleton", "Nimblethorn", "Okonjo", "Oldacre", "Orrin", "Ostrander", "Pangborn", "Parvati", "Peverill", "Pickelstein", "Pomfret", "Quennell",
        "Quiggin", "Radcliffe-Oh", "Ramsbottom", "Ravensdale", "Rookwood", "Rusk", "Sandoval", "Scattergood", "Sedgewick", "Shimizu", "Silverlock", "Stavenger", "Stonebridge",
        "Sundquist", "Tanqueray", "Thackeray", "Threlkeld", "Trevanion", "Trujillo", "Underhay", "Vanterpool", "Villareal", "Wetherby", "Whitlow", "Winterbourne", "Wolstenholme",
        "Yardley", "Yellowlees", "Zamorano", "Zielinska",
    ];

    private static readonly string[] StreetNames =
    [
        "ALDERMERE", "BRANDLEY", "CANTERFIELD", "CORMORANT", "DUNLIN", "EVERWICK", "FOXTAIL", "GOSSAMER", "HARROWGATE", "ISTERBROW", "JUNCO", "KINGSMERE", "LARKSPUR", "MARLOWE",
        "NORVEBROW", "ORLOWEN", "PELVELOWE", "QUAILRUN", "ROSSMERE", "SORRELTON", "TAMBER", "UPLANDER", "VERRIGARTH", "WILLOWICK", "YEOMAN",
    ];

    private static readonly string[] Quarters = ["NE", "NW", "SE", "SW"];
    private static readonly string[] Suffixes = ["ST", "AVE", "CT", "LN", "LOOP", "DR", "WAY", "PL"];
    private static readonly string[] HomeAreas = ["360", "503", "564", "971"];
    private const string WorkArea = "360";

    private static readonly Dictionary<string, string> Zips = new()
    {
        ["Tansley"] = "98601",
        ["Oakholt"] = "98604",
        ["Port Halvor"] = "98607",
        ["La Pineda"] = "98618",
        ["Marrenfield"] = "98627",
        ["Old Bristow"] = "98629",
        ["Clemency"] = "98642",
    };

    private readonly DemoDice dice;
    private readonly HashSet<string> given = [];
    private readonly Queue<string> phones;

    public DemoNames(DemoDice dice)
    {
        this.dice = dice;
        phones = new Queue<string>(dice.Shuffle(HomeAreas.SelectMany(area => Enumerable.Range(0, 100).Select(line => (area, line)))).Select(p => Written(p.area, p.line)));
    }

    public static IReadOnlyCollection<string> Cities => Zips.Keys;

    public string Person()
    {
        string name;
        do
        {
            name = $"{dice.Pick(FirstNames)} {dice.Pick(LastNames)}";
        }
        while (!given.Add(name));

        return name;
    }

    public string FirstName() => dice.Pick(FirstNames);

    public string LastName() => dice.Pick(LastNames);

    /// <summary>A customer's: nobody else has it.</summary>
    public string Phone() => phones.Dequeue();

    /// <summary>Somebody's at work; a switchboard may serve several.</summary>
    public string WorkPhone() => Written(WorkArea, dice.Between(0, 99));

    public static string Mail(string name) => $"{string.Concat(name.ToLowerInvariant().Where(c => char.IsAsciiLetter(c) || c == ' ')).Replace(' ', '.')}@example.com";

    public string StreetName() => $"{dice.Pick(Quarters)} {dice.Pick(StreetNames)} {dice.Pick(Suffixes)}";

    public DemoAddress Address(string? city = null)
    {
        city ??= dice.Pick(Cities.ToList());
        return new DemoAddress($"{dice.Between(101, 19_899)} {StreetName()}", city, State, Zips[city]);
    }

    /// <summary>As offices write them: each in another way.</summary>
    private string Written(string area, int line) => dice.Between(0, 4) switch
    {
        0 => $"{area}-555-01{line:00}",
        1 => $"{area}.555.01{line:00}",
        2 => $"{area} 555 01{line:00}",
        _ => $"({area}) 555-01{line:00}",
    };
}

internal sealed record DemoAddress(string Street, string City, string State, string Zip)
{
    /// <summary>As the service side writes streets; those of the builders' lots are in capitals.</summary>
    public string InSmallLetters =>
        string.Join(' ', Street.Split(' ').Select(word => word is "NE" or "NW" or "SE" or "SW" ? word : word[..1] + word[1..].ToLowerInvariant()));
}
