using PlumbingOps.Simulator.Calls;
using PlumbingOps.Simulator.World;

namespace PlumbingOps.Simulator.Tokens;

/// <summary>What a sign-in asks for, checked before anybody is shown a page.</summary>
public sealed record ConsentRequest(AppRegistration App, string RedirectUri, string? State, IReadOnlyList<string> Scopes, string? Challenge, bool WantsRefreshToken)
{
    public static ConsentRequest Read(Call call, WorldState state)
    {
        var app = state.Apps.GetValueOrDefault(call["client_id"] ?? "");
        if (app is null || app.Host != call.Host)
        {
            throw Wrong("Unknown client_id.");
        }

        var redirect = call["redirect_uri"];
        if (!IsRegistered(app, redirect))
        {
            throw Wrong("redirect_uri is not the registered one.");
        }

        if (call["response_type"] is not ("code" or null))
        {
            throw Wrong("Only response_type=code is offered.");
        }

        if (call["code_challenge"] is not null && call["code_challenge_method"] != "S256")
        {
            throw Wrong("Only code_challenge_method=S256 is offered.");
        }

        var scopes = (call["scope"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return new ConsentRequest(app, redirect!, call["state"], scopes, call["code_challenge"], call["access_type"] == "offline" && call["prompt"] == "consent");
    }

    private static bool IsRegistered(AppRegistration app, string? redirect) =>
        app.RedirectUri is not null
            ? redirect == app.RedirectUri
            : Uri.TryCreate(redirect, UriKind.Absolute, out var address) && address.IsLoopback && address.Scheme.StartsWith("http", StringComparison.Ordinal);

    private static RefusalException Wrong(string why) => new(Answer.Html($"<!doctype html><title>Simulator</title><p>Simulated sign-in: {why}</p>", StatusCodes.Status400BadRequest));
}
