using PlumbingOps.Bench;

if (args is not ["all", ..])
{
    Console.Error.WriteLine("all [--size small|large]    loads, measures and prints one Markdown table; large is 200,000 jobs and as many calls");
    return 2;
}

const int Small = 10_000;
const int Large = 200_000;
var rows = args is [_, "--size", "small", ..] ? Small : Large;
var table = new List<Measurement>();
await using (var database = await BenchDatabase.LoadAsync(rows))
{
    table.AddRange(await ListBench.RunAsync(database));
    table.AddRange(await SaveBench.RunAsync(database));
}

Console.WriteLine("| what | ours | limit | ratio | goal | ok |");
Console.WriteLine("|---|---|---|---|---|---|");
table.ForEach(m => Console.WriteLine(m.Row()));
return table.TrueForAll(m => m.Good) ? 0 : 1;
