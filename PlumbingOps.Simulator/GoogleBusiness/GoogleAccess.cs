using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Tokens;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.GoogleBusiness;

/// <summary>Who calls Google, and may they: the project, the minute's quota, the token, the scope, the account.</summary>
public sealed class GoogleAccess(SimulatedWorld world, TokenRegistry tokens)
{
    public const string Scope = "https://www.googleapis.com/auth/business.manage";
    private readonly Dictionary<string, (DateTimeOffset Minute, int Count)> minutes = [];

    public Token Token(Call call)
    {
        var token = tokens.Find(call.Bearer ?? call["access_token"]);
        if (token?.Kind != TokenKind.GoogleAccess || !token.IsAlive(world.Now))
        {
            throw GoogleError.Refuse("UNAUTHENTICATED");
        }

        call.Token = token;
        if (!token.Scopes.Contains(Scope))
        {
            throw GoogleError.Refuse("PERMISSION_DENIED", "Request had insufficient authentication scopes.", GoogleError.Info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "googleapis.com"));
        }

        CheckProject(call.Host);
        return token;
    }

    public Person Person(Token token) => world.State.People.Single(person => person.Id == token.Person);

    public GoogleLocation Location(Call call, string account, string id)
    {
        var person = Person(Token(call));
        var location = world.State.Locations.GetValueOrDefault(id);
        return location is null || location.Account != account ? throw GoogleError.Missing()
            : person.GoogleAccounts.Contains(account) ? location
            : throw GoogleError.Refuse("PERMISSION_DENIED");
    }

    /// <summary>For the newer APIs, which know a location by its short name.</summary>
    public GoogleLocation Location(Call call, string id) =>
        Location(call, world.State.Locations.GetValueOrDefault(id)?.Account ?? "", id);

    private void CheckProject(string host)
    {
        if (world.Settings.GoogleDisabledApis.Contains(host))
        {
            throw GoogleError.Refuse(
                "PERMISSION_DENIED",
                $"{host} has not been used in project 0 before or it is disabled.",
                GoogleError.Info("SERVICE_DISABLED", "googleapis.com", ("service", host), ("consumer", "projects/0")));
        }

        var limit = world.Settings.GoogleRequestsPerMinute;
        if (world.Settings.GoogleQuotaZero)
        {
            throw Exhausted(host, "0");
        }

        var (minute, count) = minutes.GetValueOrDefault(host);
        if (minute.AddMinutes(1) <= world.Now || minute > world.Now)
        {
            (minute, count) = (world.Now, 0);
        }

        minutes[host] = (minute, count + 1);
        if (limit > 0 && count >= limit)
        {
            throw Exhausted(host, limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static RefusalException Exhausted(string host, string limit) => GoogleError.Refuse(
        "RESOURCE_EXHAUSTED",
        null,
        GoogleError.Info("RATE_LIMIT_EXCEEDED", "googleapis.com", ("service", host), ("quota_limit", "DefaultRequestsPerMinutePerProject"), ("quota_limit_value", limit)),
        GoogleError.Retry(30));
}
