using System.Globalization;
using System.Text;

namespace PlumbingOps.Bench;

/// <summary>An invented construction calendar as Outlook exports it: builders, communities, phases and lots in several spellings, and some rows of other things.</summary>
internal static class Calendar
{
    private static readonly string[] Builders =
    [
        "CEDARLINE HOMES", "NORTHGATE PARTNERS", "QUARRYSTONE HOMES", "BLUE HERON CUSTOM", "PACIFIC CREST", "TIMBERWOLF HOMES", "HARVEST MOON", "OAKHURST BUILT",
        "SILVERADO LIVING", "MAPLEWAY", "IRON BRIDGE HOMES", "WINDWARD GROUP",
    ];

    /// <summary>Two of each builder: a name that several builders have would be asked about.</summary>
    private static readonly string[] Communities =
    [
        "COPPER RIDGE", "WILLOW BEND", "EAGLE POINT", "FOX HOLLOW", "SUNSET TERRACE", "HERITAGE PARK", "MEADOWBROOK", "LAKESIDE VILLAGE", "STONE CREEK", "JUNIPER GROVE",
        "ORCHARD HEIGHTS", "VALLEY VISTA", "BIRCH CROSSING", "AMBER FIELDS", "THUNDER BAY", "MORNINGSIDE", "PRAIRIE ROSE", "HIDDEN SPRINGS", "KINGSTON MANOR", "DEER TRAIL",
        "WHISPERING PINES", "SUMMIT PLACE", "HARBOR LIGHTS", "ROCKWOOD GLEN",
    ];

    private static readonly string[] Streets = ["ALDERWOOD", "BENFORD", "CORRIDGE", "DELMERE", "FARLAND", "HOLGATE", "KELNEST", "LORVALE", "MARSTEAD", "TARHAVEN"];
    private static readonly string[][] Phases = [["GW", "GROUNDWORK"], ["PB", "P&B", "POST AND BEAM"], ["TO", "TOP OUT", "TOPOUT"], ["TRIM", "TR"], ["FINAL"]];
    private static readonly string[] Crew = ["Bruna", "Kelda", "Leopold", "Odo", "Petra", "Ruben"];
    private static readonly string[] Others = ["Office closed", "Odo vacation", "Safety meeting", "Truck 4 oil change", "Inventory count"];

    /// <param name="seed">Another seed has other lots, so that its rows are new to books that hold the last one's.</param>
    public static MemoryStream Make(int rows, int seed)
    {
        const int MostLots = 2500;
        const int RowsOfALotNumber = 20;
        var random = new Random(seed);
        var communities = Builders.Zip(Communities.Chunk(2)).ToDictionary(pair => pair.First, pair => pair.Second);
        var text = new StringBuilder("\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\",\"Categories\",\"Description\",\"Location\"\r\n");
        for (var row = 0; row < rows; row++)
        {
            var builder = Pick(Builders);
            var first = new DateOnly(2024, 1, 1).AddDays(random.Next(1000));
            var other = random.Next(50) == 0;
            // Enough lots that two rows rarely mean the same job.
            var subject = other ? Pick(Others) : $"{builder}-{Pick(communities[builder])}-{Pick(Pick(Phases))}-LOT {seed * MostLots + random.Next(Math.Max(20, rows / RowsOfALotNumber))}";
            var categories = other ? "" : random.Next(3) > 0 ? "COMPLETE;FINISH" : "";
            var description = other ? "" : $"{Pick(Crew)}{(random.Next(4) == 0 ? $"/{Pick(Crew)} S{random.Next(100, 999)}" : "")}";
            var location = other ? "" : $"{random.Next(1000, 19999)} NE {Pick(Streets)} LOOP LA PINEDA WA";
            text.Append(CultureInfo.InvariantCulture, $"\"{subject}\",\"{first:M/d/yyyy}\",\"12:00:00 AM\",\"{first.AddDays(1 + random.Next(3)):M/d/yyyy}\",\"12:00:00 AM\",\"True\",\"{categories}\",\"{description}\",\"{location}\"\r\n");
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }
}
