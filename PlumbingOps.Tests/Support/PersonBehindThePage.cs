using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Tests.Support;

/// <summary>A person behind a rendered page. (bUnit's own way needs a package the feed lacks.)</summary>
public sealed class PersonBehindThePage : AuthenticationStateProvider
{
    private readonly ClaimsPrincipal person;

    /// <summary>Somebody no database knows.</summary>
    public PersonBehindThePage(string name, string role, params string[] tenants) => person = Who(Guid.CreateVersion7(), name, role, tenants, []);

    /// <summary>Whoever asks the services of a test. Only who sees one company carries it.</summary>
    public PersonBehindThePage(Actor actor) => person = Who(actor.UserId, actor.Name, actor.Role, actor.Tenants is [var only] ? [only] : [], actor.TechnicianIds);

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(person));

    private static ClaimsPrincipal Who(Guid? id, string name, string role, IEnumerable<string> tenants, IEnumerable<Guid> technicians) => new(new ClaimsIdentity(
        [
            .. id is null ? [] : new[] { new Claim(ClaimTypes.NameIdentifier, id.Value.ToString()) },
            new(ClaimTypes.Name, name),
            new(ClaimTypes.Role, role),
            .. tenants.Select(tenant => new Claim(Me.TenantClaim, tenant)),
            .. technicians.Select(technician => new Claim(Me.TechnicianClaim, technician.ToString())),
        ],
        "test"));
}
