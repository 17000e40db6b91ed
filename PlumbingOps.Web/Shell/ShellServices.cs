using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace PlumbingOps.Web.Shell;

/// <summary>What the layout and the shared parts need. The application also registers a <see cref="ListTenants"/>.</summary>
public static class ShellServices
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure<CircuitOptions>(options =>
        {
            // A list with its state in the address is cheaper to open again than to keep; a phone in a basement comes back after two minutes and goes on.
            options.DisconnectedCircuitMaxRetained = 50;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(4);
        });
        services.AddCascadingAuthenticationState();
        return services.AddShellParts();
    }

    /// <summary>The parts alone, without a server around them: what a test of a page needs.</summary>
    public static IServiceCollection AddShellParts(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<Me>();
        services.AddScoped<TenantChoice>();
        services.AddScoped<Mishaps>();
        services.AddScoped<Notices>();
        services.AddScoped<Confirm>();
        services.AddScoped<ListFile>();
        services.AddScoped<Features.ServiceCalls.CallChoices>();
        services.AddScoped<Features.Marketing.Content.PreviewChannels>();
        return services;
    }
}
