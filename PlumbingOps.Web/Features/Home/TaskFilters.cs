using PlumbingOps.Data.Home;
using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Web.Features.Jobs;

namespace PlumbingOps.Web.Features.Home;

/// <summary>The filters of the list of tasks as they stand in an address: of the page and of the file alike.</summary>
public static class TaskFilters
{
    /// <summary>In the place of a person: tasks that are nobody's.</summary>
    public const string Nobody = "nobody";

    /// <param name="value">Of a key in the address; null when absent.</param>
    /// <param name="me">Who looks.</param>
    public static OpenTaskFilter Read(Func<string, string?> value, Guid? me) => new()
    {
        Search = value("q"),
        Due = JobFilters.Name<TaskDue>(value("due")),
        Of = JobFilters.Name<TaskOf>(value("of")),
        Type = JobFilters.Name<CallTaskType>(value("kind")),
        AssigneeId = value("mine") is not null ? me : JobFilters.Id(value("person")),
        Nobody = value("mine") is null && value("person") == Nobody,
    };
}
