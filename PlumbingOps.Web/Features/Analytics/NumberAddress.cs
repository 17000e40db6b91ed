using PlumbingOps.Data.Analytics;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Analytics;

/// <summary>What is asked, as it stands in an address: of the page and of the file alike.</summary>
public static class NumberAddress
{
    public const string Period = "period";
    public const string From = "from";
    public const string To = "to";
    public const string AsOf = "asof";

    /// <param name="value">Of a key in the address; null when absent.</param>
    public static NumberQuestion Read(Func<string, string?> value) => new(Kind(value), AddressQuery.Day(value(From)), AddressQuery.Day(value(To)), AddressQuery.Day(value(AsOf)));

    private static PeriodKind Kind(Func<string, string?> value) =>
        Enum.TryParse<PeriodKind>(value(Period), out var kind) && Enum.IsDefined(kind) ? kind
        : value(From) is not null || value(To) is not null ? PeriodKind.Custom
        : PeriodKind.Days30;
}
