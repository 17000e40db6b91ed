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

    [Display(Name = "On site"), MaxLength(Job.ContactNameMaxLength)]
    public string? ContactName { get; set; }

    [Display(Name = "Phone on site"), MaxLength(Job.ContactPhoneMaxLength)]
    public string? ContactPhone { get; set; }

    [Display(Name = "E-mail on site"), MaxLength(Job.ContactEmailMaxLength)]
    public string? ContactEmail { get; set; }

    public static JobInput Of(Job job) => new()
    {
        StartDate = job.StartDate,
        EndDate = job.EndDate,
        CompletedOn = job.Status == JobStatus.Completed ? job.CompletedOn : null,
        Crew = job.Crew.Select(c => c.TechnicianId).Order().ToList(),
        OfficeOwnerId = job.OfficeOwnerId,
        Notes = job.Notes,
        ContactName = job.ContactName,
        ContactPhone = job.ContactPhone,
        ContactEmail = job.ContactEmail,
    };

    /// <summary>A form binds to a copy of its own.</summary>
    public JobInput Copy()
    {
        var copy = (JobInput)MemberwiseClone();
        copy.Crew = [.. Crew];
        return copy;
    }

    /// <summary>The fields that need no rule.</summary>
    internal void FillIn(Job job)
    {
        (job.OfficeOwnerId, job.Notes) = (OfficeOwnerId, Notes);
        (job.ContactName, job.ContactPhone, job.ContactEmail) = (Typed.Line(ContactName), Typed.Line(ContactPhone), Typed.Mail(ContactEmail));
    }
}
