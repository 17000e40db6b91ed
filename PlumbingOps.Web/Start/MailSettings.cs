using System.Globalization;
using PlumbingOps.Data.Mail;
using PlumbingOps.Data.Notifications;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Web.Features.Mail;
using PlumbingOps.Web.Features.Signals;

namespace PlumbingOps.Web.Start;

/// <summary>Mail:From, Mail:Smtp:Host and their neighbours, read and checked before anything starts.</summary>
public static class MailSettings
{
    private const string Section = "Mail";

    /// <exception cref="SettingsException">Names the key that is wrong; never a password.</exception>
    public static IServiceCollection AddMailSettings(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        var options = Read(configuration.GetSection(Section));
        services.AddSingleton(options);
        services.AddSingleton<IHouseAddress, HouseAddress>();
        services.AddSingleton<ISignalAddress, SignalAddress>();
        services.AddSingleton<IMailTransport>(options.Smtp is { } smtp ? new SmtpTransport(smtp) : new MailFolder(Path.Combine(dataFolder, MailFolder.FolderName)));
        return services;
    }

    public static MailOptions Read(IConfigurationSection section)
    {
        var options = new MailOptions
        {
            From = Text(section, "From"),
            Companies = section.GetSection("Companies").GetChildren().ToDictionary(company => company.Key, company => new MailSenderName(Text(company, "From"), Text(company, "Name"))),
            Smtp = section.GetSection("Smtp").GetChildren().Any(setting => setting.Value is { Length: > 0 }) ? Server(section.GetSection("Smtp")) : null,
        };
        return options.Fault() is { } fault ? throw new SettingsException($"{Section}:{fault}.") : options;
    }

    private static SmtpOptions Server(IConfigurationSection section)
    {
        var usual = new SmtpOptions();
        return new SmtpOptions
        {
            Host = Text(section, "Host") ?? "",
            Port = Text(section, "Port") is not { } port ? usual.Port
                : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new SettingsException($"{section.Path}:Port is “{port}”. It takes a number such as 587."),
            Security = Text(section, "Security") is not { } security ? usual.Security
                : Enum.TryParse<SmtpSecurity>(security, ignoreCase: true, out var way) ? way : throw new SettingsException($"{section.Path}:Security is “{security}”. It takes StartTls, Tls or None."),
            User = Text(section, "User"),
            Password = Text(section, "Password") is { } password ? new SecretText(password) : null,
        };
    }

    private static string? Text(IConfigurationSection section, string key) => section[key] is { Length: > 0 } text ? text : null;
}
