using System.Collections.Concurrent;
using Microsoft.Playwright;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.Sights;

/// <summary>Something a person can see: a page, or a state of one.</summary>
/// <param name="Name">Also the picture's name.</param>
/// <param name="Route">The page it belongs to.</param>
/// <param name="Person">Who looks; null before sign-in.</param>
/// <param name="ReachAsync">The way there, from wherever the person was.</param>
public sealed record Sight(string Name, string Route, string? Person, Func<IPage, RunningHouse, Task> ReachAsync)
{
    /// <summary>Where a list's first row leads; looking changes no list.</summary>
    private static readonly ConcurrentDictionary<(RunningHouse House, string Person, string List), string> FirstOf = [];

    /// <summary>A page as it opens, or after some <paramref name="steps"/> on it.</summary>
    public static Sight At(string name, string route, string? person, string? address = null, Func<IPage, Task>? steps = null) => new(name, route, person, async (page, _) =>
    {
        await page.VisitAsync(address ?? route);
        await (steps?.Invoke(page) ?? Task.CompletedTask);
    });

    /// <summary>The record a list shows first.</summary>
    public static Sight OfFirst(string name, string route, string person, string list, Func<IPage, Task>? steps = null, string? tab = null) => new(name, route, person, async (page, house) =>
    {
        if (!FirstOf.TryGetValue((house, person, list), out var record))
        {
            await page.VisitAsync(list);
            record = FirstOf[(house, person, list)] = (await page.Locator("tbody .row-link").First.GetAttributeAsync("href"))!;
        }

        await page.VisitAsync(record + (tab is null ? null : $"?tab={tab}"));
        await (steps?.Invoke(page) ?? Task.CompletedTask);
    });
}
