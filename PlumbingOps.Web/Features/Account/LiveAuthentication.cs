using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Features.Account;

/// <summary>
/// Takes a person whose session ended out of an open page, and lets a page with other rights load anew: within a second, because the database
/// tells, and within half a minute even if it could not.
/// </summary>
public sealed class LiveAuthentication(ILoggerFactory loggerFactory, RightsDirectory rights, LiveUpdates live, NavigationManager navigation, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    private IDisposable? subscription;

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <summary>From now on, for as long as the page is open. A plain request is over before anything could change.</summary>
    public void Watch() => subscription ??= live.Subscribe(OnChangeAsync);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await CompareAsync(authenticationState.User, cancellationToken) == Session.Good;

    protected override void Dispose(bool disposing)
    {
        subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task OnChangeAsync(LiveChange change)
    {
        if (!change.Touches("users") || (await GetAuthenticationStateAsync()).User is not { Identity.IsAuthenticated: true } person || !change.Touches("users", person.UserId()))
        {
            return;
        }

        switch (await CompareAsync(person, CancellationToken.None))
        {
            case Session.Ended:
                SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
                break;
            case Session.HasOtherRights:
                navigation.Refresh(forceReload: true);
                break;
        }
    }

    private async Task<Session> CompareAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        person.Compare(person.UserId() is { } id ? await rights.FindAsync(id, fresh: true, cancellationToken) : null, clock.GetUtcNow());
}
