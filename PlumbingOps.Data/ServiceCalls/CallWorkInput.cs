using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What whoever does the work writes on a call.</summary>
public class CallWorkInput
{
    [Display(Name = "Notes"), MaxLength(ServiceCall.TextMaxLength)]
    public string? Notes { get; set; }

    [Display(Name = "Paperwork turned in")]
    public bool PaperworkTurnedIn { get; set; }

    public static CallWorkInput Of(ServiceCallInput input) => new() { Notes = input.Notes, PaperworkTurnedIn = input.PaperworkTurnedIn };
}
