using System.Globalization;
using System.Text;

namespace PlumbingOps.Bench;

/// <summary>An invented construction calendar as Outlook exports it: builders, communities, phases and lots in several spellings, and some rows of other things.</summary>
internal static class Calendar
{
    private static readonly string[] Firsts = ["AL", "BEN", "COR", "DEL", "EL", "FAR", "GRA", "HOL", "IV", "JAS", "KEL", "LOR", "MAR", "NOR", "OR", "PEN", "QUIL", "RUS", "SEL", "TAR"];
    private static readonly string[] Seconds = ["DERWOOD", "FORD", "GATE", "HAVEN", "LAND", "MERE", "NEST", "RIDGE", "STEAD", "VALE"];
    private static readonly string[][] Phases = [["GW", "GROUNDWORK"], ["PB", "P&B", "POST AND BEAM"], ["TO", "TOP OUT", "TOPOUT"], ["TRIM", "TR"], ["FINAL"]];
    private static readonly string[] Crew = ["Bruna", "Kelda", "Leopold", "Odo", "Petra", "Ruben"];
    private static readonly string[] Others = ["Office closed", "Odo vacation", "Safety meeting", "Truck 4 oil change", "Inventory count"];

    /// <param name="seed">Other seeds name other builders, so that their rows are new to the same books.</param>
    public static MemoryStream Make(int rows, int seed)
    {
        var random = new Random(seed);
        var builders = Enumerable.Range(0, 12).Select(_ => $"{Pick(Firsts)}{Pick(Seconds)} {Pick(["HOMES", "PARTNERS", "BUILDERS"])} {seed}").ToArray();
        var communities = builders.ToDictionary(b => b, _ => Enumerable.Range(0, 6).Select(_ => $"{Pick(Firsts)}{Pick(Seconds)} {Pick(["DOWNS", "PARK", "CROSSING", "HILLS"])}").Distinct().ToArray());
        var text = new StringBuilder("\"Subject\",\"Start Date\",\"Start Time\",\"End Date\",\"End Time\",\"All day event\",\"Categories\",\"Description\",\"Location\"\r\n");
        for (var row = 0; row < rows; row++)
        {
            var builder = Pick(builders);
            var first = new DateOnly(2024, 1, 1).AddDays(random.Next(1000));
            var other = random.Next(50) == 0;
            // Enough lots that two rows rarely mean the same job.
            var subject = other ? Pick(Others) : $"{builder}-{Pick(communities[builder])}-{Pick(Pick(Phases))}-LOT {1 + random.Next(Math.Max(20, rows / 60))}";
            var categories = other ? "" : random.Next(3) > 0 ? "COMPLETE;FINISH" : "";
            var description = other ? "" : $"{Pick(Crew)}{(random.Next(4) == 0 ? $"/{Pick(Crew)} S{random.Next(100, 999)}" : "")}";
            var location = other ? "" : $"{random.Next(1000, 19999)} NE {Pick(Firsts)}{Pick(Seconds)} LOOP LA PINEDA WA";
            text.Append(CultureInfo.InvariantCulture, $"\"{subject}\",\"{first:M/d/yyyy}\",\"12:00:00 AM\",\"{first.AddDays(1 + random.Next(3)):M/d/yyyy}\",\"12:00:00 AM\",\"True\",\"{categories}\",\"{description}\",\"{location}\"\r\n");
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }
}
