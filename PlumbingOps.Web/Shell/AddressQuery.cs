using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace PlumbingOps.Web.Shell;

/// <summary>State that lives in the address, so that a view can be bookmarked, sent and reached by the back button.</summary>
public static class AddressQuery
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Keys that choose how rows are shown, not which.</summary>
    private static readonly string[] ViewKeys = ["sort", "after", "before", "tab", "panel", "view", "date"];

    /// <summary>Null when absent or empty.</summary>
    public static string? Query(this NavigationManager navigation, string key)
    {
        var values = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);
        return values.TryGetValue(key, out var value) && !string.IsNullOrEmpty(value) ? value.ToString() : null;
    }

    /// <summary>A day (yyyy-MM-dd); null when absent or no day.</summary>
    public static DateOnly? Day(this NavigationManager navigation, string key) => Day(navigation.Query(key));

    /// <summary>What stands in an address as a day; null when it is none.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>As a day stands in an address.</summary>
    public static string? Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>This address with some keys set, or dropped when null or empty.</summary>
    public static string WithQuery(this NavigationManager navigation, params (string Key, string? Value)[] changes) =>
        navigation.GetUriWithQueryParameters(changes.ToDictionary(
            change => change.Key, change => (object?)(string.IsNullOrEmpty(change.Value) ? null : change.Value)));

    /// <summary>A filter changed: the first page of what remains.</summary>
    public static string WithFilter(this NavigationManager navigation, params (string Key, string? Value)[] changes) =>
        navigation.WithQuery([("after", null), ("before", null), .. changes]);

    public static IReadOnlyList<string> FilterKeys(this NavigationManager navigation) =>
        [.. QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query)
            .Where(pair => !string.IsNullOrEmpty(pair.Value) && !ViewKeys.Contains(pair.Key) && !pair.Key.Contains('.'))
            .Select(pair => pair.Key)];

    public static string WithoutFilters(this NavigationManager navigation) =>
        navigation.WithFilter([.. navigation.FilterKeys().Select(key => (key, (string?)null))]);
}
