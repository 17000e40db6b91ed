using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PlumbingOps.Data.Database;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Web.Features.Account;

/// <summary>Who is signed in: the cookie, the keys that protect it, and how long both are believed.</summary>
public static class SignInServices
{
    /// <summary>Of a session on a machine that others use too; the browser forgets it when it closes.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromHours(14);
    /// <summary>Of a session on one's own device.</summary>
    public static readonly TimeSpan RememberedLife = TimeSpan.FromDays(14);

    /// <summary>For typing a code.</summary>
    private static readonly TimeSpan HalfSignedInLife = TimeSpan.FromMinutes(10);

    /// <summary>Identity keeps the challenge of a passkey here, for as long as the sign-in page may stand open.</summary>
    private static readonly TimeSpan PasskeyChallengeLife = TimeSpan.FromMinutes(30);

    /// <summary>The password was right and a code is owed; opens nothing.</summary>
    public const string HalfSignedInScheme = "PlumbingOps.HalfSignedIn";

    /// <param name="domain">The one that passkeys belong to.</param>
    public static IServiceCollection AddSignIn(this IServiceCollection services, string domain)
    {
        services.AddDataProtection().SetApplicationName("PlumbingOps");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = ActivatorUtilities.CreateInstance<KeyRing>(s)));

        services.AddScoped(s => s.GetRequiredService<Db>().ForIdentity());
        services.AddIdentityCore<AppUser>().AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<AppDbContext>().AddSignInManager();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = domain;
            // A passkey stands for both factors, so the device must ask for a finger, a face or a PIN; and it is found without a name.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            options.Cookie.Name = "PlumbingOps";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.CookieManager = new HostCookies();
            options.ExpireTimeSpan = SessionLife;
            options.SlidingExpiration = false;
            options.LoginPath = Urls.SignIn;
            options.ReturnUrlParameter = "returnUrl";
            // A page the role may not see looks the same from a link as from a click: the router says so.
            options.AccessDeniedPath = Urls.NotFound;
            options.Events = new CookieAuthenticationEvents { OnValidatePrincipal = SessionCheck.ValidateAsync };
        }).AddPassing(HalfSignedInScheme, HalfSignedInLife).AddPassing(IdentityConstants.TwoFactorUserIdScheme, PasskeyChallengeLife);
        services.AddAuthorization(RequiresAttribute.AddPolicies);
        services.AddAntiforgery(options => options.Cookie.Name = "PlumbingOps.Forms");
        services.AddSingleton<SignInCookie>();
        services.AddScoped<AuthenticationStateProvider, LiveAuthentication>();
        services.AddScoped<CircuitHandler, SessionWatch>();
        services.AddScoped<CircuitHandler, Correlation>();
        services.AddScoped<ListTenants>(s =>
        {
            var directory = s.GetRequiredService<TenantDirectory>();
            return async (actor, cancellationToken) => (await directory.ListAsync(cancellationToken)).Where(tenant => actor.MaySee(tenant.Id)).ToList();
        });
        return services;
    }

    /// <summary>A cookie that carries one step to the next.</summary>
    private static AuthenticationBuilder AddPassing(this AuthenticationBuilder authentication, string scheme, TimeSpan life) => authentication.AddCookie(scheme, options =>
    {
        options.Cookie.Name = scheme;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.CookieManager = new HostCookies();
        options.ExpireTimeSpan = life;
        options.SlidingExpiration = false;
    });
}
