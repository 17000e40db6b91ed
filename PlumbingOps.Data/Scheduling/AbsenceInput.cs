using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Scheduling;

/// <summary>What the form of an absence fills in.</summary>
public class AbsenceInput
{
    /// <summary>Null: everybody.</summary>
    [Display(Name = "Who")]
    public Guid? TechnicianId { get; set; }

    [Display(Name = "Kind")]
    public AbsenceKind Kind { get; set; } = AbsenceKind.TimeOff;

    [Display(Name = "Called"), MaxLength(Absence.TitleMaxLength)]
    public string? Title { get; set; }

    [Display(Name = "First day"), Required(ErrorMessage = "Give the first day.")]
    public DateOnly? StartDate { get; set; }

    /// <summary>The last day; empty for one day.</summary>
    [Display(Name = "Last day")]
    public DateOnly? EndDate { get; set; }

    [Display(Name = "Note"), MaxLength(Absence.NoteMaxLength)]
    public string? Note { get; set; }

    public static AbsenceInput Of(Absence absence) => new()
    {
        TechnicianId = absence.TechnicianId,
        Kind = absence.Kind,
        Title = absence.Title,
        StartDate = absence.StartDate,
        EndDate = absence.EndDate,
        Note = absence.Note,
    };

    internal void WriteTo(Absence absence)
    {
        var first = StartDate!.Value;
        var last = EndDate ?? first;
        if (last < first)
        {
            throw new RuleException("The last day is before the first.", nameof(EndDate));
        }

        if (last.DayNumber - first.DayNumber >= Absence.MostDays)
        {
            throw new RuleException($"That is {last.DayNumber - first.DayNumber + 1:N0} days. Is the year right?", nameof(EndDate));
        }

        (absence.TechnicianId, absence.Kind, absence.StartDate, absence.EndDate) = (TechnicianId, Kind, first, last);
        (absence.Title, absence.Note) = (Typed.Line(Title) ?? Kind.InWords(), Typed.Text(Note));
    }
}

/// <summary>An absence in a list.</summary>
/// <param name="Person">Null: everybody.</param>
/// <param name="IsImported">It came with a calendar.</param>
public sealed record AbsenceRow(
    Guid Id, string TenantId, Guid? TechnicianId, string? Person, AbsenceKind Kind, string Title, DateOnly StartDate, DateOnly EndDate, string? Note, bool IsArchived, bool IsImported)
{
    public AbsenceInput ToInput() => new() { TechnicianId = TechnicianId, Kind = Kind, Title = Title, StartDate = StartDate, EndDate = EndDate, Note = Note };
}

/// <param name="Past">Those that are over as well.</param>
/// <param name="Archived">The archived ones instead of the others.</param>
public sealed record AbsenceFilter(Guid? TechnicianId = null, AbsenceKind? Kind = null, bool Past = false, bool Archived = false);

public static class AbsenceWords
{
    public static string InWords(this AbsenceKind kind) => kind == AbsenceKind.TimeOff ? "Time off" : kind.ToString();
}
