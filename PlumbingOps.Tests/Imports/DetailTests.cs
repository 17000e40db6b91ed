using System.Globalization;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Tests.Imports;

/// <summary>Addresses, codes, contacts, dates and series: the parts of a row.</summary>
public class DetailTests
{
    private static readonly ImportKnowledge Cities = new() { Cities = ["Vancouver", "La Center", "Battle Ground"] };

    [Theory]
    [InlineData("1200 NE SAMPLE CT VANCOUVER", "1200 NE SAMPLE CT", "Vancouver", null, null)]
    [InlineData("1200 NE SAMPLE CT, La Center, WA 98629, United States of America", "1200 NE SAMPLE CT", "La Center", "WA", "98629")]
    [InlineData("1200 Ne Sample Ct (1200 Ne Sample Ct, Battle Ground, Washington  98604)", "1200 Ne Sample Ct", "Battle Ground", "WA", "98604")]
    [InlineData("1200 NE SAMPLE CT", "1200 NE SAMPLE CT", null, null, null)]
    [InlineData("1200 NE SAMPLE CT ELSEWHERE", "1200 NE SAMPLE CT ELSEWHERE", null, null, null)]
    [InlineData("https://meet.example.com/j/900000000", null, null, null, null)]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0", null, null, null, null)]
    [InlineData("", null, null, null, null)]
    public void An_address_keeps_what_is_certain_and_invents_nothing(string location, string? street, string? city, string? state, string? zip) =>
        Assert.Equal(new ImportAddress(street, city, state, zip), Sample.ProposeOne("SUMMIT HOMES-HERON LANDING-TRIM-LOT 3", "FINISH", location: location, knowledge: Cities).Address);

    [Theory]
    [InlineData("Door code 1234#", "1234#")]
    [InlineData("Lockbox 0617", "0617")]
    [InlineData("GATE CODE: *4471", "*4471")]
    [InlineData("garage keypad is 98765", "98765")]
    [InlineData("alarm code A123B", "A123B")]
    public void Codes_are_cut_out_and_kept(string text, string code)
    {
        var row = Sample.ProposeOne("SUMMIT HOMES-HERON LANDING-WARRANTY-LOT 3", "WARRANTY", $"Pat Sample 360-555-0101\r\n{text}\r\nagain {code}\r\n", allDay: false);

        Assert.Equal([code], row.AccessCodes);
        Assert.DoesNotContain(code, row.Notes, StringComparison.Ordinal);
        Assert.Equal(["+13605550101"], row.ContactPhones);
        Assert.Equal("Pat Sample", row.ContactName);
    }

    [Theory]
    [InlineData("garage 360-555-0101")]
    [InlineData("shower door 24 inches")]
    public void A_phone_or_a_measure_is_no_code(string text) =>
        Assert.Empty(Sample.ProposeOne("SUMMIT HOMES-HERON LANDING-WARRANTY-LOT 3", "WARRANTY", text, allDay: false).AccessCodes);

    [Theory]
    [InlineData("Building: C\r\nOwner: Pat Sample\r\nPhone: Cell: 360 555-0199", "C", "Pat Sample", "+13605550199")]
    [InlineData("Building: E\r\nOwner: Pat Sample\r\nPhone: nan", "E", "Pat Sample", "")]
    public void A_go_back_names_building_owner_and_phone(string description, string building, string owner, string phone)
    {
        var row = Sample.ProposeOne("Go Back - 43 SE EXAMPLE LANE", description: description, location: "43 SE EXAMPLE LANE");

        Assert.Equal((ImportKind.GoBack, building, owner, phone), (row.Kind, row.Building, row.ContactName, string.Join(',', row.ContactPhones)));
    }

    [Fact]
    public void The_address_in_brackets_is_used_when_there_is_no_other()
    {
        var row = Sample.ProposeOne("SUMMIT HOMES-QUARRY BEND-GW-LOT 7 (1450 n example ave vancouver)", "POST AND BEAM", knowledge: Cities);

        Assert.Equal(("1450 n example ave", "Vancouver", ImportPhase.Groundwork), (row.Address.Street, row.Address.City, row.Phase));
    }

