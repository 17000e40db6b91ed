using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Jobs;

/// <summary>What the form of an access code fills in, for a job and for a call alike.</summary>
public class AccessCodeInput
{
    [Display(Name = "For what"), MaxLength(JobAccessCode.LabelMaxLength)]
    public string? Label { get; set; }

    [Display(Name = "Code"), Required(ErrorMessage = "Give the code."), MaxLength(JobAccessCode.CodeMaxLength)]
    public string? Code { get; set; }
}

public sealed record AccessCodeRow(Guid Id, string? Label, string Code);
