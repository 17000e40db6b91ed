using PlumbingOps.Data.People;

namespace PlumbingOps.Web.Features.Users;

/// <summary>What a role is for, in one line.</summary>
public static class RoleWords
{
    public static string Of(string? role) => role switch
    {
        Roles.Admin => "Everything, users and companies included",
        Roles.Office => "Runs the day: jobs, calls, customers, builders",
        Roles.Marketing => "The marketing rooms; reads the rest, without prices",
        Roles.Technician => "Own calls and jobs, on the phone",
        Roles.Viewer => "Reads everything, changes nothing",
        _ => "",
    };
}
