using System.Text.Json;
using Microsoft.Extensions.Hosting;
using PlumbingOps.Data;
using PlumbingOps.Data.Recurring;

namespace PlumbingOps.Bench.Recurring;

/// <summary>What a worker is told: by a file, for a connection string does not belong on a command line.</summary>
/// <param name="Name">Of its one work, which says "began" and then takes its time.</param>
internal sealed record RecurringOrder(string Connection, string Instance, string Name, string Cron, TimeSpan Takes);

/// <summary>A process that runs recurring work and does nothing else; a test kills it.</summary>
internal static class RecurringWorker
{
    public const string Command = "recurring-worker";

    public static async Task<int> RunAsync(string orderFile)
    {
        var order = JsonSerializer.Deserialize<RecurringOrder>(await File.ReadAllTextAsync(orderFile))!;
        var work = new RecurringWork(order.Name, "Takes its time", order.Cron, async (_, cancellationToken) =>
        {
            Console.WriteLine("began");
            await Task.Delay(order.Takes, cancellationToken);
            return "Came to its end";
        });
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPlumbingOpsData(order.Connection);
        builder.Services.AddRecurringWork(order.Connection, [work], order.Instance);
        using var host = builder.Build();
        await host.RunAsync();
        return 0;
    }
}
