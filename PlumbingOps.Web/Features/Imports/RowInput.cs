using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data;
using PlumbingOps.Data.Imports;

namespace PlumbingOps.Web.Features.Imports;

/// <summary>What a person fills in to correct a row: prefilled with the proposal, so only what differs becomes a correction.</summary>
public sealed class RowInput
{
    /// <summary>Phases first: they are most of a construction calendar.</summary>
    public static readonly IReadOnlyList<(string Value, string Text)> Works =
    [
        .. Enum.GetValues<ImportPhase>().Select(p => (p.ToString(), p.InWords())),
        .. Enum.GetValues<ImportKind>().Where(k => k is not (ImportKind.PhaseJob or ImportKind.Skip)).Select(k => (k.ToString(), k.InWords())),
    ];

    [Display(Name = "It is")]
    public string Work { get; set; } = nameof(ImportKind.Review);

    [MaxLength(100)]
    public string? Builder { get; set; }

    [MaxLength(100)]
    public string? Community { get; set; }

    [MaxLength(200)]
    public string? Lots { get; set; }

    [Display(Name = "House or project"), MaxLength(100)]
    public string? Project { get; set; }

    [Display(Name = "First day")]
    public DateOnly? StartDate { get; set; }

    [Display(Name = "Last day")]
    public DateOnly? EndDate { get; set; }

    [MaxLength(200)]
    public string? Technicians { get; set; }

    public static RowInput Of(RowProposal row) => new()
    {
        Work = row is { Kind: ImportKind.PhaseJob, Phase: { } phase } ? phase.ToString() : row.Kind is ImportKind.PhaseJob or ImportKind.Skip ? nameof(ImportKind.Review) : row.Kind.ToString(),
        Builder = row.Builder,
        Community = row.Community,
        Lots = string.Join(", ", row.Lots),
        Project = row.Project,
        StartDate = row.StartDate,
        EndDate = row.EndDate,
        Technicians = string.Join(", ", row.Technicians),
    };

    /// <param name="earlier">What was corrected before stays where nothing new is said.</param>
    /// <exception cref="RuleException">The kind of work is not said, the days are the wrong way round, or what it cannot do without was emptied.</exception>
    public RowCorrection Against(RowProposal row, RowCorrection? earlier)
    {
        var was = Of(row);
        var correction = (earlier ?? new RowCorrection()) with { Approved = true, Skip = false };
        if (Work == nameof(ImportKind.Review))
        {
            throw new RuleException("Say what kind of work it is.", nameof(Work));
        }

        // Here, because the correction holds only the day that differs.
        if (EndDate < StartDate)
        {
            throw new RuleException("The last day is before the first.", nameof(EndDate));
        }

        RefuseEmptied(was);
        if (Work != was.Work)
        {
            correction = Enum.TryParse<ImportPhase>(Work, out var phase)
                ? correction with { Kind = ImportKind.PhaseJob, Phase = phase, NoPhase = false }
                : correction with { Kind = Enum.Parse<ImportKind>(Work), Phase = null, NoPhase = true };
        }

        return correction with
        {
            Builder = Changed(Builder, was.Builder) ?? correction.Builder,
            Community = Changed(Community, was.Community) ?? correction.Community,
            Project = Changed(Project, was.Project) ?? correction.Project,
            Lots = Changed(Lots, was.Lots) is { } lots ? Names(lots) : correction.Lots,
            Technicians = Changed(Technicians, was.Technicians) is { } technicians ? Names(technicians) : correction.Technicians,
            StartDate = StartDate != was.StartDate ? StartDate : correction.StartDate,
            EndDate = EndDate != was.EndDate ? EndDate : correction.EndDate,
        };
    }

    /// <summary>A field may be emptied where the books can do without it.</summary>
    private void RefuseEmptied(RowInput was)
    {
        if ((StartDate is null && was.StartDate is not null) || (EndDate is null && was.EndDate is not null))
        {
            throw new RuleException("It needs its days: without them it is nowhere in the calendar.", StartDate is null ? nameof(StartDate) : nameof(EndDate));
        }

        if (!Enum.TryParse<ImportPhase>(Work, out _))
        {
            return;
        }

        if (IsEmptied(Builder, was.Builder))
        {
            throw new RuleException("A job needs its builder.", nameof(Builder));
        }

        if (string.IsNullOrWhiteSpace(Project) && (IsEmptied(Community, was.Community) || IsEmptied(Lots, was.Lots) || IsEmptied(Project, was.Project)))
        {
            throw new RuleException("A job needs community and lot, or the name of the house.", IsEmptied(Community, was.Community) ? nameof(Community) : IsEmptied(Lots, was.Lots) ? nameof(Lots) : nameof(Project));
        }
    }

    private static bool IsEmptied(string? now, string? was) => string.IsNullOrWhiteSpace(now) && !string.IsNullOrEmpty(was);

    /// <summary>Null: as it was. Empty: nothing here.</summary>
    private static string? Changed(string? now, string? was) => (now?.Trim() ?? "") is var said && said == (was ?? "") ? null : said;

    private static string[] Names(string typed) => typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
