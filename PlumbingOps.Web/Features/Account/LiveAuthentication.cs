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
public sealed class LiveAuthentication : RevalidatingServerAuthenticationStateProvider
{
    private readonly RightsDirectory rights;
    private readonly NavigationManager navigation;
    private readonly TimeProvider clock;
    private readonly IDisposable subscription;

    public LiveAuthentication(ILoggerFactory loggerFactory, RightsDirectory rights, LiveUpdates live, NavigationManager navigation, TimeProvider clock)
        : base(loggerFactory)
    {
        (this.rights, this.navigation, this.clock) = (rights, navigation, clock);
        subscription = live.Subscribe(OnChangeAsync);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await CompareAsync(authenticationState.User, cancellationToken) == Session.Good;

    protected override void Dispose(bool disposing)
    {
        subscription.Dispose();
        base.Dispose(disposing);
    }

    private async Task OnChangeAsync(LiveChange change)
    {
        if (!change.Touches("users") || await SignedInAsync() is not { } person || person.UserId() is not { } id || !change.Touches("users", id))
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

    private async Task<ClaimsPrincipal?> SignedInAsync()
    {
        try
        {
            var person = (await GetAuthenticationStateAsync()).User;
            return person.Identity?.IsAuthenticated == true ? person : null;
        }
        catch (InvalidOperationException)
        {
            // The circuit is only just starting and does not know its person yet.
            return null;
        }
    }

    private async Task<Session> CompareAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        person.Compare(person.UserId() is { } id ? await rights.FindAsync(id, fresh: true, cancellationToken) : null, clock.GetUtcNow());
}
