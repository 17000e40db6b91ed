using System.ComponentModel;
using System.Globalization;
using PlumbingOps.Data.Database;

namespace PlumbingOps.Data.Media;

/// <summary>
/// Reads and makes pictures with libvips, in a process of its own: a picture that somebody built to break a decoder breaks that process and not the house.
/// What it makes is upright, in sRGB and knows nothing of camera, place or time.
/// </summary>
public static class PictureTool
{
    /// <summary>More pixels than any phone takes; a small file can claim far more.</summary>
    public const long MostPixels = 80_000_000;
    public const int WholeEdge = 2048;
    public const int ThumbEdge = 480;

    private const string Saving = "[Q=86,strip,optimize_coding,background=255 255 255]";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The loaders that were never tested against hostile files stay off; one picture takes one core; a line of warning for every row of a broken one is no help.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["VIPS_BLOCK_UNTRUSTED"] = "1", ["VIPS_CONCURRENCY"] = "1", ["VIPS_WARNING"] = "off" };

    /// <summary>Width and height as a person sees it, upright.</summary>
    /// <exception cref="RuleException">It cannot be read, or is too large.</exception>
    public static async Task<(int Width, int Height)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var said = await RunAsync(["vipsheader", "-a", path], cancellationToken);
        var facts = said.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1]);
        var (width, height) = (Number("width"), Number("height"));
        if (width <= 0 || height <= 0)
        {
            throw new RuleException("The picture cannot be read: it may be damaged.");
        }

        if ((long)width * height > MostPixels)
        {
            throw new RuleException($"The picture has {width} × {height} pixels: that is more than we can work with. Save it smaller.");
        }

        // Every pixel once: what makes the thumbnail would draw half a picture without a word.
        await RunAsync(["vips", "avg", $"{path}[fail_on=truncated]"], cancellationToken);
        // Orientations 5 to 8 stand on their side.
        return Number("orientation") >= 5 ? (height, width) : (width, height);

        int Number(string name) => int.TryParse(facts.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>The whole picture as a JPEG, no edge longer than asked and never larger than it is.</summary>
    public static Task ShrinkAsync(string path, string target, int edge, CancellationToken cancellationToken) =>
        RunAsync(["vipsthumbnail", path, "--size", $"{edge}x{edge}>", "--eprofile=srgb", "-o", target + Saving], cancellationToken);

    /// <summary>A part of it as a JPEG.</summary>
    /// <param name="part">Pixels of the upright picture.</param>
    public static async Task CropAsync(string path, string target, CropBox part, CancellationToken cancellationToken)
    {
        var (upright, cut) = ($"{target}.upright.png", $"{target}.cut.png");
        const string Quickly = "[compression=1]";
        await RunAsync(["vips", "autorot", path, upright + Quickly], cancellationToken);
        await RunAsync(["vips", "crop", upright, cut + Quickly, Text(part.X), Text(part.Y), Text(part.Width), Text(part.Height)], cancellationToken);
        await ShrinkAsync(cut, target, WholeEdge, cancellationToken);
    }

    /// <summary>The upright picture, turned to the right, as a JPEG.</summary>
    /// <param name="quarters">One to three.</param>
    public static async Task TurnAsync(string path, string target, int quarters, CancellationToken cancellationToken)
    {
        const int Quarter = 90;
        var turned = $"{target}.turned.png";
        await RunAsync(["vips", "rot", path, $"{turned}[compression=1]", $"d{Text(quarters * Quarter)}"], cancellationToken);
        await ShrinkAsync(turned, target, WholeEdge, cancellationToken);
    }

    private static async Task<string> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        inTime.CancelAfter(Patience);
        try
        {
            var outcome = await Command.RunAsync(command, Settings, inTime.Token);
            return outcome.Succeeded ? outcome.Output : throw new RuleException("The picture cannot be read: it may be damaged, or of a kind we cannot read.");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{command[0]} is not on this machine: install libvips-tools.", missing);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RuleException("The picture takes too long to read. Save it smaller and try again.");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Pixels of the upright picture, from its upper left corner.</summary>
public sealed record CropBox(int X, int Y, int Width, int Height);
