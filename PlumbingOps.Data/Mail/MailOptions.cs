using PlumbingOps.Data.Secrets;

namespace PlumbingOps.Data.Mail;

/// <summary>How the house sends mail. Without a server mail lands in a folder, where it can be read.</summary>
public sealed record MailOptions
{
    /// <summary>The address mail comes from when a company has none of its own.</summary>
    public string? From { get; init; }

    /// <summary>Company → the address and the name its mail comes from.</summary>
    public IReadOnlyDictionary<string, MailSenderName> Companies { get; init; } = new Dictionary<string, MailSenderName>();

    /// <summary>Null: no server is known.</summary>
    public SmtpOptions? Smtp { get; init; }

    /// <summary>Whoever sends a mail holds it this long; longer than the server is waited for.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between tries; after the last of them the mail has failed. Each wait is anything up to this.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    /// <summary>Texts hold one-time links; they are emptied so long after sending.</summary>
    public TimeSpan TextsKept { get; init; } = TimeSpan.FromDays(7);

    private const string Nobody = "office@localhost";

    /// <param name="companyName">What people know the company as; used when the settings name none.</param>
    internal MailSenderName SenderOf(string tenantId, string companyName)
    {
        var own = Companies.GetValueOrDefault(tenantId);
        return new MailSenderName(own?.From ?? From ?? Nobody, own?.Name ?? companyName);
    }

    /// <summary>The key that is wrong and why, below "Mail"; nothing when all is well.</summary>
    public string? Fault()
    {
        if (From is not null && !MailText.IsAddress(From))
        {
            return $"From is “{From}”. It takes a mail address such as office@example.com";
        }

        foreach (var (company, sender) in Companies)
        {
            if (sender.From is not null && !MailText.IsAddress(sender.From))
            {
                return $"Companies:{company}:From is “{sender.From}”. It takes a mail address such as office@example.com";
            }
        }

        return Smtp is null ? null
            : From is null ? "From is missing: a mail server is set, and mail must come from somewhere"
            : Smtp.Fault() is { } fault ? $"Smtp:{fault}" : null;
    }
}

/// <summary>Whom mail comes from.</summary>
public sealed record MailSenderName(string? From, string? Name);

/// <summary>The mail server.</summary>
public sealed record SmtpOptions
{
    public string Host { get; init; } = "";
    public int Port { get; init; } = 587;
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;
    public string? User { get; init; }
    public SecretText? Password { get; init; }

    /// <summary>For one mail, from the first byte to the last.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    internal string? Fault() =>
        Uri.CheckHostName(Host) == UriHostNameType.Unknown ? "Host is not the name of a server, such as smtp.example.com"
        : Port is < 1 or > 65535 ? "Port must be 1 to 65535"
        : !Enum.IsDefined(Security) ? "Security takes None, StartTls or Tls"
        : (User is null) != (Password is null) ? "User and Smtp:Password belong together: set both or neither"
        : User is not null && Security == SmtpSecurity.None ? "Security is None: the password would travel where everybody can read it"
        : null;
}

/// <summary>How the way to the server is closed to others.</summary>
public enum SmtpSecurity { StartTls, Tls, None }
