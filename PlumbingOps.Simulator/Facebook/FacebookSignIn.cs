using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Facebook;

/// <summary>Code → short → long tokens, what was granted, and taking it back.</summary>
public sealed class FacebookSignIn(SimulatedWorld world, TokenRegistry tokens, GraphAccess access)
{
    private const int CodeUsed = 36009;
    private const int RedirectDiffers = 36008;

    public Answer Exchange(Call call)
    {
        var app = world.State.Apps.GetValueOrDefault(call["client_id"] ?? "") ?? throw GraphError.Refuse(101, message: "Error validating application. Invalid application ID.");
        if (!Signing.Same(call["client_secret"], app.Secret))
        {
            throw GraphError.Refuse(1, message: "Error validating client secret.", status: StatusCodes.Status400BadRequest);
        }

        return call["grant_type"] switch
        {
            "fb_exchange_token" => Lengthen(call, app),
            "client_credentials" => Answer.Json(new JsonObject { ["access_token"] = $"{app.Id}|{app.Secret}", ["token_type"] = "bearer" }),
            _ => FromCode(call, app),
        };
    }

    public Answer Permissions(Call call)
    {
        var token = User(call);
        var person = world.State.People.Single(p => p.Id == token.Person);
        var rows = token.Scopes.Select(scope => (scope, "granted")).Concat(person.Declined.Except(token.Scopes).Select(scope => (scope, "declined")));
        return Answer.Json(new JsonObject
        {
            ["data"] = new JsonArray([.. rows.Select(row => new JsonObject { ["permission"] = row.scope, ["status"] = row.Item2 })]),
        });
    }

    public Answer Revoke(Call call, string? permission)
    {
        var token = User(call);
        if (permission is null)
        {
            tokens.Kill(t => t.App == token.App && t.Person == token.Person, TokenDeath.AppRemoved);
            return Answer.Success();
        }

        foreach (var held in world.State.Tokens.Values.Where(t => t.App == token.App && t.Person == token.Person))
        {
            held.Scopes.Remove(permission);
        }

        world.State.People.Single(p => p.Id == token.Person).Declined.Add(permission);
        return Answer.Success();
    }

    /// <summary>For the app itself, by "id|secret"; it does not know Instagram's own tokens.</summary>
    public Answer Inspect(Call call)
    {
        var app = (call["access_token"] ?? call.Bearer)?.Split('|') is [var id, var secret] && world.State.Apps.GetValueOrDefault(id) is { } known && Signing.Same(secret, known.Secret)
            ? known
            : throw GraphError.Refuse(190, message: "Invalid OAuth access token signature.");
        var token = tokens.Find(call["input_token"]);
        if (token?.Kind == TokenKind.Instagram)
        {
            throw GraphError.Refuse(2);
        }

        return Answer.Json(new JsonObject { ["data"] = token is null || token.App != app.Id ? Unknown(app) : Facts(token) });
    }

    private Answer FromCode(Call call, AppRegistration app)
    {
        var code = world.State.Codes.GetValueOrDefault(call["code"] ?? "");
        if (code is null || code.App != app.Id || code.ExpiresAt <= world.Now)
        {
            throw GraphError.Refuse(100, message: "This authorization code has expired.");
        }

        if (code.Used)
        {
            throw GraphError.Refuse(100, CodeUsed, "This authorization code has been used.");
        }

        if (code.RedirectUri != call["redirect_uri"])
        {
            throw GraphError.Refuse(
                100, RedirectDiffers, "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request");
        }

        if (code.Challenge is not null && Signing.PkceChallenge(call["code_verifier"] ?? "") != code.Challenge)
        {
            throw GraphError.Refuse(100, message: "Code verifier does not match the challenge");
        }

        code.Used = true;
        return Issued(tokens.IssueFacebookUser(app.Id, code.Person, code.Scopes, code.Targets, longLived: false));
    }

    private Answer Lengthen(Call call, AppRegistration app)
    {
        var shorter = tokens.Find(call["fb_exchange_token"]);
        if (shorter is null || shorter.Kind != TokenKind.FacebookUser || shorter.App != app.Id)
        {
            throw GraphError.Refuse(190, message: "Invalid OAuth access token - Cannot parse access token");
        }

        return shorter.DeathAt(world.Now) is { } death
            ? throw GraphError.Refuse(190, (int)death)
            : Issued(tokens.IssueFacebookUser(app.Id, shorter.Person, shorter.Scopes, shorter.Targets, longLived: true));
    }

    private Answer Issued(Token token) => Answer.Json(new JsonObject
    {
        ["access_token"] = token.Value,
        ["token_type"] = "bearer",
        ["expires_in"] = (long)(token.ExpiresAt!.Value - world.Now).TotalSeconds,
    });

    private JsonObject Facts(Token token)
    {
        var facts = new JsonObject
        {
            ["app_id"] = token.App,
            ["type"] = token.Kind == TokenKind.FacebookPage ? "PAGE" : "USER",
            ["application"] = "PlumbingOps (simulated)",
            ["expires_at"] = token.ExpiresAt?.ToUnixTimeSeconds() ?? 0,
            ["data_access_expires_at"] = token.DataAccessUntil?.ToUnixTimeSeconds() ?? 0,
            ["is_valid"] = token.IsAlive(world.Now),
            ["issued_at"] = token.IssuedAt.ToUnixTimeSeconds(),
            ["scopes"] = Texts(token.Scopes),
            ["granular_scopes"] = new JsonArray([.. token.Scopes.Select(scope => new JsonObject { ["scope"] = scope, ["target_ids"] = Texts(token.Targets) })]),
            ["user_id"] = token.Person,
        };
        if (token.Account is not null)
        {
            facts["profile_id"] = token.Account;
        }

        if (token.DeathAt(world.Now) is { } death)
        {
            facts["error"] = new JsonObject { ["code"] = 190, ["subcode"] = (int)death, ["message"] = $"Error validating access token: {death}" };
        }

        return facts;
    }

    private static JsonObject Unknown(AppRegistration app) => new()
    {
        ["app_id"] = app.Id,
        ["is_valid"] = false,
        ["scopes"] = new JsonArray(),
        ["error"] = new JsonObject { ["code"] = 190, ["message"] = "Malformed access token" },
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private Token User(Call call)
    {
        var token = access.Token(call);
        return token.Kind == TokenKind.FacebookUser ? token : throw GraphError.Refuse(100, message: "(#100) This call needs a user access token");
    }
}
