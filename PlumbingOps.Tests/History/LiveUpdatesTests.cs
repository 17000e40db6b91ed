using System.Text.RegularExpressions;
using PlumbingOps.Tests.Support;

namespace PlumbingOps.Tests.History;

public sealed partial class LiveUpdatesTests
{
    /// <summary>A row of a part is announced under the record it belongs to (a job's crew as "jobs"): who listens for the part's own table never hears.</summary>
    [Fact]
    public async Task Whoever_listens_for_changes_names_a_record_that_is_announced()
    {
        await using var database = await TestDatabase.CreateAsync();
        var announced = (await Sql.AskAsync<string[]>(database.Connections.Admin!,
            """
            select array_agg(distinct split_part(encode(tgargs, 'escape'), '\000', 1)) || array['recurring_runs', 'notifications']
            from pg_trigger where tgname = 'log_update'
            """))!;

        var listened = new[] { "PlumbingOps.Web", "PlumbingOps.Data" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Artifacts.Root, project), "*.*", SearchOption.AllDirectories))
            .Where(file => (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Touched().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToHashSet();

        Assert.Contains("jobs", listened);
        Assert.Empty(listened.Except(announced));
    }

    [GeneratedRegex("""\bTouches\("([a-z_]+)""")]
    private static partial Regex Touched();
}
