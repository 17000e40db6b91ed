using System.Buffers.Text;
using System.Security.Cryptography;
using PlumbingOps.Simulator.Records;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Tokens;

/// <summary>Gives tokens out, knows which live, and lets them die.</summary>
public sealed class TokenRegistry(SimulatedWorld world)
{
    public static readonly TimeSpan ShortLife = TimeSpan.FromHours(1);
    public static readonly TimeSpan LongLife = TimeSpan.FromSeconds(5_183_944);
    public static readonly TimeSpan DataAccess = TimeSpan.FromDays(90);
    public static readonly TimeSpan CodeLife = TimeSpan.FromHours(1);
    private const int RandomBytes = 24;

    public static string Random(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public Token? Find(string? value) => value is not null && world.State.Tokens.TryGetValue(value, out var token) ? token : null;

    public Token Add(Token token)
    {
        world.State.Tokens[token.Value] = token;
        Record(token, "issued");
        return token;
    }

    public Token IssueFacebookUser(string app, string person, HashSet<string> scopes, HashSet<string> targets, bool longLived) => Add(new Token
    {
        Value = Random("EAA"),
        Kind = TokenKind.FacebookUser,
        App = app,
        Person = person,
        Scopes = scopes,
        Targets = targets,
        LongLived = longLived,
        IssuedAt = world.Now,
        ExpiresAt = world.Now + (longLived ? LongLife : ShortLife),
        DataAccessUntil = world.Now + DataAccess,
    });

    /// <summary>The same Page asked for again gives the same token; from a long-lived user token it has no expiry date.</summary>
    public Token IssueFacebookPage(Token user, string page) =>
        world.State.Tokens.Values.FirstOrDefault(t => t.Kind == TokenKind.FacebookPage && t.From == user.Value && t.Account == page && t.IsAlive(world.Now))
        ?? Add(new Token
        {
            Value = Random("EAA"),
            Kind = TokenKind.FacebookPage,
            App = user.App,
            Person = user.Person,
            Account = page,
            Scopes = user.Scopes,
            Targets = user.Targets,
            LongLived = user.LongLived,
            IssuedAt = world.Now,
            ExpiresAt = user.LongLived ? null : user.ExpiresAt,
            DataAccessUntil = user.DataAccessUntil,
            From = user.Value,
        });

    public Token IssueInstagram(string app, string person, string profile, HashSet<string> scopes, bool longLived) => Add(new Token
    {
        Value = Random("IGA"),
        Kind = TokenKind.Instagram,
        App = app,
        Person = person,
        Account = profile,
        Scopes = scopes,
        LongLived = longLived,
        IssuedAt = world.Now,
        ExpiresAt = world.Now + (longLived ? LongLife : ShortLife),
    });

    public AuthorizationCode AddCode(AuthorizationCode code)
    {
        world.State.Codes[code.Value] = code;
        return code;
    }

    /// <summary>What a changed password, a lost role or a removed app does.</summary>
    public int Kill(Func<Token, bool> which, TokenDeath death)
    {
        var dying = world.State.Tokens.Values.Where(token => which(token) && token.IsAlive(world.Now)).ToList();
        foreach (var token in dying)
        {
            token.Death = death;
            Record(token, $"died: {death}");
        }

        return dying.Count;
    }

    private void Record(Token token, string what) => world.Record(new LedgerRow
    {
        Kind = LedgerKinds.Token,
        Provider = token.Kind switch
        {
            TokenKind.FacebookUser or TokenKind.FacebookPage => Providers.Facebook,
            TokenKind.Instagram => Providers.Instagram,
            _ => Providers.Google,
        },
        Account = token.Account,
        Id = Masking.Fingerprint(token.Value),
        Detail = $"{token.Kind} {what}",
    });
}
