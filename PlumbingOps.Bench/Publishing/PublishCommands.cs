using System.Globalization;

namespace PlumbingOps.Bench.Publishing;

/// <summary>The publishing part of the bench, and the processes it starts of itself.</summary>
internal static class PublishCommands
{
    public const string Kill = "publish-kill";
    public const string Speed = "publish-speed";

    /// <summary>Null when the command line means something else.</summary>
    public static async Task<int?> RunAsync(string[] args) => args switch
    {
        [PublishWorker.Command, var order] => await PublishWorker.RunAsync(order),
        [SimulatorProcess.Command, var folder] => await SimulatorProcess.RunAsync(folder),
        [Kill, ..] => await PublishKill.RunAsync(Number(args, "--posts", 5000), Number(args, "--kills", 200), Number(args, "--seed", 1), Number(args, "--scale", 6)),
        [Speed, ..] => await PublishSpeed.RunAsync(Number(args, "--posts", 1000), Number(args, "--accounts", 50), Number(args, "--answer", 500)),
        _ => null,
    };

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
