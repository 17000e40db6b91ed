using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Shell;

/// <summary>Events that lists.js raises; Blazor looks for a type of this name.</summary>
[EventHandler("onrowselect", typeof(RowSelectEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
public static class EventHandlers;

/// <summary>Rows were ticked or unticked: one, a shift range or all on the page.</summary>
public sealed class RowSelectEventArgs : EventArgs
{
    public string[] Keys { get; set; } = [];

    public bool Selected { get; set; }
}
