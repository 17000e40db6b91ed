using System.Linq.Expressions;

namespace PlumbingOps.Data.Tenants;

/// <summary>A day is each company's own day, by its own clock.</summary>
internal static class CompanyDays
{
    /// <param name="from">The first day; <paramref name="to"/> is the last one.</param>
    /// <param name="of">Those of these companies.</param>
    /// <param name="since">At or after an instant.</param>
    /// <param name="until">Before an instant.</param>
    public static IQueryable<T> OnDays<T>(
        this IQueryable<T> rows, DateOnly? from, DateOnly? to, IEnumerable<TenantRow> companies,
        Func<List<string>, Expression<Func<T, bool>>> of, Func<DateTimeOffset, Expression<Func<T, bool>>> since, Func<DateTimeOffset, Expression<Func<T, bool>>> until)
    {
        if (from is null && to is null)
        {
            return rows;
        }

        var zones = companies.GroupBy(t => t.Zone).ToList();
        IQueryable<T>? all = null;
        foreach (var zone in zones)
        {
            var here = zone.First();
            var those = zones.Count == 1 ? rows : rows.Where(of([.. zone.Select(t => t.Id)]));
            if (from is { } first) { those = those.Where(since(here.StartOf(first))); }
            if (to is { } last && last < DateOnly.MaxValue) { those = those.Where(until(here.StartOf(last.AddDays(1)))); }
            all = all is null ? those : all.Union(those);
        }

        return all ?? rows;
    }
}
