using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Jobs;

/// <summary>What the form of a job fills in.</summary>
public class JobInput
{
    [Display(Name = "First day")]
    public DateOnly? StartDate { get; set; }

    [Display(Name = "Last day")]
    public DateOnly? EndDate { get; set; }

    /// <summary>Corrected here; completing is a verb.</summary>
    [Display(Name = "Completed on")]
    public DateOnly? CompletedOn { get; set; }

    [Display(Name = "Crew")]
    public List<Guid> Crew { get; set; } = [];

    [Display(Name = "Accountable in the office")]
    public Guid? OfficeOwnerId { get; set; }

    [Display(Name = "Notes"), MaxLength(Job.NotesMaxLength)]
    public string? Notes { get; set; }

    public static JobInput Of(Job job) => new()
    {
        StartDate = job.StartDate,
        EndDate = job.EndDate,
        CompletedOn = job.Status == JobStatus.Completed ? job.CompletedOn : null,
        Crew = job.Crew.Select(c => c.TechnicianId).Order().ToList(),
        OfficeOwnerId = job.OfficeOwnerId,
        Notes = job.Notes,
    };

    /// <summary>A form binds to a copy of its own.</summary>
    public JobInput Copy()
    {
        var copy = (JobInput)MemberwiseClone();
        copy.Crew = [.. Crew];
        return copy;
    }
}
