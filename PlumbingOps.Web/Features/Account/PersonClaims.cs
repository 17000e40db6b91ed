using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data.People;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Account;

/// <summary>A person's rights as claims in the cookie.</summary>
public static class PersonClaims
{
    private const string SessionEndsClaim = "session_ends";

    public static ClaimsPrincipal Of(PersonRights rights, DateTimeOffset sessionEnds)
    {
        var person = new ClaimsIdentity(IdentityConstants.ApplicationScheme, ClaimTypes.Name, ClaimTypes.Role);
        person.AddClaim(new(ClaimTypes.NameIdentifier, rights.UserId.ToString()));
        person.AddClaim(new(ClaimTypes.Name, rights.Name));
        person.AddClaim(new(ClaimTypes.Role, rights.Role));
        person.AddClaim(new(Me.StampClaim, rights.Stamp));
        person.AddClaim(new(SessionEndsClaim, sessionEnds.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (rights.TenantId is { } only)
        {
            person.AddClaim(new(Me.TenantClaim, only));
        }

        person.AddClaims(rights.TechnicianIds.Select(id => new Claim(Me.TechnicianClaim, id.ToString())));
        return new ClaimsPrincipal(person);
    }

    public static Guid? UserId(this ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>A circuit outlives the cookie's expiry unless it is asked.</summary>
    public static DateTimeOffset SessionEnds(this ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(SessionEndsClaim), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;

    /// <summary>How the claims stand to what the database says now.</summary>
    public static Session Compare(this ClaimsPrincipal person, PersonRights? now, DateTimeOffset at)
    {
        var stamp = person.FindFirstValue(Me.StampClaim);
        if (now is null || stamp is null || person.SessionEnds() <= at || !stamp.StartsWith(now.SessionStamp + ":", StringComparison.Ordinal))
        {
            return Session.Ended;
        }

        return stamp == now.Stamp && person.Identity?.Name == now.Name ? Session.Good : Session.HasOtherRights;
    }
}

/// <summary>What became of a session since it got its claims.</summary>
public enum Session { Good, HasOtherRights, Ended }
