using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Facebook;
using PlumbingOps.Simulator.Instagram;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Graph;

/// <summary>Who calls Graph, and may they: token, appsecret_proof, scopes, tasks, limits.</summary>
public sealed class GraphAccess(SimulatedWorld world, TokenRegistry tokens)
{
    private const int Exhausted = 100;

    /// <summary>The living token of a call to this host; the two hosts do not know each other's tokens.</summary>
    public Token Token(Call call)
    {
        var value = call["access_token"] ?? call.Bearer ?? throw GraphError.Refuse(104, message: "An access token is required to request this resource.");
        var token = tokens.Find(value);
        var isInstagrams = call.Host == GraphHosts.Instagram;
        if (token is null || (token.Kind == TokenKind.Instagram) != isInstagrams || token.Kind is TokenKind.GoogleAccess or TokenKind.GoogleRefresh)
        {
            throw GraphError.Refuse(190, message: "Invalid OAuth access token - Cannot parse access token");
        }

        call.Token = token;
        CheckProof(call, value, world.State.Apps[token.App].Secret, required: world.Settings.RequireAppSecretProof && !isInstagrams);
        if (token.DeathAt(world.Now) is { } death)
        {
            throw GraphError.Refuse(190, (int)death);
        }

        if (token.DataAccessUntil <= world.Now)
        {
            throw GraphError.Refuse(10, message: "(#10) Data access has expired: the user must use the app again to renew it.");
        }

        CheckLimits(token);
        return token;
    }

    /// <summary>The Page's own token, with the right to post; anything else is refused as Graph does.</summary>
    public FacebookPage PageToPostOn(Call call, string id)
    {
        var token = Token(call);
        var page = Page(id);
        if (token.Kind != TokenKind.FacebookPage || token.Account != page.Id)
        {
            throw GraphError.Refuse(200, message: "(#200) Unpublished posts must be posted to a page as the page itself.");
        }

        NeedScope(token, "pages_manage_posts");
        NeedScope(token, "pages_read_engagement");
        return page.MayPublish ? page : throw GraphError.Refuse(200, message: "(#200) The user does not have the CREATE_CONTENT task on this Page.");
    }

    public FacebookPage PageToRead(Call call, string id)
    {
        var token = Token(call);
        var page = Page(id);
        NeedScope(token, "pages_read_engagement");
        return Reaches(token, page.Id) ? page : throw GraphError.Missing(id);
    }

    /// <summary>The profile, through either login.</summary>
    public InstagramProfile Profile(Call call, string id, string facebookScope, string instagramScope)
    {
        var token = Token(call);
        var own = token.Kind == TokenKind.Instagram;
        var profile = world.State.Profiles.GetValueOrDefault(id == "me" && own ? token.Account! : id) ?? throw GraphError.Missing(id);
        var reached = own ? token.Account == profile.Id : profile.Page is not null && Reaches(token, profile.Id, profile.Page);
        if (!reached || !profile.IsProfessional)
        {
            throw GraphError.Missing(id);
        }

        NeedScope(token, own ? instagramScope : facebookScope);
        return profile;
    }

    public static void NeedScope(Token token, string scope)
    {
        if (!token.Scopes.Contains(scope))
        {
            throw GraphError.Refuse(200, message: $"(#200) Requires {scope} permission to manage the object");
        }
    }

    private FacebookPage Page(string id) => world.State.Pages.GetValueOrDefault(id) ?? throw GraphError.Missing(id);

    private static bool Reaches(Token token, string id, string? page = null) => token.Kind switch
    {
        TokenKind.FacebookPage => token.Account == id || (token.Account == page && token.Targets.Contains(id)),
        TokenKind.FacebookUser => token.Targets.Contains(id),
        _ => token.Account == id,
    };

    private static void CheckProof(Call call, string token, string secret, bool required)
    {
        if (call["appsecret_proof"] is { } proof)
        {
            if (!Signing.Same(proof, Signing.AppSecretProof(token, secret)))
            {
                throw GraphError.Refuse(100, message: "Invalid appsecret_proof provided in the API argument");
            }
        }
        else if (required)
        {
            throw GraphError.Refuse(100, message: "API calls from the server require an appsecret_proof argument");
        }
    }

    private void CheckLimits(Token token)
    {
        var usage = world.Settings.Usage;
        if (token.Kind != TokenKind.FacebookPage && usage.GetValueOrDefault("app") >= Exhausted)
        {
            throw GraphError.Refuse(4);
        }

        if (token.Account is { } account && usage.GetValueOrDefault(account) >= Exhausted)
        {
            throw GraphError.Refuse(token.Kind == TokenKind.Instagram ? 80002 : 80001);
        }
    }
}

public static class GraphHosts
{
    public const string Facebook = "graph.facebook.com";
    public const string Instagram = "graph.instagram.com";
    public const string InstagramLogin = "api.instagram.com";
    public const string FacebookDialog = "www.facebook.com";
    public const string InstagramDialog = "www.instagram.com";
}
