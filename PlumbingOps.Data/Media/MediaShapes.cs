namespace PlumbingOps.Data.Media;

/// <summary>What each shape is: its sides, its words, and whether a box has it.</summary>
public static class MediaShapes
{
    /// <summary>A crop is whole pixels: near is good enough.</summary>
    private const double Slack = 0.015;

    public static double Ratio(this MediaShape shape) => shape switch
    {
        MediaShape.Portrait4By5 => 4.0 / 5,
        MediaShape.Landscape191By100 => 1.91,
        MediaShape.Standard4By3 => 4.0 / 3,
        _ => 1,
    };

    public static string InWords(this MediaShape shape) => shape switch
    {
        MediaShape.Portrait4By5 => "Portrait 4:5",
        MediaShape.Landscape191By100 => "Landscape 1.91:1",
        MediaShape.Standard4By3 => "Standard 4:3",
        _ => "Square",
    };

    /// <summary>Where it shows.</summary>
    public static string Use(this MediaShape shape) => shape switch
    {
        MediaShape.Portrait4By5 => "Instagram, as tall as it goes",
        MediaShape.Landscape191By100 => "Instagram, as wide as it goes",
        MediaShape.Standard4By3 => "Google",
        _ => "Instagram",
    };

    public static bool Fits(this MediaShape shape, CropBox box) => Math.Abs((double)box.Width / box.Height / shape.Ratio() - 1) <= Slack;

    /// <summary>The largest box of the shape, in the middle.</summary>
    public static CropBox Middle(this MediaShape shape, int width, int height)
    {
        var ratio = shape.Ratio();
        var (w, h) = width > height * ratio ? ((int)Math.Round(height * ratio), height) : (width, (int)Math.Round(width / ratio));
        (w, h) = (Math.Clamp(w, 1, width), Math.Clamp(h, 1, height));
        return new CropBox((width - w) / 2, (height - h) / 2, w, h);
    }
}
