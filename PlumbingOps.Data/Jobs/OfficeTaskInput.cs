using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Jobs;

/// <summary>What the form of an office to-do fills in.</summary>
public class OfficeTaskInput
{
    [Display(Name = "What is to be done"), Required(ErrorMessage = "Say what is to be done."), MaxLength(OfficeTask.TitleMaxLength)]
    public string? Title { get; set; }

    [Display(Name = "Details"), MaxLength(Job.NotesMaxLength)]
    public string? Description { get; set; }

    [Display(Name = "Who")]
    public Guid? AssigneeId { get; set; }

    [Display(Name = "Due")]
    public DateOnly? DueDate { get; set; }

    public static OfficeTaskInput Of(OfficeTask task) => Read<OfficeTaskInput>(task);

    public static OfficeTaskInput Of(OfficeTaskRow task) =>
        new() { Title = task.Title, Description = task.Description, AssigneeId = task.AssigneeId, DueDate = task.DueDate };

    internal void WriteTo(OfficeTask task)
    {
        var title = Title?.Trim();
        (task.Title, task.Description, task.AssigneeId, task.DueDate) =
            (string.IsNullOrEmpty(title) ? throw new RuleException("Say what is to be done.", nameof(Title)) : title, Description, AssigneeId, DueDate);
    }

    protected static TInput Read<TInput>(OfficeTask task) where TInput : OfficeTaskInput, new() =>
        new() { Title = task.Title, Description = task.Description, AssigneeId = task.AssigneeId, DueDate = task.DueDate };
}
