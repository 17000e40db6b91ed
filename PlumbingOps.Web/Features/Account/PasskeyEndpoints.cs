using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Account;

/// <summary>What the script asks before it asks the device. Identity keeps the challenge in a short-lived cookie of its own.</summary>
public static class PasskeyEndpoints
{
    /// <summary>A device's answer is some hundred bytes; a certificate with it some thousand.</summary>
    public const int AnswerMaxLength = 32_000;

    /// <summary>A passkey belongs to one domain; at another address, or at a bare number, devices refuse it.</summary>
    public static bool AreOffered(HttpContext http, IdentityPasskeyOptions options) =>
        http.Request.Host.Host is var host && (host == options.ServerDomain || host.EndsWith("." + options.ServerDomain, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the browser was asked for a passkey a short while ago; else whatever it answers proves nothing.</summary>
    public static async Task<bool> HasChallengeAsync(HttpContext http) => (await http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost(Urls.PasskeyRequest, RequestAsync).AllowAnonymous();
        app.MapPost(Urls.PasskeyCreation, CreationAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.EditOwnProfile));
    }

    /// <summary>For signing in. Whose passkey it will be is not known yet, so nobody learns who has one.</summary>
    private static async Task<IResult> RequestAsync(HttpContext http, IAntiforgery antiforgery, SignInManager<AppUser> identity) =>
        await antiforgery.IsFromOurPageAsync(http) ? Json(await identity.MakePasskeyRequestOptionsAsync(null)) : Results.BadRequest();

    private static async Task<IResult> CreationAsync(
        HttpContext http, IAntiforgery antiforgery, SignInManager<AppUser> identity, PasskeyService passkeys, Me me, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsFromOurPageAsync(http) || await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.BadRequest();
        }

        try
        {
            var form = await http.Request.ReadFormAsync(cancellationToken);
            var owner = await passkeys.RequireRoomAsync(new PasskeyInput { Name = form["Input.Name"].ToString(), Password = form["Input.Password"].ToString() }, actor, cancellationToken);
            return Json(await identity.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = owner.Id.ToString(), Name = owner.UserName, DisplayName = owner.FullName }));
        }
        catch (RuleException refusal)
        {
            return Results.Text(refusal.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static IResult Json(string options) => Results.Text(options, "application/json");
}
