using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Features.Marketing;

/// <summary>Events that calendar.js raises; Blazor looks for a type of this name.</summary>
[EventHandler("onpostdrop", typeof(PostDropEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
[EventHandler("oncalendarwidth", typeof(CalendarWidthEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
public static class EventHandlers;

/// <summary>A post was let go over a day, or over the tray.</summary>
public sealed class PostDropEventArgs : EventArgs
{
    public Guid Id { get; set; }

    /// <summary>yyyy-MM-dd; empty is the tray.</summary>
    public string Day { get; set; } = "";
}

/// <summary>The window became a phone's, or ceased to be one.</summary>
public sealed class CalendarWidthEventArgs : EventArgs
{
    public bool Narrow { get; set; }
}
