using Microsoft.AspNetCore.Authorization;
using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Shell;

/// <summary>Whom a page is for. Others are told so, by the router and before it by the server; the services decide again at every step.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresAttribute(Permission permission) : AuthorizeAttribute(PolicyOf(permission))
{
    public Permission Permission { get; } = permission;

    public static string PolicyOf(Permission permission) => $"permission {permission}";

    /// <summary>One policy for each permission.</summary>
    public static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            options.AddPolicy(PolicyOf(permission), policy => policy.RequireAuthenticatedUser()
                .RequireAssertion(asked => Data.People.Roles.All.Any(role => asked.User.IsInRole(role) && Permissions.Of(role).Contains(permission))));
        }
    }
}
