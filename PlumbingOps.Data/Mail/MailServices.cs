using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PlumbingOps.Data.Mail;

public static class MailServices
{
    /// <summary>Writing, reading and sending mail. Whoever has a server or a folder of their own adds its <see cref="IMailTransport"/> first.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.TryAddSingleton(new MailOptions());
        services.TryAddSingleton<IHouseAddress, NoHouseAddress>();
        services.TryAddSingleton<IMailTransport>(_ => new MailFolder(Path.Combine(Path.GetTempPath(), "plumbingops-mail")));
        services.AddSingleton<MailSender>();
        services.AddSingleton<MailService>();
        return services;
    }

    /// <summary>This process takes part in sending.</summary>
    public static IServiceCollection AddMailRounds(this IServiceCollection services) => services.AddHostedService<MailRounds>();
}
