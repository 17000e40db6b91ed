using PlumbingOps.Bench;
using PlumbingOps.Bench.Publishing;
using PlumbingOps.Bench.Recurring;

if (args is [ImportBench.Alone, var own])
{
    return await ImportBench.RunAloneAsync(int.Parse(own, System.Globalization.CultureInfo.InvariantCulture));
}

if (args is [RecurringWorker.Command, var order])
{
    return await RecurringWorker.RunAsync(order);
}

if (await PublishCommands.RunAsync(args) is { } published)
{
    return published;
}

if (Orders.Read(args) is not { } orders)
{
    Console.Error.WriteLine(Orders.Usage);
    return 2;
}

var table = new List<Measurement>();
await using (var server = await BenchServer.StartAsync(orders.Kept))
{
    var connections = await server.LoadAsync(orders.Rows);
    var few = orders.Rows == Orders.Small ? null : await server.LoadAsync(Orders.Small);
    await using var office = Office.Open(connections);
    await using var small = few is null ? null : Office.Open(few);
    if (orders.Wants("lists")) { table.AddRange(await ListBench.RunAsync(office, small)); }
    if (orders.Wants("saves")) { table.AddRange(await SaveBench.RunAsync(office, connections)); }
    if (orders.Wants("screens")) { table.AddRange(await ScreenBench.RunAsync(connections, orders.Rows, few)); }
    if (orders.Wants("memory")) { table.AddRange(await MemoryBench.RunAsync(connections)); }
    if (orders.Wants("marketing")) { table.AddRange(await MarketingBench.RunAsync(office, connections)); }
    if (orders.Wants("desk")) { table.AddRange(await DeskBench.RunAsync(office, connections)); }
    if (orders.Wants("numbers")) { table.AddRange(await NumbersBench.RunAsync(office)); }
    if (orders.Wants("imports")) { table.AddRange(await ImportBench.RunAsync(connections)); }
}

Console.WriteLine("| what | ours | limit | ratio | goal | ok |");
Console.WriteLine("|---|---|---|---|---|---|");
table.ForEach(m => Console.WriteLine(m.Row()));
return table.TrueForAll(m => m.Good) ? 0 : 1;
