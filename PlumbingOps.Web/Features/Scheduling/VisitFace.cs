using Microsoft.AspNetCore.Components;
using PlumbingOps.Data.Scheduling;

namespace PlumbingOps.Web.Features.Scheduling;

/// <summary>How a visit is drawn in one place of the board.</summary>
/// <param name="Person">In whose row; null is nobody's.</param>
/// <param name="Link">The address with its panel open.</param>
/// <param name="Day">yyyy-MM-dd; empty in the tray.</param>
/// <param name="Minute">Of the day, where it has an hour.</param>
public sealed record VisitFace(BoardVisit Visit, Guid? Person, string Link, string Time, string Day, int? Minute, int Length, bool Movable)
{
    public string? Style { get; init; }
    public string? Class { get; init; }
    public bool Grip { get; init; }
    public bool Ticked { get; init; }
    public RenderFragment? Tick { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public bool IsHelper => Person is { } id && Visit.PrimaryId != id;

    public string? OverlapReason => Person is { } id ? Visit.Assignments.FirstOrDefault(a => a.TechnicianId == id)?.OverlapReason : null;
}
