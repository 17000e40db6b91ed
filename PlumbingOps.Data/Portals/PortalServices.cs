using Microsoft.Extensions.DependencyInjection;

namespace PlumbingOps.Data.Portals;

internal static class PortalServices
{
    public static void AddPortals(this IServiceCollection services)
    {
        services.AddSingleton<PortalDefinitionService>();
        services.AddSingleton<PortalAccountService>();
        services.AddSingleton<PortalVerificationService>();
        services.AddSingleton<BuilderPortalService>();
        services.AddSingleton<PortalRuleService>();
        services.AddSingleton<PortalSuggestionService>();
    }
}
