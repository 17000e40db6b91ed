using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PlumbingOps.Tests.Support;

/// <summary>Whether everybody can use a page, by the rules of WCAG 2.2 A and AA.</summary>
public static class Accessibility
{
    /// <summary>
    /// Axe comes into a document once, and runs there: a call for each look would send half a megabyte and open a page of its own.
    /// It leaves out target-size, the rule of 2.2, unless asked; with <c>colors</c> it looks at nothing but contrast. A table's later rows are made like its first.
    /// </summary>
    private const string Look = """
        async colors => {
            const rules = colors
                ? { runOnly: { type: 'rule', values: ['color-contrast'] } }
                : { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, rules: { 'target-size': { enabled: true } } };
            const { violations } = await axe.run({ include: [['html']], exclude: [['tbody tr:nth-child(n + 21)']] }, { ...rules, resultTypes: ['violations'], preload: false });
            return violations.flatMap(rule => rule.nodes.map(node =>
                `${rule.id} at ${node.target}: ${rule.help} (${[...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')})`));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>One line for each violated rule and place; none when the page is good.</summary>
    public static async Task<IReadOnlyList<string>> FindBarriersAsync(this IPage page, bool onlyColors = false)
    {
        if (!await page.EvaluateAsync<bool>("() => !!window.axe"))
        {
            await page.EvaluateAsync(Axe);
        }

        return await page.EvaluateAsync<string[]>(Look, onlyColors);
    }
}
