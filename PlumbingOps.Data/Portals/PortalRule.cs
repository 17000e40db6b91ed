using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Portals;

/// <summary>When to propose a login. It is the login's company's; what it does not say fits anything.</summary>
public class PortalRule
{
    public const int PlaceMaxLength = 60;
    public const int UsualPriority = 100;
    public const int LastPriority = 999;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string TenantId { get; init; }
    public required Guid AccountId { get; init; }
    public PortalAccount? Account { get; init; }
    public required PortalTarget AppliesTo { get; set; }
    public Guid? BuilderId { get; set; }
    public string? City { get; set; }
    public string? County { get; set; }
    public bool? PermitRequired { get; set; }
    /// <summary>Of a job; calls have none.</summary>
    public JobPhase? Phase { get; set; }
    /// <summary>The lower is proposed first.</summary>
    public int Priority { get; set; } = UsualPriority;
    public DateTimeOffset? ArchivedAt { get; set; }
    public uint Version { get; private set; }
}

/// <summary>What a rule is about.</summary>
public enum PortalTarget { Job, ServiceCall }

public static class PortalWords
{
    private const string CountyWord = " County";

    public static string InWords(this PortalTarget target) => target == PortalTarget.Job ? "job" : "service call";

    public static string InWords(bool permitRequired) => permitRequired ? "permit required" : "no permit";

    /// <summary>"Clark" and "Clark County" are one county.</summary>
    public static string CountyInWords(string county) => county.EndsWith(CountyWord, StringComparison.OrdinalIgnoreCase) ? county : county + CountyWord;
}
