using System.Runtime.Versioning;

namespace PlumbingOps.Data.Database;

/// <summary>Who the server runs as. PostgreSQL refuses root, so a house started by root hands its server to an ordinary account.</summary>
/// <param name="User">The account root hands over to; null when the house is an ordinary user already.</param>
/// <param name="Group">That account's group id.</param>
internal sealed record ServerAccount(string? User, string? Group)
{
    private const string DistributionsOwn = "postgres";

    public static async Task<ServerAccount> ChooseAsync(string cluster, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null, null);
        }
        var user = DistributionsOwn;
        if (Directory.Exists(cluster) && await OwnerAsync(cluster, cancellationToken) is var owner && owner != "root")
        {
            // Made by an ordinary user, now started with sudo: the data stays theirs.
            user = owner;
        }
        var group = await Command.RunAsync(["id", "-g", "--", user], cancellationToken);
        return group.Succeeded
            ? new ServerAccount(user, group.Output.Trim())
            : throw new DatabaseSetupException($"PostgreSQL does not run as root, and the account “{user}” does not exist. "
                + "Install PostgreSQL's package, which makes it, or start PlumbingOps as an ordinary user.");
    }

    /// <summary>The command, run as this account.</summary>
    /// <param name="command">A program and its arguments.</param>
    /// <param name="signalOnOrphan">Sent by the kernel when the thread that started the command ends, however it ends.</param>
    public IReadOnlyList<string> Run(IReadOnlyList<string> command, string? signalOnOrphan = null)
    {
        List<string> wrapped = ["setpriv", "--no-new-privs"];
        if (User is not null)
        {
            wrapped.AddRange([$"--reuid={User}", $"--regid={Group}", "--init-groups"]);
        }
        if (signalOnOrphan is not null)
        {
            wrapped.AddRange(["--pdeathsig", signalOnOrphan]);
        }
        return [.. wrapped, .. command];
    }

    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (User is not null)
        {
            await MustAsync(["chown", "--recursive", $"{User}:{Group}", "--", path], cancellationToken);
        }
    }

    /// <summary>Makes sure the account can walk to the data folder. Only a folder that is ours is ever opened up, and only to this account.</summary>
    [UnsupportedOSPlatform("windows")]
    public async Task ReachAsync(DataFolder data, CancellationToken cancellationToken)
    {
        if (User is null || await MayEnterAsync(data.Path, cancellationToken))
        {
            return;
        }
        if (data.IsOurs && await MayEnterAsync(System.IO.Path.GetDirectoryName(data.Path) ?? "/", cancellationToken))
        {
            await MustAsync(["chgrp", Group!, "--", data.Path], cancellationToken);
            File.SetUnixFileMode(data.Path, File.GetUnixFileMode(data.Path) | UnixFileMode.GroupExecute);
            if (await MayEnterAsync(data.Path, cancellationToken))
            {
                return;
            }
        }
        var closed = await FirstClosedAsync(data.Path, cancellationToken);
        throw new DatabaseSetupException($"PostgreSQL runs as the user “{User}”, who may not enter {closed}, so the data folder {data.Path} is out of reach. "
            + $"Choose a folder elsewhere (for example --data /var/lib/plumbingops), or allow it: chmod o+x {closed}");
    }

    private async Task<string> FirstClosedAsync(string path, CancellationToken cancellationToken)
    {
        var walked = "/";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            walked = Path.Combine(walked, part);
            if (!await MayEnterAsync(walked, cancellationToken))
            {
                return walked;
            }
        }
        return path;
    }

    private async Task<bool> MayEnterAsync(string folder, CancellationToken cancellationToken) =>
        (await Command.RunAsync(Run(["test", "-x", folder]), cancellationToken)).Succeeded;

    private static async Task<string> OwnerAsync(string path, CancellationToken cancellationToken) =>
        (await MustAsync(["stat", "--format=%U", "--", path], cancellationToken)).Output.Trim();

    private static async Task<Command.Outcome> MustAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var outcome = await Command.RunAsync(command, cancellationToken);
        return outcome.Succeeded ? outcome : throw new DatabaseSetupException($"“{string.Join(' ', command)}” failed: {outcome.Said}");
    }
}
