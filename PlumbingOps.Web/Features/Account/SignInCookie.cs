using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Features.Account;

/// <summary>Gives the browser what it needs to stay signed in. Only a plain request can: a circuit cannot set cookies.</summary>
public sealed class SignInCookie(RightsDirectory directory, TimeProvider clock)
{
    private const string ThemeCookie = "theme";
    private const string RememberClaim = "remember";

    /// <summary>Where a try to sign in comes from, for counting.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    public async Task GiveAsync(HttpContext http, SignedIn person, bool remember)
    {
        await GiveAsync(http, person.Rights, remember);
        if (await FindHalfAsync(http) is not null)
        {
            await http.SignOutAsync(SignInServices.HalfSignedInScheme);
        }

        GiveTheme(http, person.Theme);
    }

    /// <summary>The first step is done. Signs nobody in: it only says whose code is asked for.</summary>
    public static Task GiveHalfAsync(HttpContext http, HalfSignedIn who, bool remember) => http.SignInAsync(
        SignInServices.HalfSignedInScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, who.UserId.ToString()), new(Shell.Me.StampClaim, who.Stamp), new(RememberClaim, remember.ToString(CultureInfo.InvariantCulture)),
            ], SignInServices.HalfSignedInScheme)));

    public static async Task<(HalfSignedIn Who, bool Remember)?> FindHalfAsync(HttpContext http)
    {
        var person = (await http.AuthenticateAsync(SignInServices.HalfSignedInScheme)).Principal;
        return person?.UserId() is { } id ? (new HalfSignedIn(id, person.FindFirstValue(Shell.Me.StampClaim) ?? ""), person.FindFirstValue(RememberClaim) == bool.TrueString) : null;
    }

    /// <summary>After a change that ended the person's sessions: this one goes on.</summary>
    public async Task KeepAsync(HttpContext http, Actor me)
    {
        if (await directory.FindAsync(me.UserId!.Value, fresh: true, http.RequestAborted) is { } rights)
        {
            await RenewAsync(http, rights, (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties);
        }
    }

    private Task GiveAsync(HttpContext http, PersonRights rights, bool remember)
    {
        var ends = clock.GetUtcNow() + (remember ? SignInServices.RememberedLife : SignInServices.SessionLife);
        return http.SignInAsync(
            IdentityConstants.ApplicationScheme, PersonClaims.Of(rights, ends), new AuthenticationProperties { IsPersistent = remember, ExpiresUtc = ends });
    }

    /// <summary>The same session with the rights of now; it ends when it would have.</summary>
    private static Task RenewAsync(HttpContext http, PersonRights rights, AuthenticationProperties? session) =>
        http.SignInAsync(
            IdentityConstants.ApplicationScheme, PersonClaims.Of(rights, http.User.SessionEnds()),
            new AuthenticationProperties { IsPersistent = session?.IsPersistent ?? false, ExpiresUtc = http.User.SessionEnds() });

    /// <summary>The shell's script reads and writes this one too.</summary>
    public static void GiveTheme(HttpContext http, string theme)
    {
        if (theme == Themes.System)
        {
            http.Response.Cookies.Delete(ThemeCookie);
            return;
        }

        http.Response.Cookies.Append(ThemeCookie, theme, new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            HttpOnly = false,
            IsEssential = true,
        });
    }
}
