using System.Diagnostics;

namespace PlumbingOps.Data.Database;

/// <summary>Runs a small program to its end and keeps what it said.</summary>
internal static class Command
{
    internal sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public bool Succeeded => ExitCode == 0;

        public string Said => string.Join(' ', new[] { Output.Trim(), Errors.Trim() }.Where(s => s.Length > 0));
    }

    public static Task<Outcome> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        RunAsync(command, new Dictionary<string, string>(), cancellationToken);

    /// <param name="settings">What the program is told by its environment.</param>
    public static async Task<Outcome> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = Describe(command);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = new Process { StartInfo = start };
        process.Start();
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new Outcome(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>The program gets a bare environment: ours holds connection strings and keys that are none of its business.</summary>
    public static ProcessStartInfo Describe(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }
}
