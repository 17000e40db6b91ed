namespace PlumbingOps.Data.Imports;

/// <summary>Days, wall clock and UTC of a row. All-day entries end a day later in the file than they do in life.</summary>
internal sealed class RowDates(LocalClock clock)
{
    public void Read(CalendarRecord record, ProposedRow row)
    {
        if (record.Start is not { } start || record.End is not { } end)
        {
            return;
        }
        if (start.Local.Year is < 2000 or > 2099)
        {
            row.StartDate = DateOnly.FromDateTime(start.Local);
            row.Ask($"The year {start.Local.Year} is surely a slip.", .1);
            return;
        }
        if (record.AllDay || IsAllDayInDisguise(record, start, end))
        {
            row.AllDay = true;
            row.StartDate = DateOnly.FromDateTime(start.Local);
            var last = DateOnly.FromDateTime(end.Local).AddDays(end.Local.TimeOfDay == TimeSpan.Zero ? -1 : 0);
            if (end.Local == start.Local)
            {
                last = row.StartDate.Value;
            }
            if (last < row.StartDate)
            {
                row.Ask("It ends before it starts.", .2);
                return;
            }
            row.EndDate = last;
        }
        else
        {
            ReadTimes(record, row, start, end);
        }
        if (row.EndDate is { } to && row.StartDate is { } from && to.DayNumber - from.DayNumber > 60)
        {
            row.Ask($"It lasts {to.DayNumber - from.DayNumber + 1} days.", .5);
        }
    }

    private void ReadTimes(CalendarRecord record, ProposedRow row, CalendarTime start, CalendarTime end)
    {
        var (localStart, utcStart, oddity) = clock.Read(start);
        var (localEnd, utcEnd, _) = clock.Read(end);
        row.StartDate = DateOnly.FromDateTime(localStart);
        // The wall clock of a time that was skipped stays as written: a person shall see what the file says.
        row.StartTime = TimeOnly.FromDateTime(oddity == ClockOddity.Skipped ? start.Local : localStart);
        row.StartUtc = utcStart;
        row.Placeholder = row.StartTime < new TimeOnly(6, 0);
        if (!clock.Knows(start.Zone))
        {
            row.Note("The file names a time zone nobody knows; the company's was used.", .8);
        }
        if (oddity == ClockOddity.Skipped)
        {
            row.Ask($"{start.Local:h:mm tt} does not exist on {start.Local:M/d/yyyy}: the clocks go forward. Read as {localStart:h:mm tt}.", .4);
        }
        else if (oddity == ClockOddity.Doubled)
        {
            row.Note($"{start.Local:h:mm tt} happens twice on {start.Local:M/d/yyyy}: read as the first.", .9);
        }
        if (utcEnd < utcStart)
        {
            row.Ask("It ends before it starts.", .2);
            return;
        }
        row.EndUtc = utcEnd;
        row.EndTime = TimeOnly.FromDateTime(localEnd);
        row.EndDate = DateOnly.FromDateTime(localEnd);
        if (localEnd.TimeOfDay == TimeSpan.Zero && row.EndDate > row.StartDate)
        {
            row.EndDate = row.EndDate.Value.AddDays(-1);
        }
        if (record.RecurrenceRule is not null && row.StartUtc is not null)
        {
            row.Note("It repeats.");
        }
    }

    /// <summary>Midnight to midnight without the flag.</summary>
    private static bool IsAllDayInDisguise(CalendarRecord record, CalendarTime start, CalendarTime end) =>
        !record.AllDay && !start.IsUtc && start.Local.TimeOfDay == TimeSpan.Zero && end.Local.TimeOfDay == TimeSpan.Zero && end.Local > start.Local;
}
