using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Days off, sick days and meetings of one company; somebody is off today.</summary>
internal static class DemoAbsences
{
    // Who (an index of the company's technicians; null: everybody), what, and the first and last workday, counted from today.
    private static readonly (int? Who, string Title, AbsenceKind Kind, int First, int Last)[] Plan =
    [
        (2, "Sick", AbsenceKind.TimeOff, -6, -5),
        (1, "Dentist in the morning", AbsenceKind.Meeting, 2, 2),
        (6, "Off, moving house", AbsenceKind.TimeOff, 7, 8),
        (3, "Vacation", AbsenceKind.TimeOff, 14, 23),
        (7, "Backflow certification class", AbsenceKind.Meeting, 5, 5),
        (5, "Jury duty", AbsenceKind.TimeOff, -15, -13),
        (1, "Sick", AbsenceKind.TimeOff, -34, -33),
        (2, "Vacation", AbsenceKind.TimeOff, -58, -49),
        (null, "Safety meeting, 7:00 at the shop", AbsenceKind.Meeting, 4, 4),
        (null, "Safety meeting, 7:00 at the shop", AbsenceKind.Meeting, -17, -17),
        (null, "Inventory, office closes at noon", AbsenceKind.Meeting, 21, 21),
    ];

    private const int OffToday = 4;

    /// <param name="turn">Moves the plan to other people, so that the two companies differ.</param>
    /// <param name="today">Why somebody is off today, and so many workdays more.</param>
    public static List<Absence> Make(string tenantId, DemoBookings bookings, DemoDays days, DemoDice dice, int turn, string today, int daysMore)
    {
        var absences = new List<Absence>();
        foreach (var (who, title, kind, firstWorkday, lastWorkday) in Plan.Append((OffToday, today, AbsenceKind.TimeOff, 0, daysMore)))
        {
            var (first, last) = (days.Workdays(firstWorkday), days.Workdays(lastWorkday));
            // Theo, the first, is the one technician of the demonstration who signs in: he is at work.
            var technician = who is { } index ? bookings.Technicians[1 + (index - 1 + turn) % (bookings.Technicians.Count - 1)] : null;
            absences.Add(new Absence { Id = dice.Id(days.Now), TenantId = tenantId, TechnicianId = technician?.Id, Title = title, Kind = kind, StartDate = first, EndDate = last });
            if (technician is not null && kind == AbsenceKind.TimeOff)
            {
                bookings.Off(technician, first, last);
            }
        }

        return absences;
    }
}
