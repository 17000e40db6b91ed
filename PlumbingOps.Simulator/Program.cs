using Microsoft.AspNetCore.Connections;
using PlumbingOps.Simulator.Control;

namespace PlumbingOps.Simulator;

/// <summary>Stands in for Facebook, Instagram and Google Business Profile on this machine. Not a product of theirs, and never for the public.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = SimulatorApp.Build(SimulatorOptions.Read(args), TimeProvider.System);
            await app.StartAsync();
            Console.WriteLine($"Simulator of Facebook, Instagram and Google: {app.Urls.Single()}{ControlApi.Root}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception refusal) when (refusal is FormatException or InvalidOperationException || refusal.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
