using System.Globalization;

namespace PlumbingOps.Web.Features.Marketing.Posts;

/// <summary>A post's hour where there is little room: "9am", "4:30pm".</summary>
public static class PostTimes
{
    public static string Brief(TimeOnly? time) => time is not { } at ? "" : at.ToString(at.Minute == 0 ? "htt" : "h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant();
}
