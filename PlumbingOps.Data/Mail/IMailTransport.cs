namespace PlumbingOps.Data.Mail;

/// <summary>Takes a mail out of the house.</summary>
public interface IMailTransport
{
    /// <summary>Where mail goes, in words for an administrator.</summary>
    string InWords { get; }

    /// <summary>False: mail stays here, and nobody outside gets it.</summary>
    bool LeavesTheHouse { get; }

    /// <exception cref="MailRefusedException">The server said no.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellationToken = default);
}

/// <summary>The server did not take the mail.</summary>
/// <param name="forGood">Trying again would not help.</param>
public sealed class MailRefusedException(string message, bool forGood) : Exception(message)
{
    public bool ForGood { get; } = forGood;
}

/// <summary>No mail server is set: each mail becomes a file that every mail program opens.</summary>
public sealed class MailFolder(string folder) : IMailTransport
{
    public const string FolderName = "mail";

    public string InWords => "No mail server is set. Mail is not delivered to anybody: it is written into the house's own folder, and can be read here.";

    public bool LeavesTheHouse => false;

    public async Task SendAsync(Letter letter, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{letter.At:yyyyMMdd-HHmmss}-{letter.Id:N}.eml");
        var half = path + ".part";
        await File.WriteAllTextAsync(half, MailText.Of(letter), cancellationToken);
        // Texts hold one-time links.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(half, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(half, path, overwrite: true);
    }
}
