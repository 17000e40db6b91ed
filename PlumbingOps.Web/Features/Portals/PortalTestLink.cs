using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.Portals;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Portals;

/// <summary>What is tried out stands in the address, so that a job's or a call's own question can be opened and changed.</summary>
public static class PortalTestLink
{
    public static string To(PortalQuestion question)
    {
        var asked = new (string Key, string? Value)[]
        {
            ("about", question.AppliesTo.ToString()), ("company", question.TenantId), ("builder", question.BuilderId?.ToString()), ("city", question.City), ("county", question.County),
            ("permit", question.Permit?.ToString().ToLowerInvariant()), ("phase", question.Phase?.ToString()),
        };
        return $"{Urls.PortalRuleTest}?{string.Join('&', asked.Where(a => !string.IsNullOrEmpty(a.Value)).Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value!)}"))}";
    }

    /// <param name="value">Of a key in the address; null when absent.</param>
    /// <param name="company">When the address names none.</param>
    public static PortalQuestion Read(Func<string, string?> value, string company)
    {
        var target = Enum.TryParse<PortalTarget>(value("about"), out var about) && Enum.IsDefined(about) ? about : PortalTarget.Job;
        return new PortalQuestion(
            target, value("company") ?? company, Guid.TryParse(value("builder"), out var builder) ? builder : null, value("city"), value("county"), bool.TryParse(value("permit"), out var permit) ? permit : null,
            target == PortalTarget.Job && Enum.TryParse<JobPhase>(value("phase"), out var phase) && Enum.IsDefined(phase) ? phase : null);
    }
}
