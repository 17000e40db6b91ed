using PlumbingOps.Data.Publishing;
using PlumbingOps.Data.Publishing.Facebook;
using PlumbingOps.Data.Publishing.GoogleBusiness;
using PlumbingOps.Data.Publishing.Instagram;
using PlumbingOps.Data.Publishing.Rehearsals;
using PlumbingOps.Data.Secrets;
using PlumbingOps.Web.Features.Publishing;

namespace PlumbingOps.Web.Start;

/// <summary>The publisher's settings, read and checked before anything starts: Publishing:Facebook:AppId and its neighbours.</summary>
public static class PublishingSettings
{
    private const string Section = "Publishing";
    private const string SimulatorKey = $"{Section}:Simulator";
    private const string RehearsalKey = $"{Section}:Rehearsal";
    private const string PublicAddressKey = $"{Section}:PublicAddress";
    private static readonly string[] Secrets = ["AppSecret", "VerifyToken", "ClientSecret"];

    /// <exception cref="SettingsException">Names the key that is wrong.</exception>
    public static IServiceCollection AddPublishingSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var options = Read<PublishingOptions>(section.GetSection("Dispatcher")) ?? new PublishingOptions();
        if (options.Fault() is { } fault)
        {
            throw new SettingsException($"{Section}:Dispatcher:{fault}.");
        }

        services.AddSingleton(options);
        services.AddSingleton(Providers(section));
        services.AddSingleton(new RehearsalOptions(Address(section, "Rehearsal", RehearsalKey) ?? Address(section, "Simulator", SimulatorKey)));
        services.AddSingleton(new PublicAddress(Address(configuration, PublicAddressKey)));
        services.AddSingleton<IPublicMedia, PublicPictures>();
        return services;
    }

    private static ProviderOptions Providers(IConfigurationSection section)
    {
        if (Address(section, "Simulator", SimulatorKey) is { } simulator)
        {
            return ProviderOptions.AtSimulator(simulator);
        }

        var providers = new ProviderOptions
        {
            Facebook = (Read<FacebookOptions>(section.GetSection("Facebook")) ?? new()) with { AppSecret = Secret(section, "Facebook:AppSecret"), VerifyToken = Secret(section, "Facebook:VerifyToken") },
            Instagram = (Read<InstagramOptions>(section.GetSection("Instagram")) ?? new()) with { AppSecret = Secret(section, "Instagram:AppSecret") },
            GoogleBusiness = (Read<GoogleBusinessOptions>(section.GetSection("GoogleBusiness")) ?? new()) with { ClientSecret = Secret(section, "GoogleBusiness:ClientSecret") },
        };
        return providers.Fault() is { } fault ? throw new SettingsException($"{fault}.") : providers;
    }

    private static T? Read<T>(IConfigurationSection section) where T : class
    {
        try
        {
            // Secrets have a type that nothing is converted to: they are read by name.
            var plain = section.AsEnumerable(makePathsRelative: true).Where(setting => !Secrets.Contains(setting.Key));
            return new ConfigurationBuilder().AddInMemoryCollection(plain).Build().Get<T>();
        }
        catch (InvalidOperationException wrong)
        {
            // The binder's message names the key; secrets are not among what it binds.
            throw new SettingsException($"{section.Path} has a value that cannot be understood: {wrong.Message}");
        }
    }

    private static SecretText? Secret(IConfigurationSection section, string key) => section[key] is { Length: > 0 } secret ? new SecretText(secret) : null;

    private static Uri? Address(IConfiguration configuration, string key, string? fullKey = null) => configuration[key] switch
    {
        null or "" => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal) => address,
        var text => throw new SettingsException($"{fullKey ?? key} is “{text}”. It takes an address such as https://office.example.com."),
    };
}

/// <summary>Where the world reaches this house; null while nobody has said: then what a browser asked for counts.</summary>
public sealed record PublicAddress(Uri? Given)
{
    public Uri Of(HttpRequest request) => Given ?? new Uri($"{request.Scheme}://{request.Host}");
}
