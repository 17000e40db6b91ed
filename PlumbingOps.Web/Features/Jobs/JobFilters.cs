using System.Globalization;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Web.Features.Jobs;

/// <summary>The filters of the jobs list as they stand in an address: of the page and of the file alike.</summary>
public static class JobFilters
{
    /// <summary>In the place of a state: all of them.</summary>
    public const string AnyStatus = "all";

    /// <summary>Whoever asks for nothing in particular wants the work that is still to be done.</summary>
    public static bool OnlyOpen(Func<string, string?> value) =>
        value("status") is null && value("q") is null && value("lot") is null && value("from") is null && value("to") is null && value("archived") is null && value("import") is null
        && value("donefrom") is null && value("doneto") is null;

    /// <param name="value">Of a key in the address; null when absent.</param>
    public static JobFilter Read(Func<string, string?> value) => new()
    {
        Search = value("q"),
        Status = Name<JobStatus>(value("status")),
        Open = OnlyOpen(value),
        Phase = Name<JobPhase>(value("phase")),
        BuilderId = Id(value("builder")),
        CommunityId = Id(value("community")),
        LotId = Id(value("lot")),
        ImportId = Id(value("import")),
        TechnicianId = Id(value("technician")),
        From = Day(value("from")),
        To = Day(value("to")),
        CompletedFrom = Day(value("donefrom")),
        CompletedTo = Day(value("doneto")),
        Overdue = value("overdue") is not null,
        Unassigned = value("unassigned") is not null,
        Starting = value("starting") is not null,
        EndingSoon = value("ending") is not null,
        Archived = value("archived") is not null,
    };

    internal static TEnum? Name<TEnum>(string? text) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: false, out var value) && Enum.IsDefined(value) ? value : null;

    internal static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    internal static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
