using PlumbingOps.Data.Jobs;
using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Imports;

/// <summary>A lot as a row names it. Without a number it is a custom home: a community of one house.</summary>
internal sealed record Place(string Builder, string Community, string? Lot)
{
    public string InWords => Lot is null ? Community : $"{Community} lot {Lot}";
}

/// <summary>Reads off a proposal what the books would hold of it.</summary>
internal static class Places
{
    public static IEnumerable<Place> Of(RowProposal row)
    {
        if (row.Builder is null)
        {
            return [];
        }
        if (row.Community is { } community && row.Lots.Count > 0)
        {
            return row.Lots.Select(lot => new Place(row.Builder, community, lot));
        }
        return row is { Project: { } project, Lots.Count: 0 } ? [new Place(row.Builder, project, null)] : [];
    }

    public static bool IsVisit(this RowProposal row) => row.Kind is
        ImportKind.Warranty or ImportKind.PayCall or ImportKind.PunchList or ImportKind.GoBack or ImportKind.Task or ImportKind.Estimate;

    public static bool IsAbsence(this RowProposal row) => row.Kind is ImportKind.Absence or ImportKind.Meeting;

    public static string Entity(this RowProposal row) => row.IsAbsence() ? ImportLink.Absence : row.IsVisit() ? ImportLink.ServiceCall : ImportLink.Job;

    public static JobPhase JobPhase(this ImportPhase phase) => phase switch
    {
        ImportPhase.Groundwork => Jobs.JobPhase.Groundwork,
        ImportPhase.PostAndBeam => Jobs.JobPhase.PostAndBeam,
        ImportPhase.TopOut => Jobs.JobPhase.TopOut,
        ImportPhase.Trim => Jobs.JobPhase.Trim,
        _ => Jobs.JobPhase.Final,
    };

    public static ServiceCallKind CallKind(this RowProposal row) => row.Kind switch
    {
        ImportKind.Warranty => ServiceCallKind.Warranty,
        ImportKind.PayCall => ServiceCallKind.PayCall,
        ImportKind.PunchList => ServiceCallKind.PunchList,
        ImportKind.GoBack => ServiceCallKind.GoBack,
        ImportKind.Estimate => ServiceCallKind.Estimate,
        _ when row.Title.Contains("repipe", StringComparison.OrdinalIgnoreCase) || row.Title.Contains("mark up", StringComparison.OrdinalIgnoreCase) => ServiceCallKind.Repipe,
        _ => ServiceCallKind.Other,
    };

    /// <summary>How names are compared, as app.plain does in the database.</summary>
    public static string Plain(string name)
    {
        var plain = new System.Text.StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                plain.Append(letter);
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }
        return plain.ToString().TrimEnd();
    }

    public static string Key(this Place place) => $"{Plain(place.Builder)}|{Plain(place.Community)}|{place.Lot?.ToUpperInvariant()}";
}
