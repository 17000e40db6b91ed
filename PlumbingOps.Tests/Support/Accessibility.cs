using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PlumbingOps.Tests.Support;

/// <summary>Whether everybody can use a page, by the rules of WCAG 2.2 A and AA.</summary>
public static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>One line for each violated rule and place; none when the page is good.</summary>
    public static async Task<IReadOnlyList<string>> FindBarriersAsync(this IPage page)
    {
        var result = await page.RunAxe(Rules);
        return
        [
            .. result.Violations.SelectMany(rule => rule.Nodes.Select(node =>
                $"{rule.Id} at {node.Target}: {rule.Help} ({string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))})")),
        ];
    }
}
