using System.Text.Json.Nodes;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>Google's token endpoint: PKCE, refresh tokens that are kept, and what kills them.</summary>
public sealed class GoogleSignIn(SimulatedWorld world, TokenRegistry tokens)
{
    private static readonly TimeSpan AccessLife = TimeSpan.FromSeconds(3599);
    private static readonly TimeSpan TestingLife = TimeSpan.FromDays(7);
    private static readonly TimeSpan UnusedLife = TimeSpan.FromDays(182);
    private const int MostRefreshTokens = 100;

    public Answer Token(Call call)
    {
        var app = world.State.Apps.GetValueOrDefault(call["client_id"] ?? "");
        if (app is null || !Signing.Same(call["client_secret"], app.Secret))
        {
            throw Refuse("invalid_client", "The OAuth client was not found.", StatusCodes.Status401Unauthorized);
        }

        return call["grant_type"] switch
        {
            "authorization_code" => FromCode(call, app),
            "refresh_token" => Refresh(call, app),
            _ => throw Refuse("unsupported_grant_type", "Invalid grant_type"),
        };
    }

    public Answer Revoke(Call call)
    {
        var token = tokens.Find(call["token"]);
        if (token?.Kind is not (TokenKind.GoogleAccess or TokenKind.GoogleRefresh))
        {
            throw Refuse("invalid_token", "Token expired or revoked");
        }

        var root = token.From ?? token.Value;
        tokens.Kill(t => t.Value == root || t.From == root, TokenDeath.AppRemoved);
        return Answer.Json(new JsonObject());
    }

    public Token IssueRefresh(string app, string person, HashSet<string> scopes)
    {
        var living = world.State.Tokens.Values
            .Where(t => t.Kind == TokenKind.GoogleRefresh && t.App == app && t.Person == person && t.IsAlive(world.Now)).OrderBy(t => t.IssuedAt).ToList();
        if (living.Count >= MostRefreshTokens)
        {
            // Nobody is told.
            tokens.Kill(t => t.Value == living[0].Value, TokenDeath.Invalid);
        }

        return tokens.Add(new Token
        {
            Value = TokenRegistry.Random("1//"),
            Kind = TokenKind.GoogleRefresh,
            App = app,
            Person = person,
            Scopes = scopes,
            IssuedAt = world.Now,
            ExpiresAt = world.Now + (world.Settings.GoogleTestingMode ? TestingLife : UnusedLife),
        });
    }

    public Token IssueAccess(Token? refresh, string app, string person, HashSet<string> scopes) => tokens.Add(new Token
    {
        Value = TokenRegistry.Random("ya29."),
        Kind = TokenKind.GoogleAccess,
        App = app,
        Person = person,
        Scopes = scopes,
        IssuedAt = world.Now,
        ExpiresAt = world.Now + AccessLife,
        From = refresh?.Value,
    });

    private Answer FromCode(Call call, AppRegistration app)
    {
        var code = world.State.Codes.GetValueOrDefault(call["code"] ?? "");
        if (code is null || code.App != app.Id || code.Used || code.ExpiresAt <= world.Now)
        {
            throw Refuse("invalid_grant", "Malformed auth code.");
        }

        if (code.RedirectUri != call["redirect_uri"])
        {
            throw Refuse("redirect_uri_mismatch", "Bad Request");
        }

        if (code.Challenge is not null && (call["code_verifier"] is not { } verifier || Signing.PkceChallenge(verifier) != code.Challenge))
        {
            throw Refuse("invalid_grant", call["code_verifier"] is null ? "Missing code verifier." : "Invalid code verifier.");
        }

        code.Used = true;
        var refresh = code.WantsRefreshToken ? IssueRefresh(app.Id, code.Person, code.Scopes) : null;
        var answer = Issued(IssueAccess(refresh, app.Id, code.Person, code.Scopes));
        if (refresh is not null)
        {
            answer["refresh_token"] = refresh.Value;
            if (world.Settings.GoogleTestingMode)
            {
                answer["refresh_token_expires_in"] = (long)TestingLife.TotalSeconds;
            }
        }

        return Answer.Json(answer);
    }

    private Answer Refresh(Call call, AppRegistration app)
    {
        var refresh = tokens.Find(call["refresh_token"]);
        if (refresh?.Kind != TokenKind.GoogleRefresh || refresh.App != app.Id || !refresh.IsAlive(world.Now))
        {
            throw Refuse("invalid_grant", "Token has been expired or revoked.");
        }

        if (!world.Settings.GoogleTestingMode)
        {
            refresh.ExpiresAt = world.Now + UnusedLife;
        }

        return Answer.Json(Issued(IssueAccess(refresh, app.Id, refresh.Person, refresh.Scopes)));
    }

    private JsonObject Issued(Token access) => new()
    {
        ["access_token"] = access.Value,
        ["expires_in"] = (long)(access.ExpiresAt!.Value - world.Now).TotalSeconds,
        ["scope"] = string.Join(' ', access.Scopes),
        ["token_type"] = "Bearer",
    };

    private static RefusalException Refuse(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        new(Answer.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, status));
}
