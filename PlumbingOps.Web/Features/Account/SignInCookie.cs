using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Features.Account;

/// <summary>Gives the browser what it needs to stay signed in. Only a plain request can: a circuit cannot set cookies.</summary>
public sealed class SignInCookie(TimeProvider clock)
{
    private const string ThemeCookie = "theme";

    public Task GiveAsync(HttpContext http, PersonRights rights, bool remember)
    {
        var ends = clock.GetUtcNow() + (remember ? SignInServices.RememberedLife : SignInServices.SessionLife);
        return http.SignInAsync(
            IdentityConstants.ApplicationScheme, PersonClaims.Of(rights, ends), new AuthenticationProperties { IsPersistent = remember, ExpiresUtc = ends });
    }

    /// <summary>The same session with the rights of now; it ends when it would have.</summary>
    public static Task RenewAsync(HttpContext http, PersonRights rights, AuthenticationProperties? session) =>
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
