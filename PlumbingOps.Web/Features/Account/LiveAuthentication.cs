using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.JSInterop;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Features.Account;

/// <summary>
/// Takes a person whose session ended out of an open page, and lets a page with other rights load anew: within a second, because the database
/// tells, and within half a minute even if it could not.
/// </summary>
public sealed class LiveAuthentication(ILoggerFactory loggerFactory, RightsDirectory rights, LiveUpdates live, IJSRuntime browser, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggerFactory)
{
    private IDisposable? subscription;

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    /// <summary>From now on, for as long as the page is open. A plain request is over before anything could change.</summary>
    public void Watch() => subscription ??= live.Subscribe(OnChangeAsync);

    /// <exception cref="TaskCanceledException">The page is closed meanwhile. The framework takes no other kind of cancellation for that, and would log an error.</exception>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(authenticationState.User, cancellationToken) == Session.Good;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException(e.Message, e, cancellationToken);
        }
    }

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
                await ReloadAsync();
                break;
        }
    }

    /// <summary>The script answers before it reloads; NavigationManager.Refresh waits for an answer of a page that is gone, and logs that as an error.</summary>
    private async Task ReloadAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("shell.reload");
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            // The page is gone or has lost its connection: whichever comes next is given the new rights.
        }
    }

    private async Task<Session> CompareAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        person.Compare(person.UserId() is { } id ? await rights.FindAsync(id, fresh: true, cancellationToken) : null, clock.GetUtcNow());
}
