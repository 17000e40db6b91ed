using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What the form of a call's to-do fills in.</summary>
public class CallTaskInput : OfficeTaskInput
{
    [Display(Name = "Kind")]
    public CallTaskType Type { get; set; } = CallTaskType.Other;

    public static CallTaskInput Of(CallTask task)
    {
        var input = Read<CallTaskInput>(task);
        input.Type = task.Type;
        return input;
    }

    public static CallTaskInput Of(CallTaskRow row) =>
        new() { Type = row.Type, Title = row.Task.Title, Description = row.Task.Description, AssigneeId = row.Task.AssigneeId, DueDate = row.Task.DueDate };
}
