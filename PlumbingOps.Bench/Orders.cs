namespace PlumbingOps.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Parts">Which measurements; empty for all.</param>
/// <param name="Rows">Jobs, and as many calls.</param>
/// <param name="Kept">A folder whose loaded data this run takes up again; null to load anew and to leave nothing behind.</param>
internal sealed record Orders(IReadOnlyList<string> Parts, int Rows, string? Kept)
{
    public const int Small = 10_000;
    private const int Large = 200_000;
    private static readonly string[] Known = ["lists", "saves", "imports", "screens", "memory", "marketing", "desk", "numbers"];

    public static string Usage => $"""
        all | {string.Join(" | ", Known)}   what to measure; prints one Markdown table
            --size small|large    {Small:N0} or {Large:N0} jobs and as many calls (large)
            --keep FOLDER         keep the loaded data there and take it up again next time
        publish-kill              two publishers, killed and stopped at work; nothing may be lost or go out twice
            --posts 5000 --kills 200 --seed 1
        publish-speed             everything due in one moment; due to commit call
            --posts 1000 --accounts 50 --answer 500 (milliseconds that the networks take for every answer)
        """;

    public bool Wants(string part) => Parts.Count == 0 || Parts.Contains(part);

    /// <summary>Null when it cannot be understood.</summary>
    public static Orders? Read(string[] args)
    {
        var (parts, rows, kept) = (new List<string>(), Large, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i], i + 1 < args.Length ? args[i + 1] : null)
            {
                case ("--size", "small"): (rows, i) = (Small, i + 1); break;
                case ("--size", "large"): (rows, i) = (Large, i + 1); break;
                case ("--keep", { } folder): (kept, i) = (folder, i + 1); break;
                case ("all", _): break;
                case var (part, _) when Known.Contains(part): parts.Add(part); break;
                default: return null;
            }
        }

        return args.Length == 0 ? null : new Orders(parts, rows, kept);
    }
}
