using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using PlumbingOps.Data;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Web.Shell;

/// <summary>The person behind this circuit, as the services want to be asked.</summary>
public sealed class Me(AuthenticationStateProvider authentication, TenantDirectory tenants)
{
    /// <summary>The only company the person may see; without it all of them.</summary>
    public const string TenantClaim = "tenant";
    public const string TechnicianClaim = "technician";
    public const string StampClaim = "AspNet.Identity.SecurityStamp";

    /// <summary>Joins the log lines and the history of one circuit.</summary>
    public string CorrelationId { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>With all companies the person may see; <see cref="TenantChoice.Narrow"/> keeps the chosen one.</summary>
    /// <exception cref="RuleException">Nobody is signed in.</exception>
    public async Task<Actor> ActorAsync() =>
        await FindActorAsync() ?? throw new RuleException("You are signed out. Sign in again, then repeat this step.");

    public async Task<Actor?> FindActorAsync() => await FindActorAsync((await authentication.GetAuthenticationStateAsync()).User);

    /// <summary>For a plain request, where no circuit knows the person.</summary>
    public async Task<Actor?> FindActorAsync(ClaimsPrincipal person)
    {
        if (person.Identity?.IsAuthenticated != true)
        {
            return null;
        }

        var only = person.FindFirstValue(TenantClaim);
        return new Actor(
            Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null,
            person.Identity.Name ?? "",
            person.FindFirstValue(ClaimTypes.Role) ?? "",
            // Asked now: a company added today is seen without signing in again.
            [.. (await tenants.ListAsync()).Select(tenant => tenant.Id).Where(id => only is null || id == only)],
            [.. person.FindAll(TechnicianClaim).Select(claim => Guid.Parse(claim.Value))],
            ChangeSource.Page,
            CorrelationId,
            person.FindFirstValue(StampClaim));
    }
}
