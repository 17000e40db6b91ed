using Microsoft.AspNetCore.WebUtilities;
using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.Graph;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Tokens;

/// <summary>The answer to a consent page, sent back over the person's browser.</summary>
public sealed class Consent(SimulatedWorld world, TokenRegistry tokens)
{
    public const string Grant = "grant";
    public const string Deny = "deny";

    /// <summary>As an attacker would: the code is good, the state is not.</summary>
    public const string WrongState = "wrong-state";

    public Answer Decide(Call call)
    {
        var request = ConsentRequest.Read(call, world.State);
        if (call["decision"] == Deny)
        {
            return Answer.Redirect(QueryHelpers.AddQueryString(request.RedirectUri, Denied(call.Host, request.State)));
        }

        var person = world.State.People.FirstOrDefault(p => p.Id == call["person"]) ?? world.State.People[0];
        var scopes = Ticked(call, "granted_scope") ?? [.. request.Scopes];
        scopes.IntersectWith(request.Scopes);
        person.Declined.UnionWith(request.Scopes.Except(scopes));
        person.Declined.ExceptWith(scopes);
        var targets = Ticked(call, "target") ?? [.. person.Roles];
        targets.IntersectWith(person.Roles);
        var code = tokens.AddCode(new AuthorizationCode
        {
            Value = TokenRegistry.Random("AQ"),
            Host = call.Host,
            App = request.App.Id,
            RedirectUri = request.RedirectUri,
            Person = person.Id,
            Scopes = scopes,
            Targets = targets,
            Challenge = request.Challenge,
            WantsRefreshToken = request.WantsRefreshToken,
            ExpiresAt = world.Now + TokenRegistry.CodeLife,
        });
        var state = call["decision"] == WrongState ? TokenRegistry.Random("forged-") : request.State;
        var address = QueryHelpers.AddQueryString(request.RedirectUri, new Dictionary<string, string?> { ["code"] = code.Value, ["state"] = state });
        return Answer.Redirect(call.Host == GraphHosts.InstagramDialog ? address + "#_" : address);
    }

    private static Dictionary<string, string?> Denied(string host, string? state)
    {
        var refusal = new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = state };
        if (host is GraphHosts.FacebookDialog)
        {
            refusal["error_code"] = "200";
            refusal["error_description"] = "Permissions error";
        }

        if (host is GraphHosts.FacebookDialog or GraphHosts.InstagramDialog)
        {
            refusal["error_reason"] = "user_denied";
        }

        return refusal;
    }

    /// <summary>Null when the form did not ask: everything.</summary>
    private static HashSet<string>? Ticked(Call call, string name) =>
        call["asked"] is null ? null : [.. (call[name] ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
