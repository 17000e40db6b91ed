using PlumbingOps.Data.Marketing;

namespace PlumbingOps.Data.Publishing;

/// <summary>Something that would keep a post of the coming days from going out, found while there is time to mend it.</summary>
public class PreflightFinding
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid PostId { get; init; }
    public Post? Post { get; init; }
    public required Guid AccountId { get; init; }
    public required PreflightCheck Kind { get; init; }
    public required string Cause { get; init; }
    public required string NextStep { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>What is looked at before a post's minute comes.</summary>
public enum PreflightCheck { Connection, Rights, Token, Quota, Media, Text, Offer, Approval }
