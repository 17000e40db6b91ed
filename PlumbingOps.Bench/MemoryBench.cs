using PlumbingOps.Data.Database;

namespace PlumbingOps.Bench;

/// <summary>What an open, idle page of the jobs list holds of the server's managed heap: many tabs of a real Chromium, a circuit each.</summary>
internal static class MemoryBench
{
    private const int Warm = 8;
    private const int Circuits = 40;
    private const double MostMiB = 1.2;
    private const double Mebi = 1024 * 1024;
    private const string FiftiethRow = "[data-list] tbody tr[data-key]:nth-child(50)";

    public static async Task<IReadOnlyList<Measurement>> RunAsync(DatabaseConnections connections)
    {
        Console.Error.WriteLine("memory");
        await using var house = House.Open(connections);
        await using var ana = await Visitor.SignInAsync(house, Office.Ana);
        await OpenAsync(Warm);
        var before = await HeapAsync();
        await OpenAsync(Circuits);
        var after = await HeapAsync();
        return [new Measurement($"managed heap per idle circuit on the jobs list of 50 rows, mean of {Circuits}", (after - before) / Mebi / Circuits, null, null, MostMiB, "MiB")];

        async Task OpenAsync(int tabs)
        {
            for (var tab = 0; tab < tabs; tab++)
            {
                await ana.OpenAsync("/jobs", FiftiethRow);
            }
        }
    }

    private static async Task<long> HeapAsync()
    {
        // What was rented or is on its way comes to rest first.
        await Task.Delay(TimeSpan.FromSeconds(3));
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
