using System.Globalization;
using PlumbingOps.Data.Jobs;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// Holds the engine's proposal against the books: what is new, what changed, what is there already, and what would overwrite somebody's work.
/// Pure, so the preview and the commit decide alike.
/// </summary>
internal sealed class Reconciliation
{
    /// <summary>Entries of one lot and phase that lie closer than this are one job that was interrupted; further apart somebody must look.</summary>
    private const int OneJobDays = 30;

    private readonly Books books;
    private readonly List<Verdict> verdicts;
    private readonly DateOnly firstDay;

    private Reconciliation(IReadOnlyList<RowProposal> rows, Books books)
    {
        this.books = books;
        verdicts = [.. rows.Select(r => new Verdict(r))];
        firstDay = rows.Min(r => r.StartDate) ?? default;
    }

    public List<JobGroup> Jobs { get; } = [];

    public IReadOnlyList<Verdict> Verdicts => verdicts;

    public static Reconciliation Of(IReadOnlyList<RowProposal> rows, Books books)
    {
        var reconciliation = new Reconciliation(rows, books);
        foreach (var verdict in reconciliation.verdicts)
        {
            reconciliation.DecideAlone(verdict);
        }
        reconciliation.GroupJobs();
        return reconciliation;
    }

    private void DecideAlone(Verdict verdict)
    {
        var row = verdict.Row;
        verdict.Reasons.AddRange(row.Reasons);
        verdict.Outcome = row.Outcome switch
        {
            ImportOutcome.New => RowOutcome.New,
            ImportOutcome.Skipped => RowOutcome.Skipped,
            ImportOutcome.Duplicate or ImportOutcome.Superseded => RowOutcome.Duplicate,
            ImportOutcome.Error => RowOutcome.Error,
            _ => RowOutcome.Review,
        };
        verdict.Records = [.. books.Links(row.Key)];
        if (verdict.Records.Count > 0 && (verdict.Outcome is RowOutcome.New or RowOutcome.Review || row.SameVisitAs is not null))
        {
            CompareWithEarlierImport(verdict);
        }
        else if (verdict.Outcome is RowOutcome.New or RowOutcome.Review && Lacks(row) is { } lack)
        {
            verdict.Ask(lack);
        }
    }

    private void CompareWithEarlierImport(Verdict verdict)
    {
        var (row, records) = (verdict.Row, verdict.Records);
        var labels = string.Join(", ", records.Select(r => r.Label).Distinct());
        if (records.All(r => r.ContentHash == row.ContentHash))
        {
            verdict.Settle(RowOutcome.Unchanged, $"Imported before as {labels}.");
        }
        else if (records.FirstOrDefault(r => r.Archived) is { } archived)
        {
            verdict.Ask($"The entry has changed, but {archived.Label} was archived here: restore it first, or skip the row.");
        }
        else if (records.Any(r => r.Entity != row.Entity()) || Expected(row) != records.Count)
        {
            verdict.Ask($"The entry was imported as {labels} and now reads as something else: change that record by hand, then skip the row.");
        }
        else if (Edited(records) is { } edit && !row.Approved)
        {
            verdict.Outcome = RowOutcome.Review;
            verdict.Reasons.Add($"{labels} was edited here since the import ({edit}), and the entry has changed too. Accept to take the calendar's values, or skip to keep yours.");
        }
        else if (verdict.Outcome == RowOutcome.New)
        {
            verdict.Outcome = RowOutcome.Changed;
            verdict.Reasons.Insert(0, $"{labels}: the entry has changed since it was imported.");
        }
    }

    private string? Edited(IEnumerable<LinkedRecord> records) =>
        records.Select(r => books.EditedBy(r.EntityId)).FirstOrDefault(e => e is not null) is { } edit
            ? $"{edit.Name}, {edit.At.ToString("MMM d", CultureInfo.InvariantCulture)}" : null;

    private static int Expected(RowProposal row) => row.IsAbsence()
        ? Math.Max(1, row.Technicians.Count)
        : Math.Max(1, Places.Of(row).Count()) * Math.Max(1, row.IsVisit() ? row.Visits.Count : 1);

