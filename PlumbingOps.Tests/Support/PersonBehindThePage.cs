using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Support;

/// <summary>A person behind a rendered page. (bUnit's own way needs a package the feed lacks.)</summary>
public sealed class PersonBehindThePage(string name, string role, params string[] tenants) : AuthenticationStateProvider
{
    private readonly ClaimsPrincipal person = new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, Guid.CreateVersion7().ToString()),
            new(ClaimTypes.Name, name),
            new(ClaimTypes.Role, role),
            .. tenants.Select(tenant => new Claim(Me.TenantClaim, tenant)),
        ],
        "test"));

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(person));
}
