using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Instagram;

/// <summary>Instagram's own login: code, short token, long token, refresh.</summary>
public sealed class InstagramSignIn(SimulatedWorld world, TokenRegistry tokens)
{
    private static readonly TimeSpan YoungestRefresh = TimeSpan.FromHours(24);

    /// <summary>POST api.instagram.com/oauth/access_token. Its refusals have a shape of their own.</summary>
    public Answer Exchange(Call call)
    {
        var app = world.State.Apps.GetValueOrDefault(call["client_id"] ?? "");
        if (app is null || !Signing.Same(call["client_secret"], app.Secret))
        {
            throw Refuse("Invalid client_id or client_secret");
        }

        if (call["grant_type"] != "authorization_code")
        {
            throw Refuse("Invalid grant_type");
        }

        var code = world.State.Codes.GetValueOrDefault(call["code"] ?? "");
        if (code is null || code.App != app.Id || code.ExpiresAt <= world.Now || code.Used)
        {
            throw Refuse("This authorization code has been used or is invalid");
        }

        if (code.RedirectUri != call["redirect_uri"])
        {
            throw Refuse("Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request");
        }

        code.Used = true;
        var profile = world.State.Profiles.Values.FirstOrDefault(p => code.Targets.Contains(p.Id)) ?? throw Refuse("No account was chosen");
        if (!profile.IsProfessional)
        {
            throw Refuse("Insufficient developer role or not a professional account");
        }

        var token = tokens.IssueInstagram(app.Id, code.Person, profile.Id, code.Scopes, longLived: false);
        return Answer.Json(Wrapped(app, new JsonObject
        {
            ["access_token"] = token.Value,
            ["user_id"] = profile.Id,
            ["permissions"] = new JsonArray([.. token.Scopes.Select(scope => JsonValue.Create(scope))]),
        }));
    }

    public Answer Lengthen(Call call)
    {
        var shorter = Alive(call);
        if (call["grant_type"] != "ig_exchange_token" || !Signing.Same(call["client_secret"], world.State.Apps[shorter.App].Secret))
        {
            throw GraphError.Refuse(100, message: "Invalid grant_type or client_secret");
        }

        return Issued(tokens.IssueInstagram(shorter.App, shorter.Person, shorter.Account!, shorter.Scopes, longLived: true));
    }

    /// <summary>The same token may come back with a new date, or another one: this gives another, and the old lives on until its own date.</summary>
    public Answer Refresh(Call call)
    {
        var old = Alive(call);
        if (call["grant_type"] != "ig_refresh_token" || !old.LongLived || world.Now < old.IssuedAt + YoungestRefresh)
        {
            throw GraphError.Refuse(100, message: "The access token must be long-lived and at least 24 hours old");
        }

        return Issued(tokens.IssueInstagram(old.App, old.Person, old.Account!, old.Scopes, longLived: true));
    }

    private Token Alive(Call call)
    {
        var token = tokens.Find(call["access_token"] ?? call.Bearer);
        if (token?.Kind != TokenKind.Instagram)
        {
            throw GraphError.Refuse(190, message: "Invalid OAuth access token - Cannot parse access token");
        }

        return token.DeathAt(world.Now) is { } death ? throw GraphError.Refuse(190, (int)death) : token;
    }

    /// <summary>Both shapes are documented; which one comes depends on the code's parity, so that clients meet both.</summary>
    private JsonObject Wrapped(AppRegistration app, JsonObject flat) =>
        world.State.Tokens.Values.Count(token => token.App == app.Id) % 2 == 0 ? new JsonObject { ["data"] = new JsonArray(flat) } : flat;

    private Answer Issued(Token token) => Answer.Json(new JsonObject
    {
        ["access_token"] = token.Value,
        ["token_type"] = "bearer",
        ["expires_in"] = (long)(token.ExpiresAt!.Value - world.Now).TotalSeconds,
    });

    private static RefusalException Refuse(string message) => new(Answer.Json(
        new JsonObject { ["error_type"] = "OAuthException", ["code"] = 400, ["error_message"] = message }, StatusCodes.Status400BadRequest));
}
