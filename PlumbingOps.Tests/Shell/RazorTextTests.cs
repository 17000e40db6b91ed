using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PlumbingOps.Tests.Shell;

public partial class RazorTextTests
{
    /// <summary>Razor takes "Next@Icon.Cell(…)" for an e-mail address and shows it as it is written: a blank must stand before the sign.</summary>
    [Fact]
    public void No_text_swallows_the_code_behind_it()
    {
        var files = Directory.GetFiles(WebFolder(), "*.razor", SearchOption.AllDirectories);
        Assert.NotEmpty(files);

        var swallowed =
            from file in files
            from line in File.ReadLines(file)
            where Swallowed().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}";

        Assert.Empty(swallowed);
    }

    private static string WebFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "PlumbingOps.Web"));

    [GeneratedRegex(@"(^|>)[^<>@=""]*[A-Za-z0-9]@[A-Z][A-Za-z]*\.")]
    private static partial Regex Swallowed();
}
