using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Features.Account;

/// <summary>Every request asks anew whether the session still holds, and goes on with the rights of now.</summary>
public static class SessionCheck
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var person = context.Principal!;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var directory = services.GetRequiredService<RightsDirectory>();
        var rights = person.UserId() is { } id ? await directory.FindAsync(id, cancellationToken: context.HttpContext.RequestAborted) : null;
        switch (person.Compare(rights, now))
        {
            case Session.Ended:
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(context.Scheme.Name);
                break;
            case Session.HasOtherRights:
                context.ReplacePrincipal(PersonClaims.Of(rights!, person.SessionEnds()));
                context.ShouldRenew = true;
                break;
        }
    }
}
