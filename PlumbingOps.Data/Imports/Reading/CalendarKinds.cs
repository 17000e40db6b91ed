using System.Text.RegularExpressions;

namespace PlumbingOps.Data.Imports;

/// <summary>Tells a construction calendar from a service calendar by what its entries are called.</summary>
internal static partial class CalendarKinds
{
    public static CalendarKind Detect(IEnumerable<CalendarRecord> records, CalendarKind otherwise)
    {
        var (construction, service) = (0, 0);
        foreach (var record in records)
        {
            if (ServiceWords().IsMatch(record.Subject))
            {
                service++;
            }
            else if (ConstructionWords().IsMatch(record.Subject))
            {
                construction++;
            }
        }
        return construction == service ? otherwise : construction > service ? CalendarKind.Construction : CalendarKind.Service;
    }

    [GeneratedRegex(@"\bgo[\s-]?back\b|-est\s?\d+\s*$|\brepipe\b|\bmark[\s-]?up\b|\bestimate\b", RegexOptions.IgnoreCase)]
    private static partial Regex ServiceWords();

    [GeneratedRegex(@"\blo?ts?\s*#?\s*\d|[-=/|,:\s](TO|PB|GW|TRIM|TOP\s?OUT|ROUGH(\s?IN)?|WARRANTY|PUNCH\s?LIST|FINISH|FINAL|GROUND\s?WORK)\s*([-=/|,:]|\d|$)", RegexOptions.IgnoreCase)]
    private static partial Regex ConstructionWords();
}
