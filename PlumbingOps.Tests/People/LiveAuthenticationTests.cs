using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using PlumbingOps.Data.History;
using PlumbingOps.Data.People;
using PlumbingOps.Tests.Support;
using PlumbingOps.Web.Features.Account;

namespace PlumbingOps.Tests.People;

/// <summary>An open page, as far as who is behind it goes.</summary>
public sealed class LiveAuthenticationTests : IAsyncLifetime
{
    private PeopleOffice office = null!;

    public async ValueTask InitializeAsync()
    {
        office = await PeopleOffice.OpenAsync();
        await office.ListenAsync();
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_deactivated_person_is_out_of_an_open_page_at_once()
    {
        using var page = await OpenPageAsync("omar");

        await office.Users.DeactivateAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        await Eventually.IsTrueAsync(async () => !await page.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_open_pages_and_leaves_others_alone()
    {
        using var page = await OpenPageAsync("omar");
        using var other = await OpenPageAsync("vera");

        await office.Users.SignOutEverywhereAsync(await office.IdAsync("omar"), await office.ActorAsync("ana"), Now);

        await Eventually.IsTrueAsync(async () => !await page.IsSignedInAsync());
        Assert.True(await other.IsSignedInAsync());
        Assert.Equal(0, other.Browser.Reloads);
    }

    [Theory]
    [InlineData("update identity.user_roles set role_id = md5('role Viewer')::uuid where user_id = (select id from identity.users where user_name = 'omar')")]
    [InlineData("update identity.users set tenant_id = 'h2o' where user_name = 'omar'")]
    public async Task A_page_with_other_rights_loads_anew_whoever_changed_them(string statement)
    {
        using var page = await OpenPageAsync("omar");

        await Sql.RunAsync(office.Connections.App, statement);

        await Eventually.IsTrueAsync(() => Task.FromResult(page.Browser.Reloads > 0));
        Assert.True(await page.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_ends_at_its_hour_even_on_an_open_page()
    {
        using var page = await OpenPageAsync("omar");
        office.Clock.Now += SignInServices.SessionLife;

        await Sql.RunAsync(office.Connections.App, "update identity.users set rights_version = rights_version + 1 where user_name = 'omar'");

        await Eventually.IsTrueAsync(async () => !await page.IsSignedInAsync());
    }

    /// <summary>The framework's loop ends quietly for this kind of cancellation alone.</summary>
    [Fact]
    public async Task A_page_that_is_closed_while_its_person_is_looked_up_is_no_error()
    {
        using var page = await OpenPageAsync("omar");
        var state = await page.Authentication.GetAuthenticationStateAsync();
        using var closed = new CancellationTokenSource();
        await closed.CancelAsync();

        var cancelled = await Assert.ThrowsAsync<TaskCanceledException>(() => ValidateAsync(page.Authentication, state, closed.Token));

        Assert.Equal(closed.Token, cancelled.CancellationToken);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ValidateAuthenticationStateAsync")]
    private static extern Task<bool> ValidateAsync(LiveAuthentication page, AuthenticationState state, CancellationToken cancellationToken);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private async Task<OpenPage> OpenPageAsync(string userName)
    {
        var rights = (await office.Get<RightsDirectory>().FindAsync(await office.IdAsync(userName), fresh: true, Now))!;
        var browser = new Browser();
        var authentication = new LiveAuthentication(NullLoggerFactory.Instance, office.Get<RightsDirectory>(), office.Get<LiveUpdates>(), browser, office.Clock);
        authentication.SetAuthenticationState(Task.FromResult(new AuthenticationState(PersonClaims.Of(rights, office.Clock.Now + SignInServices.SessionLife))));
        authentication.Watch();
        return new OpenPage(authentication, browser);
    }

    private sealed record OpenPage(LiveAuthentication Authentication, Browser Browser) : IDisposable
    {
        public async Task<bool> IsSignedInAsync() => (await Authentication.GetAuthenticationStateAsync()).User is ClaimsPrincipal { Identity.IsAuthenticated: true };

        public void Dispose() => ((IDisposable)Authentication).Dispose();
    }

    /// <summary>Loses its connection while it reloads, as a real one may.</summary>
    private sealed class Browser : IJSRuntime
    {
        public int Reloads { get; private set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Assert.Equal("shell.reload", identifier);
            Reloads++;
            throw new JSDisconnectedException("The page is gone.");
        }
    }
}
