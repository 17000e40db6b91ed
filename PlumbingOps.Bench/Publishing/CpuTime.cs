using System.Globalization;

namespace PlumbingOps.Bench.Publishing;

/// <summary>What processes have cost so far, in seconds of a processor: unlike the time on the wall it does not depend on what else the machine does.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100;
    private const int Parent = 1;
    private const int User = 11;
    private const int WaitedForChildren = 14;

    public static double Of(int process) => Ticks(Fields($"/proc/{process}/stat"), User, 2) / TicksPerSecond;

    /// <summary>A process, its children, and those that have ended already.</summary>
    public static double OfFamily(int head)
    {
        var name = head.ToString(CultureInfo.InvariantCulture);
        var children = Directory.GetDirectories("/proc").Select(folder => $"{folder}/stat").Where(File.Exists).Select(Fields).Where(fields => fields.Length > Parent && fields[Parent] == name);
        return (Ticks(Fields($"/proc/{head}/stat"), User, WaitedForChildren - User + 1) + children.Sum(child => Ticks(child, User, 2))) / TicksPerSecond;
    }

    private static double Ticks(string[] fields, int first, int count) =>
        fields.Length <= first + count ? 0 : fields.AsSpan(first, count).ToArray().Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture));

    /// <summary>What follows the name, which may hold blanks. Nothing for a process that has just ended.</summary>
    private static string[] Fields(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
