using System.Globalization;
using PlumbingOps.Data.Scheduling.Feeds;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Scheduling;

/// <summary>A calendar as other programs read it. The same visits make the same file, so a reader that asks again is told that nothing changed.</summary>
public static class CalendarFeedFile
{
    public static string Of(CalendarFeedView feed, Uri house)
    {
        var file = new ICalendarText("Schedule", feed.Name, feed.Zone);
        file.Add("METHOD", "PUBLISH");
        // How often a reader should look again.
        file.Add("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
        file.Add("X-PUBLISHED-TTL", "PT15M");
        foreach (var visit in feed.Events)
        {
            file.Begin($"{(visit.IsJob ? "job" : "call")}-{visit.Id}@plumbingops", visit.ChangedAt);
            file.AddAt("LAST-MODIFIED", visit.ChangedAt);
            file.Add("SEQUENCE", visit.Sequence.ToString(CultureInfo.InvariantCulture));
            if (visit.Days is { } days)
            {
                file.AddDay("DTSTART", days.First);
                // The day after the last.
                file.AddDay("DTEND", days.Last.AddDays(1));
                file.Add("TRANSP", "TRANSPARENT");
            }
            else
            {
                file.AddAt("DTSTART", visit.StartsAt!.Value);
                file.AddAt("DTEND", visit.EndsAt!.Value);
            }

            var address = new Uri(house, visit.IsJob ? Urls.Job(visit.Id) : Urls.ServiceCall(visit.Id)).ToString();
            file.AddText("SUMMARY", $"{visit.ShortNumber} {visit.Title}");
            if (visit.Where is not null)
            {
                file.AddText("LOCATION", visit.Where);
            }

            file.AddText("DESCRIPTION", $"{visit.Details}\n{char.ToUpperInvariant(visit.Status[0])}{visit.Status[1..]}\n{address}");
            file.Add("URL", address);
            file.Add("STATUS", visit.IsTentative ? "TENTATIVE" : "CONFIRMED");
            file.End();
        }

        return file.Close();
    }
}
