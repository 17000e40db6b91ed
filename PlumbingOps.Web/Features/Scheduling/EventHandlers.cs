using Microsoft.AspNetCore.Components;

namespace PlumbingOps.Web.Features.Scheduling;

/// <summary>Events that board.js raises; Blazor looks for a type of this name.</summary>
[EventHandler("onvisitdrop", typeof(VisitDropEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
[EventHandler("onboardwidth", typeof(BoardWidthEventArgs), enableStopPropagation: true, enablePreventDefault: false)]
public static class EventHandlers;

/// <summary>A visit was let go over somebody's day, or over the tray.</summary>
public sealed class VisitDropEventArgs : EventArgs
{
    public Guid Id { get; set; }

    /// <summary>In whose row it was taken up and in whose it was let go; empty is nobody's.</summary>
    public string From { get; set; } = "";

    public string Person { get; set; } = "";

    /// <summary>yyyy-MM-dd; empty is the tray.</summary>
    public string Day { get; set; } = "";

    /// <summary>Of the day; -1 keeps the hour, and the length.</summary>
    public int Minute { get; set; } = Keep;

    public int Length { get; set; } = Keep;

    public const int Keep = -1;
}

/// <summary>The window became a phone's, or ceased to be one.</summary>
public sealed class BoardWidthEventArgs : EventArgs
{
    public bool Narrow { get; set; }
}
