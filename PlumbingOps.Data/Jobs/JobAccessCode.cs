namespace PlumbingOps.Data.Jobs;

/// <summary>A door, gate or lockbox code. Shown only to those with <see cref="People.Permission.SeeAccessCodes"/>; masked in the history.</summary>
public class JobAccessCode
{
    public const int LabelMaxLength = 60;
    public const int CodeMaxLength = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public Guid JobId { get; init; }
    /// <summary>Door, gate, lockbox.</summary>
    public string? Label { get; init; }
    public required string Code { get; init; }
}