    /// <summary>What the books cannot do without, whatever a person approved.</summary>
    private static string? Lacks(RowProposal row)
    {
        if (row.Kind is ImportKind.Review or ImportKind.Skip)
        {
            return row.Outcome == ImportOutcome.New ? "Say what kind of work it is." : null;
        }
        if (row.StartDate is null || row.EndDate is null)
        {
            return "It has no day: say when.";
        }
        if (row.EndDate < row.StartDate)
        {
            return "It ends before it starts: say when.";
        }
        if (row.Builder is { Length: > 0 } builder && Places.Plain(builder).Length == 0)
        {
            return "The builder's name has neither letters nor digits.";
        }
        if (row.Kind == ImportKind.PhaseJob)
        {
            return row.Phase is null ? "Say which phase it is." : !Places.Of(row).Any() ? "A job needs builder, community and lot (or the name of the house)." : null;
        }
        if (row.IsVisit() && !Places.Of(row).Any() && row.Address.Street is null && row.Project is null && row.Community is null && !row.HasContact)
        {
            return "Nothing says where: give a lot, or the name of the house or project.";
        }
        return null;
    }

    private void GroupJobs()
    {
        var entries = verdicts.Where(v => v.Row.Kind == ImportKind.PhaseJob && v.Outcome is RowOutcome.New or RowOutcome.Changed or RowOutcome.Unchanged && v.Row is { Kind: ImportKind.PhaseJob, Phase: not null, StartDate: not null, EndDate: not null })
            .SelectMany(v => Places.Of(v.Row).Select(p => (Verdict: v, Place: p)));
        foreach (var group in entries.GroupBy(e => (Key: e.Place.Key(), Phase: e.Verdict.Row.Phase!.Value.JobPhase())))
        {
            GroupJob(group.First().Place, group.Key.Phase, [.. group.Select(e => e.Verdict).Distinct()]);
        }
        // A row of several lots that must wait for one of them waits as a whole.
        Jobs.ForEach(j => j.Entries.RemoveAll(v => v.Outcome is RowOutcome.Review || v.AsVisit));
        Jobs.RemoveAll(j => j.Entries.Count == 0);
    }

    private void GroupJob(Place place, JobPhase phase, List<Verdict> entries)
    {
        var known = books.Job(place, phase);
        var anchor = entries.OrderBy(v => v.Records.Count == 0).ThenBy(v => (int)v.Row.Class).ThenByDescending(v => v.Row.Confidence).ThenBy(v => v.Row.StartDate).First();
        var job = new JobGroup(place, phase, known);
        foreach (var entry in Near(anchor, entries))
        {
            job.Entries.Add(entry);
        }
        foreach (var entry in entries.Except(job.Entries).Where(e => e.Outcome != RowOutcome.Unchanged))
        {
            SecondEntry(entry, anchor, place, phase);
        }
        if (known is not null)
        {
            CompareWithKnownJob(job, known);
        }
        else if (job.Entries.Count > 1)
        {
            foreach (var entry in job.Entries.Where(e => e != anchor && e.Outcome == RowOutcome.New))
            {
                entry.Reasons.Add($"One {phase.InWords()} of {place.InWords} with row {anchor.Row.Row}.");
            }
        }
        Jobs.Add(job);
    }

