using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Shell;

/// <summary>Events that lists.js and crop.js raise; Blazor looks for a type of this name.</summary>
[EventHandler("onrowselect", typeof(RowSelectEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
[EventHandler("oncropchange", typeof(CropChangeEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
public static class EventHandlers;

/// <summary>Rows were ticked or unticked: one, a shift range or all on the page.</summary>
public sealed class RowSelectEventArgs : EventArgs
{
    public string[] Keys { get; set; } = [];

    public bool Selected { get; set; }
}

/// <summary>The crop box came to rest: pixels of the picture.</summary>
public sealed class CropChangeEventArgs : EventArgs
{
    public int X { get; set; }

    public int Y { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }
}
