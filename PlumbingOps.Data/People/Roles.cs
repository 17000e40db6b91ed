namespace PlumbingOps.Data.People;

/// <summary>The five roles. A person has exactly one.</summary>
public static class Roles
{
    public const string Admin = "Admin";
    public const string Office = "Office";
    public const string Marketing = "Marketing";
    public const string Technician = "Technician";
    public const string Viewer = "Viewer";

    public static readonly IReadOnlyList<string> All = [Admin, Office, Marketing, Technician, Viewer];
}
