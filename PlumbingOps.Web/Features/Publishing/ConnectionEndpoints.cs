using PlumbingOps.Data;
using PlumbingOps.Data.Marketing;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Publishing.Connections;
using PlumbingOps.Web.Shell;
using PlumbingOps.Web.Start;

namespace PlumbingOps.Web.Features.Publishing;

/// <summary>
/// A person's walk to a network's consent page and back. Plain requests, for a circuit can neither set a cookie nor be the address a network leads back to;
/// tokens are never in a page.
/// </summary>
public static class ConnectionEndpoints
{
    /// <summary>"Connect" and "Reconnect" lead here.</summary>
    public const string StartRoute = "/connections/{accountId:guid}/start";

    /// <summary>Registered with each network exactly so.</summary>
    public const string CallbackRoute = "/connections/callback/{provider}";

    /// <summary>Where the person chooses the Page or location, or reads why nothing was connected.</summary>
    public static string Choose(Guid accountId, Guid requestId) => $"{Urls.Account(accountId)}?{Key}={requestId}";

    /// <summary>In the address of the page a person is led back to: the walk, or that it was none of ours.</summary>
    public const string Key = "connection";

    /// <summary>For a callback that belongs to no walk of this person: the page says it in words, for the address proves nothing.</summary>
    public const string RefusedWords =
        "Nothing was connected. This was not a connection that you began here, in this browser, in the last minutes, or it came back already. Begin again with Connect on the account's page.";

    private const string Refused = $"?{Key}=refused";
    private const string NotOurs = $"{Urls.Accounts}{Refused}";
    private const string Cookie = "connection";

    public static string Start(Guid accountId) => $"/connections/{accountId}/start";

    public static string Callback(Provider provider) => $"/connections/callback/{provider.ToString().ToLowerInvariant()}";

    public static void MapConnections(this IEndpointRouteBuilder app)
    {
        app.MapGet(StartRoute, StartAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.ConnectAccounts));
        app.MapGet(CallbackRoute, CallbackAsync).RequireAuthorization(RequiresAttribute.PolicyOf(Permission.ConnectAccounts));
    }

    private static async Task<IResult> StartAsync(Guid accountId, HttpContext http, ConnectionService connections, PublicAddress house, Me me, CancellationToken cancellationToken)
    {
        // Begun from a page of ours, or typed; another site's link leads nowhere.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" || await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.BadRequest();
        }

        try
        {
            var provider = (await connections.ListAsync(actor, cancellationToken)).FirstOrDefault(row => row.AccountId == accountId)?.Provider ?? throw new NotFoundException("The account");
            var start = await connections.BeginAsync(accountId, new Uri(house.Of(http.Request), Callback(provider)).ToString(), actor, cancellationToken);
            http.Response.Cookies.Append(CookieName(http), start.BrowserSecret, new CookieOptions
            {
                HttpOnly = true,
                Secure = http.Request.IsHttps,
                SameSite = SameSiteMode.Lax,
                Path = "/",
                MaxAge = ConnectionService.Patience,
                IsEssential = true,
            });
            return Results.Redirect(start.Dialog.AbsoluteUri);
        }
        catch (NotFoundException)
        {
            return Results.Redirect(NotOurs);
        }
        catch (RuleException)
        {
            return Results.Redirect(Urls.Account(accountId) + Refused);
        }
    }

    private static async Task<IResult> CallbackAsync(
        string provider, string? state, string? code, string? error, HttpContext http, ConnectionService connections, Me me, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<Provider>(provider, ignoreCase: true, out var network) || await me.FindActorAsync(http.User) is not { } actor)
        {
            return Results.NotFound();
        }

        var browser = http.Request.Cookies[CookieName(http)];
        http.Response.Cookies.Delete(CookieName(http), new CookieOptions { Path = "/", Secure = http.Request.IsHttps });
        try
        {
            var back = await connections.CameBackAsync(network, state, browser, code, error, actor, cancellationToken);
            return Results.Redirect(Choose(back.AccountId, back.RequestId));
        }
        catch (RuleException)
        {
            return Results.Redirect(NotOurs);
        }
    }

    /// <summary>As the sign-in's cookie: bound to this very host over https, and to the port on a developer's machine.</summary>
    private static string CookieName(HttpContext http) => http.Request.IsHttps ? $"__Host-{Cookie}" : $"{Cookie}-{http.Request.Host.Port ?? 80}";
}
