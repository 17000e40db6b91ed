namespace PlumbingOps.Tests.AccessMatrix;

/// <summary>One line of <see cref="AccessTable"/>: "JobService.GetAsync  A O M T V  id=job".</summary>
/// <param name="Name">A service method, or an address.</param>
/// <param name="Roles">Who may; null for everybody, signed in or not.</param>
/// <param name="Records">For each parameter that takes an id: the kind of record it is.</param>
internal sealed record AccessRow(string Name, IReadOnlySet<string>? Roles, IReadOnlyDictionary<string, string> Records)
{
    private const string Everybody = "*";

    private static readonly Dictionary<string, string> Letters = Data.People.Roles.All.ToDictionary(role => role[..1]);

    public static IReadOnlyDictionary<string, AccessRow> Read(string table) => table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.StartsWith('#')).Select(ReadLine).ToDictionary(row => row.Name);

    public static string InWords(IEnumerable<string> roles) => string.Join(' ', Data.People.Roles.All.Select(role => roles.Contains(role) ? role[..1] : "."));

    /// <summary>Fails with every line in full, ready to be copied.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var all = string.Join(Environment.NewLine, faults);
        Assert.True(all.Length == 0, all);
    }

    private static AccessRow ReadLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var roles = words.Skip(1).TakeWhile(word => word == Everybody || word == "." || Letters.ContainsKey(word)).ToList();
        return new AccessRow(
            words[0],
            roles is [Everybody] ? null : roles.Where(Letters.ContainsKey).Select(letter => Letters[letter]).ToHashSet(),
            words.Skip(1 + roles.Count).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]));
    }
}
