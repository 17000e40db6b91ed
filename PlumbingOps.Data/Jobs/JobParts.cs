namespace PlumbingOps.Data.Jobs;

/// <summary>A technician who works on a job.</summary>
public class JobCrew
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid JobId { get; init; }
    public Guid TechnicianId { get; init; }
}

/// <summary>An office to-do hanging on a job.</summary>
public class JobTask : OfficeTask
{
    public Guid JobId { get; init; }
}

/// <summary>A builder's person who matters for a job.</summary>
public class JobContact
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid JobId { get; init; }
    public Guid BuilderContactId { get; init; }
    public string? RoleOnJob { get; set; }
}
