using PlumbingOps.Data.ServiceCalls;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Scheduling;

/// <summary>What is worth a look before somebody is sent, and forbids nothing: days off, jobs of the day, the hour, the way, the trade.</summary>
public static class VisitWarnings
{
    /// <param name="person">Null: nobody is assigned, so only the hour counts.</param>
    /// <param name="day">What the person has on these days.</param>
    public static IReadOnlyList<string> Of(BoardVisit visit, BoardPerson? person, BoardView day, TenantRow company)
    {
        if (visit.StartsAt is not { } startsAt || !visit.IsMovable)
        {
            return [];
        }

        var warnings = new List<string>();
        var (work, first, last) = (company.Work, company.TimeZone.OnTheWall(startsAt), company.TimeZone.OnTheWall(visit.End));
        if (!visit.AllDay && !work.Days.Contains(first.Day.DayOfWeek))
        {
            warnings.Add($"{first.Day.DayOfWeek} is no working day.");
        }
        else if (!visit.AllDay && (first.Time < work.Begins || last.Time > work.Ends || last.Day > first.Day))
        {
            warnings.Add("Outside working hours.");
        }

        if (person is null)
        {
            return warnings;
        }

        foreach (var absence in day.Absences.Where(a => a.Concerns(person, first.Day)))
        {
            warnings.Add(absence.TechnicianId is null ? $"{absence.Title} that day." : $"{person.Name}: {absence.Title} that day.");
        }

        foreach (var job in day.JobsOf(person.Id).Where(j => j.IsOpen && j.Start <= first.Day && first.Day <= j.End))
        {
            warnings.Add($"{person.Name} is on {job.ShortNumber} ({job.Place}) that day.");
        }

        if (person.Skills.Count > 0 && !person.Skills.Contains(visit.Kind))
        {
            warnings.Add($"{person.Name} does not usually go to {visit.Kind.InWords().ToLowerInvariant()} calls.");
        }

        if (visit.TakesTime)
        {
            warnings.AddRange(Travel(visit, person, day, work.Travel));
        }

        return warnings;
    }

    private static IEnumerable<string> Travel(BoardVisit visit, BoardPerson person, BoardView day, TimeSpan travel)
    {
        foreach (var other in day.Of(person.Id).Where(o => o.Id != visit.Id && o.TakesTime && !SamePlace(o, visit)))
        {
            var gap = other.StartsAt >= visit.End ? other.StartsAt - visit.End : visit.StartsAt >= other.End ? visit.StartsAt - other.End : null;
            if (gap < travel)
            {
                yield return $"{(int)gap.Value.TotalMinutes} minutes between {visit.ShortNumber} and {other.ShortNumber} at another place.";
            }
        }
    }

    private static bool SamePlace(BoardVisit one, BoardVisit other) => one.Street is not null && one.Street == other.Street && one.City == other.City;
}
