using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Shell;

/// <summary>Events that lists.js, crop.js and bid-grid.js raise; Blazor looks for a type of this name.</summary>
[EventHandler("onrowselect", typeof(RowSelectEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
[EventHandler("onblockpaste", typeof(BlockPasteEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
[EventHandler("oncropchange", typeof(CropChangeEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
public static class EventHandlers;

/// <summary>Rows were ticked or unticked: one, a shift range or all on the page.</summary>
public sealed class RowSelectEventArgs : EventArgs
{
    public string[] Keys { get; set; } = [];

    public bool Selected { get; set; }
}

/// <summary>Cells of a spreadsheet were pasted into a grid, beginning at one of its cells.</summary>
public sealed class BlockPasteEventArgs : EventArgs
{
    public string Row { get; set; } = "";

    public string Column { get; set; } = "";

    /// <summary>Rows parted by line breaks, cells by tabs; null when it was more than a message may hold.</summary>
    public string? Text { get; set; }
}

/// <summary>The crop box came to rest: pixels of the picture.</summary>
public sealed class CropChangeEventArgs : EventArgs
{
    public int X { get; set; }

    public int Y { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }
}
