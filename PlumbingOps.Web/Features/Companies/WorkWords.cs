using System.Globalization;
using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Companies;

/// <summary>A company's working hours in words.</summary>
public static class WorkWords
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    public static string Clock(TimeOnly at) => at.ToString("h:mm tt", Culture);

    public static string Of(CompanyInput input) =>
        input is { WorkBegins: { } begins, WorkEnds: { } ends } ? $"{Weekdays.InWords(input.WorkDays)}, {Clock(begins)} – {Clock(ends)}; {input.TravelMinutes} minutes between two houses" : "";
}