    [Theory]
    [InlineData("3/4/2030", "3/7/2030", "2030-03-04", "2030-03-06")]
    [InlineData("3/4/2030", "3/4/2030", "2030-03-04", "2030-03-04")]
    public void An_all_day_entry_ends_a_day_before_the_file_says(string start, string end, string first, string last)
    {
        var row = Sample.ProposeWithHabit(null, Sample.Row("SUMMIT HOMES-HERON LANDING-TO-LOT 90", "COMPLETE;TOP OUT", start: start, end: end)).Rows[^1];

        Assert.Equal((first, last, last), (row.StartDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.EndDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.CompletedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("2025-03-04")]
    [InlineData("4.3.2025")]
    [InlineData("3/4/25")]
    [InlineData("03-04-2025")]
    public void The_fourth_of_March_is_written_in_many_ways(string date)
    {
        var row = Sample.ProposeWithHabit(null, Sample.Row("SUMMIT HOMES-HERON LANDING-TO-LOT 90", "TOP OUT", start: date, end: date)).Rows[^1];

        Assert.Equal((ImportOutcome.New, new DateOnly(2025, 3, 4)), (row.Outcome, row.StartDate));
    }

    [Fact]
    public void A_calendar_of_a_country_that_writes_the_day_first_is_read_that_way_as_a_whole()
    {
        var file = Sample.ReadText(Sample.Header + string.Concat(Enumerable.Range(1, 28).Select(day => Sample.Row($"SUMMIT HOMES-HERON LANDING-TO-LOT {day}", start: $"{day:00}/02/2025", end: $"{day:00}/02/2025"))));

        Assert.All(file.Records, r => Assert.Equal(new DateTime(2025, 2, r.Row), r.Start!.Value.Local));
        Assert.Contains(file.Remarks, r => r.StartsWith("The day stands before the month", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("31/12/2025")]
    [InlineData("3/4-2025")]
    [InlineData("45720")]
    [InlineData("March 4")]
    public void Another_way_of_writing_dates_is_an_error_and_no_guess(string date)
    {
        var row = Sample.ProposeWithHabit(null, Sample.Row("SUMMIT HOMES-HERON LANDING-TO-LOT 90", "TOP OUT", start: date)).Rows[^1];

        Assert.Equal(ImportOutcome.Error, row.Outcome);
        Assert.Contains("Record 37", row.Reasons[0], StringComparison.Ordinal);
        Assert.Contains("Start Date", row.Reasons[0], StringComparison.Ordinal);
        Assert.Null(row.StartDate);
    }

    [Fact]
    public void A_row_that_is_equal_in_every_cell_is_a_duplicate_and_one_that_is_not_is_asked_about()
    {
        var rows = Sample.ProposeWithHabit(null, Sample.Row("SUMMIT HOMES-HERON LANDING-TO-LOT 90", "TOP OUT"), Sample.Row("SUMMIT HOMES-HERON LANDING-TO-LOT 90", "TOP OUT"),
            Sample.Row("SUMMIT HOMES-HERON LANDING-TO-LOT 90", "TOP OUT", "Bring the material list")).Rows;

        Assert.Equal((ImportOutcome.New, ImportOutcome.Duplicate, ImportOutcome.Review), (rows[^3].Outcome, rows[^2].Outcome, rows[^1].Outcome));
        Assert.Equal((37, 37), (rows[^2].DuplicateOfRow, rows[^1].SameSubjectAndStartAs));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;COUNT=3;BYDAY=TU", "2025-03-04,2025-03-11,2025-03-18")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;UNTIL=20250401T150000Z;BYDAY=TU,TH", "2025-03-04,2025-03-06,2025-03-18,2025-03-20,2025-04-01")]
    [InlineData("FREQ=DAILY;UNTIL=20250306", "2025-03-04,2025-03-05,2025-03-06")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU", null)]
    [InlineData("FREQ=MONTHLY;COUNT=3", null)]
    public void A_series_has_its_visits_or_is_asked_about(string rule, string? days)
    {
        var first = new DateTime(2025, 3, 4, 8, 0, 0);

        var visits = RecurrenceRule.Expand(rule, first, new HashSet<DateTime>(), utc => utc.AddHours(-7));

        Assert.Equal(days, visits is null ? null : string.Join(',', visits.Select(v => v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void A_fold_may_cut_a_character_in_two_and_an_alarm_keeps_its_description()
    {
        byte[] Line(string text) => System.Text.Encoding.UTF8.GetBytes(text + "\r\n");
        var zoe = System.Text.Encoding.UTF8.GetBytes("DESCRIPTION:Zo\u00e9\\, ring twice\\nthen wait\r\n");
        byte[] bytes = [.. Line("BEGIN:VCALENDAR"), .. Line("BEGIN:VEVENT"), .. Line("UID:1"), .. Line("DTSTART;TZID=\"Pacific Standard Time\":20250310T080000"), .. Line("DURATION:PT90M"),
            .. Line("SUMMARY;LANGUAGE=en-us:go back"), .. zoe[..15], .. "\r\n\t"u8, .. zoe[15..], .. Line("X-ALT-DESC;FMTTYPE=text/html:<p>other</p>"),
            .. Line("BEGIN:VALARM"), .. Line("DESCRIPTION:Reminder"), .. Line("END:VALARM"), .. Line("END:VEVENT"), .. Line("END:VCALENDAR")];
        using var stream = new MemoryStream(bytes);

        var record = Assert.Single(CalendarReader.Read(stream, "x.ics").Records);

        Assert.Equal("Zo\u00e9, ring twice\nthen wait", record.Description);
        Assert.Equal(new DateTime(2025, 3, 10, 9, 30, 0), record.End?.Local);
        Assert.Empty(record.Errors);
    }

    [Fact]
    public void A_persons_correction_outweighs_the_engine()
    {
        var row = Sample.Row("ana wrap up 31 and put on test", "WARRANTY");
        var before = Sample.ProposeWithHabit(null, row);
        var question = Assert.Single(before.Questions, q => q.Subject == QuestionSubject.Row);
        var correction = new RowCorrection { Builder = "SUMMIT HOMES", Community = "QUARRY BEND", Lots = ["31"], Approved = true };

        var after = Sample.ProposeWithHabit(ImportAnswers.Correct(new ImportKnowledge(), before, question, correction), row).Rows[^1];

        Assert.Equal(ImportOutcome.Review, before.Rows[^1].Outcome);
        Assert.Equal((ImportOutcome.New, "SUMMIT HOMES", "QUARRY BEND"), (after.Outcome, after.Builder, after.Community));
    }
}
