using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Portals;

/// <summary>What the form of a rule fills in. What stays empty fits anything.</summary>
public class PortalRuleInput
{
    [Display(Name = "About")]
    public PortalTarget AppliesTo { get; set; }

    [Display(Name = "Builder")]
    public Guid? BuilderId { get; set; }

    [Display(Name = "City"), MaxLength(PortalRule.PlaceMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "County"), MaxLength(PortalRule.PlaceMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? County { get; set; }

    [Display(Name = "Permit")]
    public bool? PermitRequired { get; set; }

    [Display(Name = "Phase")]
    public JobPhase? Phase { get; set; }

    [Display(Name = "Priority"), Range(0, PortalRule.LastPriority, ErrorMessage = "From {1} to {2}; the lower is proposed first.")]
    public int Priority { get; set; } = PortalRule.UsualPriority;

    public static PortalRuleInput Of(PortalRule rule) => new()
    {
        AppliesTo = rule.AppliesTo,
        BuilderId = rule.BuilderId,
        City = rule.City,
        County = rule.County,
        PermitRequired = rule.PermitRequired,
        Phase = rule.Phase,
        Priority = rule.Priority,
    };

    public PortalRuleInput Copy() => (PortalRuleInput)MemberwiseClone();

    /// <exception cref="RuleException">A call has no phase.</exception>
    internal void FillIn(PortalRule rule)
    {
        if (AppliesTo == PortalTarget.ServiceCall && Phase is not null)
        {
            throw new RuleException("Only jobs have a phase.", nameof(Phase));
        }

        (rule.AppliesTo, rule.BuilderId, rule.PermitRequired, rule.Phase, rule.Priority) = (AppliesTo, BuilderId, PermitRequired, Phase, Priority);
        (rule.City, rule.County) = (Typed.Line(City), Typed.Line(County));
    }
}