    /// <summary>Entries that follow one another closely, starting from the anchor.</summary>
    private static List<Verdict> Near(Verdict anchor, List<Verdict> entries)
    {
        var near = new List<Verdict> { anchor };
        var (start, end) = (anchor.Row.StartDate!.Value, anchor.Row.EndDate!.Value);
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var entry in entries.Except(near).ToList())
            {
                if (entry.Row.StartDate!.Value <= end.AddDays(OneJobDays) && entry.Row.EndDate!.Value >= start.AddDays(-OneJobDays))
                {
                    near.Add(entry);
                    start = entry.Row.StartDate < start ? entry.Row.StartDate.Value : start;
                    end = entry.Row.EndDate > end ? entry.Row.EndDate.Value : end;
                    grew = true;
                }
            }
        }
        return near;
    }

    private static void SecondEntry(Verdict entry, Verdict anchor, Place place, JobPhase phase)
    {
        var days = Math.Abs(entry.Row.StartDate!.Value.DayNumber - anchor.Row.StartDate!.Value.DayNumber);
        if (entry.Row.Approved)
        {
            entry.AsVisit = true;
            entry.Reasons.Add($"{place.InWords} has its {phase.InWords()} in row {anchor.Row.Row}: this one becomes a visit.");
        }
        else
        {
            entry.Ask($"A second {phase.InWords()} of {place.InWords}, {days} days from row {anchor.Row.Row}. Accept it as a visit of its own, or correct lot or phase.");
        }
    }

    private void CompareWithKnownJob(JobGroup job, KnownJob known)
    {
        var fresh = job.Entries.Where(e => e.Outcome == RowOutcome.New).ToList();
        if (fresh.Count == 0)
        {
            return;
        }
        // The entry it came from is out of this file's reach: these days come on top of the job's own.
        job.Extends = known.StartDate < firstDay && !job.Entries.Any(e => e.Records.Count > 0);
        var editor = books.EditedBy(known.Id);
        var far = known.StartDate is { } start && known.EndDate is { } end
            && (job.Start > end.AddDays(OneJobDays) || job.End < start.AddDays(-OneJobDays));
        foreach (var entry in fresh)
        {
            entry.Job = known;
            if (job.Matches(known))
            {
                entry.Settle(RowOutcome.Unchanged, $"It is {known.Label} already.");
            }
            else if (entry.Row.Approved)
            {
                (entry.Outcome, entry.AsVisit) = far ? (RowOutcome.New, true) : (RowOutcome.Changed, false);
            }
            else if (far)
            {
                entry.Ask($"{known.Label} is the {job.Phase.InWords()} of {job.Place.InWords}, on other days ({Days(known)}). Accept this one as a visit of its own, or correct lot or phase.");
            }
            else if (editor is { } edit)
            {
                entry.Ask($"{known.Label} is the {job.Phase.InWords()} of {job.Place.InWords} ({Days(known)}), made or edited here by {edit.Name}. Accept to take the calendar's days, or skip to keep yours.");
            }
            else
            {
                entry.Outcome = RowOutcome.Changed;
                entry.Reasons.Insert(0, $"{known.Label} moves: it was {Days(known)}.");
            }
        }
    }

    private static string Days(KnownJob job) => (job.StartDate, job.EndDate) switch
    {
        (null, _) => "without a day",
        var (start, end) when start == end => start!.Value.ToString("MMM d yyyy", CultureInfo.InvariantCulture),
        var (start, end) => string.Create(CultureInfo.InvariantCulture, $"{start:MMM d}–{end:MMM d yyyy}"),
    };
}

/// <summary>What becomes of one row, and why.</summary>
internal sealed class Verdict(RowProposal row)
{
    public RowProposal Row { get; } = row;
    public RowOutcome Outcome { get; set; }
    public List<string> Reasons { get; } = [];
    /// <summary>What the entry became in an earlier import.</summary>
    public IReadOnlyList<LinkedRecord> Records { get; set; } = [];
    /// <summary>The job of the same lot and phase that the entry would change.</summary>
    public KnownJob? Job { get; set; }
    /// <summary>A second entry of a phase, accepted as a visit.</summary>
    public bool AsVisit { get; set; }

    public string Reason => string.Join(' ', Reasons.Distinct());

    public void Ask(string reason)
    {
        Outcome = RowOutcome.Review;
        Reasons.Add(reason);
    }

    public void Settle(RowOutcome outcome, string reason)
    {
        Outcome = outcome;
        Reasons.Clear();
        Reasons.Add(reason);
    }
}

/// <summary>All entries that are one job: a phase of a lot.</summary>
internal sealed class JobGroup(Place place, JobPhase phase, KnownJob? known)
{
    public Place Place { get; } = place;
    public JobPhase Phase { get; } = phase;
    public KnownJob? Known { get; } = known;
    /// <summary>The job keeps its earlier days beside these.</summary>
    public bool Extends { get; set; }
    public List<Verdict> Entries { get; } = [];

    private RowProposal Last => Entries.Select(e => e.Row).MaxBy(r => (r.EndDate, r.Completed))!;

    public DateOnly Start => Extends && Known?.StartDate < Entries.Min(e => e.Row.StartDate) ? Known!.StartDate!.Value : Entries.Min(e => e.Row.StartDate)!.Value;
    public DateOnly End => Extends && Known?.EndDate > Last.EndDate ? Known!.EndDate!.Value : Last.EndDate!.Value;
    /// <summary>The last entry's state is the job's.</summary>
    public bool Completed => Last.Completed;
    public DateOnly? CompletedOn => Last.Completed ? Last.CompletedOn ?? Last.EndDate : null;
    public IEnumerable<string> Technicians => Entries.SelectMany(e => e.Row.Technicians).Distinct(StringComparer.OrdinalIgnoreCase);

    public bool Matches(KnownJob job) =>
        job.StartDate == Start && job.EndDate == End && (job.Status == JobStatus.Completed) == Completed && (!Completed || job.CompletedOn == CompletedOn);
}
