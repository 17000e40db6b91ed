using PlumbingOps.Data.People;

namespace PlumbingOps.Data;

/// <summary>Who asks: an explicit argument of every service method. Rights are checked here first and in the database again.</summary>
/// <param name="UserId">The signed-in person; null for recurring work and set-up.</param>
/// <param name="Name">Shown in the history.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Tenants">Ids of the companies the person may see. Never empty for a person with rights.</param>
/// <param name="TechnicianIds">The technicians (one per company) this person is; what "own" means for the role Technician.</param>
/// <param name="Source">Where the request comes from; written into the history.</param>
/// <param name="CorrelationId">Joins log lines and history of one request or circuit.</param>
/// <param name="Stamp">Of the session and of the rights it was given (<see cref="PersonRights.Stamp"/>); the database refuses an older one.</param>
public sealed record Actor(
    Guid? UserId,
    string Name,
    string Role,
    IReadOnlyList<string> Tenants,
    IReadOnlyList<Guid> TechnicianIds,
    ChangeSource Source = ChangeSource.Page,
    string? CorrelationId = null,
    string? Stamp = null)
{
    /// <summary>Recurring work and set-up act with all rights inside the given companies.</summary>
    public static Actor System(IReadOnlyList<string> tenants, ChangeSource source = ChangeSource.Recurring) =>
        new(null, "PlumbingOps", Roles.Admin, tenants, [], source);

    public bool May(Permission permission) => Permissions.Of(Role).Contains(permission);

    /// <summary>A technician works with own jobs and calls only.</summary>
    public bool OnlyOwn => Role == Roles.Technician;

    public bool MaySee(string tenantId) => Tenants.Contains(tenantId);

    /// <exception cref="RuleException">The role lacks the permission.</exception>
    public void Require(Permission permission)
    {
        if (!May(permission))
        {
            throw new RuleException($"Your role ({Role}) may not {Permissions.InWords(permission)}.");
        }
    }
}

/// <summary>Where a change came from; the history shows it.</summary>
public enum ChangeSource { Page, Api, Import, Recurring, Undo, Setup, Sql }
