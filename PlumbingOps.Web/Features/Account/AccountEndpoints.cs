using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Account;

public static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app) => app.MapPost(Urls.SignOut, SignOutAsync).AllowAnonymous();

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, SignInService signIn, Me me, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsFromOurPageAsync(http))
        {
            return Results.BadRequest();
        }

        if (await me.FindActorAsync(http.User) is { } actor)
        {
            await signIn.SignOutAsync(actor, cancellationToken);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.Redirect($"{Urls.SignIn}?left=true");
    }
}
