using Microsoft.AspNetCore.Components;
using PlumbingOps.Data;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.ServiceCalls;

/// <summary>When a call is, in the company's words; a whole day ends at its midnight, which nobody wants to read.</summary>
public static class CallTimes
{
    public static RenderFragment? Cell(TimeWords times, DateTimeOffset? startsAt, DateTimeOffset? endsAt, bool allDay) => startsAt is not { } start
        ? null
        : allDay
            ? When.Cell(times, times.DayOf(start), endsAt > start ? times.DayOf(endsAt.Value.AddTicks(-1)) : null)
            : When.Cell(times, start, endsAt);
}
