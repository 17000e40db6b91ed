using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PlumbingOps.Data.Imports;

/// <summary>
/// Reads every record of a calendar against what the company knows and what the file itself shows. Pure: the same file and knowledge
/// give the same proposal; a correction is an addition to the knowledge and another run.
/// </summary>
public static class ImportEngine
{
    /// <summary>The same go back stands in two calendars on days that far apart at most.</summary>
    private const int SameVisitDays = 45;

    public static ImportProposal Propose(CalendarFile file, ImportKnowledge knowledge)
    {
        var words = new TradeWords(knowledge.Words);
        var names = NameBook.Build(knowledge, file, words);
        var addresses = AddressText.Build(knowledge, file.Records);
        var shapes = ReadShapes(file, words);
        if (LearnedWords.Find(file, shapes, words, new CategoryBook(words, names, knowledge.Categories)) is { Count: > 0 } own)
        {
            words = new TradeWords(own.Concat(knowledge.Words).GroupBy(w => w.Key).ToDictionary(g => g.Key, g => g.Last().Value));
            shapes = ReadShapes(file, words);
        }
        var order = new NameOrder(knowledge, shapes);
        var places = PlaceBook.Build(knowledge, FindPlaces(file, shapes, order, addresses), names);
        var categories = new CategoryBook(words, names, knowledge.Categories);
        categories.Learn(file.Records.Zip(shapes).Where(p => p.Second is { Work: { Misspelt: false }, Names.Count: 2 }).Select(p => (p.Second.Work!.Value.Meaning, p.First.Categories)));
        LearnLots(shapes, order, places);
        var learned = WhatWasLearned(shapes, file, categories, names);
        var questions = new QuestionBook();
        var reader = new RowReader(new(file, words, names, addresses, categories, places, order, new LocalClock(knowledge.Zone), questions));
        var rows = ReadRows(file, shapes, reader);
        SetKeys(rows);
        Corrections.Apply(rows, knowledge, places);
        SetAsideSuperseded(rows);
        ExpandSeries(rows, new LocalClock(knowledge.Zone));
        FindRepeats(rows);
        FindKnownVisits(rows, knowledge);
        return new ImportProposal
        {
            File = file,
            Rows = rows,
            Questions = questions.Close(rows),
            Learned = learned,
            Builders = FoundBuilders(places, rows),
        };
    }

    private static List<SubjectShape> ReadShapes(CalendarFile file, TradeWords words)
    {
        var bySubject = new Dictionary<string, SubjectShape>();
        var shapes = new List<SubjectShape>(file.Records.Count);
        foreach (var record in file.Records)
        {
            if (!bySubject.TryGetValue(record.Subject, out var shape))
            {
                bySubject[record.Subject] = shape = SubjectShape.Read(record.Subject.Length > 400 ? record.Subject[..400] : record.Subject, words);
            }
            shapes.Add(shape);
        }
        return shapes;
    }

    /// <summary>The names of rows in the full form teach builders and communities; rows without a lot teach builders only.</summary>
    private static List<NamedPlace> FindPlaces(CalendarFile file, List<SubjectShape> shapes, NameOrder order, AddressText addresses)
    {
        var places = new List<NamedPlace>();
        for (var i = 0; i < shapes.Count; i++)
        {
            var shape = shapes[i];
            if (shape.Work is null || order.Pair(shape) is not { } pair || file.Records[i].Errors.Count > 0 || SubjectPatterns.OddSigns().IsMatch(shape.Text))
            {
                continue;
            }
            var lot = shape.Lot is not null;
            if (lot || (shape.BareNumbers.Count == 0 && !shape.Qualified && !shape.Work.Value.Misspelt))
            {
                places.Add(new(pair.Builder, lot ? pair.Community : "", lot ? AddressText.StreetKey(addresses.Read(file.Records[i].Location).Street) : null));
            }
        }
        return places;
    }

    private static void LearnLots(List<SubjectShape> shapes, NameOrder order, PlaceBook places)
    {
        foreach (var shape in shapes.Where(s => s.Lot is not null && s.Work is not null))
        {
            if (order.Pair(shape) is { } pair && places.Builder(pair.Builder) is { } builder && places.Community(builder.Entry, pair.Community) is { } community)
            {
                community.Entry.Lots.UnionWith(shape.Lot!.Lots);
            }
        }
    }

    /// <summary>Uses the shapes up: in a large calendar they weigh as much as the rows that are made of them.</summary>
    private static List<ProposedRow> ReadRows(CalendarFile file, List<SubjectShape> shapes, RowReader reader)
    {
        var rows = new List<ProposedRow>(shapes.Count);
        shapes.Reverse();
        foreach (var record in file.Records)
        {
            rows.Add(reader.Read(record, shapes[^1]));
            shapes.RemoveAt(shapes.Count - 1);
        }
        return rows;
    }

    private static void SetKeys(List<ProposedRow> rows)
    {
        var seen = new Dictionary<string, int>();
        foreach (var row in rows)
        {
            var record = row.Record;
            var key = record.Uid is { } uid
                ? uid + (record.RecurrenceId is { } id ? $"/{id.Local:yyyyMMdd'T'HHmmss}" : "")
                : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{SubjectShape.Clean(record.Subject)}\n{record.Start?.Local:s}\n{SubjectShape.Clean(record.Location)}"))))[..40];
            var ordinal = seen[key] = seen.GetValueOrDefault(key) + 1;
            row.ImportKey = ordinal == 1 ? key : $"{key}#{ordinal}";
        }
    }

    /// <summary>Of several versions of one event the one with the highest SEQUENCE counts, then the one modified last.</summary>
    private static void SetAsideSuperseded(List<ProposedRow> rows)
    {
        foreach (var versions in rows.Where(r => r.Uid is not null).GroupBy(r => (r.Uid, r.Record.RecurrenceId?.Local)).Where(g => g.Count() > 1))
        {
            var newest = versions.OrderBy(r => r.Outcome == ImportOutcome.Error).ThenByDescending(r => r.Record.Sequence).ThenByDescending(r => r.Record.LastModified).ThenByDescending(r => r.Row).First();
            foreach (var row in versions.Where(r => r != newest && r.Outcome != ImportOutcome.Error))
            {
                row.Outcome = ImportOutcome.Superseded;
                row.Note("A newer version of this event stands in the same file.");
            }
            // The key belongs to the version that counts, wherever it stands.
            var key = versions.MinBy(r => r.ImportKey.Length)!;
            (key.ImportKey, newest.ImportKey) = (newest.ImportKey, key.ImportKey);
        }
        foreach (var row in rows.Where(r => r.Record is { Uid: not null, Cancelled: true } && r.Outcome is ImportOutcome.New or ImportOutcome.Review && r.Record is { Uid: not null, Cancelled: true }))
        {
            row.Outcome = ImportOutcome.Skipped;
            row.Note("The event was cancelled.");
        }
    }

    private static void ExpandSeries(List<ProposedRow> rows, LocalClock clock)
    {
        foreach (var row in rows.Where(r => r.Record.RecurrenceRule is not null && r.Outcome is ImportOutcome.New or ImportOutcome.Review))
        {
            if (row.Record is not { RecurrenceRule: { } rule, Start: { } start } || row.StartUtc is not { } startUtc || row.EndUtc is not { } endUtc)
            {
                row.Ask("It repeats, which only timed entries can.", .4);
                row.Outcome = ImportOutcome.Review;
                continue;
            }
            var moved = rows.Where(r => r.Uid == row.Uid && r.Record.RecurrenceId is not null && r.Outcome != ImportOutcome.Superseded).Select(r => r.Record.RecurrenceId!.Value);
            var except = row.Record.ExceptDates.Concat(moved).Select(t => InZoneOf(start, t)).ToHashSet();
            var days = RecurrenceRule.Expand(rule, start.Local, except, utc => InZoneOf(start, new CalendarTime(utc, null, true)));
            if (days is null)
            {
                row.Ask("It repeats in a way that needs a person: without an end, or neither daily nor weekly.", .4);
                row.Outcome = ImportOutcome.Review;
                continue;
            }
            row.Visits = [.. days.Select(day =>
            {
                var (local, utc, _) = clock.Read(start with { Local = day });
                return new ProposedVisit(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), utc, utc + (endUtc - startUtc));
            })];
            row.Reasons.Remove("It repeats.");
            row.Note($"It repeats {(rule.Contains("WEEKLY", StringComparison.OrdinalIgnoreCase) ? "weekly" : "daily")}: {row.Visits.Count} visits.");
        }

        DateTime InZoneOf(CalendarTime start, CalendarTime time) =>
            time.IsUtc && !start.IsUtc ? clock.Read(time).Local : time.Local;
    }

    private static void FindRepeats(List<ProposedRow> rows)
    {
        var byContent = new Dictionary<string, ProposedRow>();
        var byStart = new Dictionary<(string, DateTime?), ProposedRow>();
        foreach (var row in rows.Where(r => r.Uid is null && r.Outcome != ImportOutcome.Error))
        {
            if (byContent.TryGetValue(row.ContentHash, out var same))
            {
                row.DuplicateOfRow = same.Row;
                row.Outcome = ImportOutcome.Duplicate;
                row.Note($"Equal to row {same.Row} in every cell.");
                continue;
            }
            byContent[row.ContentHash] = row;
            var start = (row.Record.Subject, row.Record.Start?.Local);
            if (!byStart.TryAdd(start, row))
            {
                row.SameSubjectAndStartAs = byStart[start].Row;
                if (row.Outcome == ImportOutcome.New && row.Kind is not (ImportKind.Absence or ImportKind.Meeting))
                {
                    row.Ask($"Row {byStart[start].Row} has the same subject and start, but other cells: one entry or two?", .6);
                    row.Outcome = ImportOutcome.Review;
                }
            }
        }
    }

    private static void FindKnownVisits(List<ProposedRow> rows, ImportKnowledge knowledge)
    {
        var known = knowledge.Visits.Where(v => AddressText.Key(v.Street) is not null).GroupBy(v => (v.Kind, AddressText.Key(v.Street)!)).ToDictionary(g => g.Key, g => g.ToList());
        if (known.Count == 0)
        {
            return;
        }
        foreach (var row in rows.Where(r => r.Outcome is ImportOutcome.New or ImportOutcome.Review && r.Kind == ImportKind.GoBack))
        {
            if (row.StartDate is not { } date || AddressText.Key(row.Address.Street) is not { } street || !known.TryGetValue((row.Kind, street), out var visits))
            {
                continue;
            }
            var nearest = visits.MinBy(v => Math.Abs(v.Date.DayNumber - date.DayNumber))!;
            var days = nearest.Date.DayNumber - date.DayNumber;
            if (Math.Abs(days) <= SameVisitDays)
            {
                row.DuplicateOfVisit = nearest;
                row.Outcome = ImportOutcome.Duplicate;
                row.Note(days == 0
                    ? $"The same visit stands in {nearest.Source}."
                    : $"The same visit stands in {nearest.Source} on {nearest.Date.ToString("M/d/yyyy", CultureInfo.InvariantCulture)}: it was moved.");
            }
        }
    }

    private static List<string> WhatWasLearned(List<SubjectShape> shapes, CalendarFile file, CategoryBook categories, NameBook names)
    {
        var learned = new List<string>();
        var canonical = shapes.Count(s => s.IsCanonical);
        if (canonical > 0)
        {
            learned.Add($"Subjects read builder, community, phase, lot: {canonical:N0} of {shapes.Count:N0}");
        }
        var byWord = file.Records.Zip(shapes).Where(p => p.Second is { IsCanonical: true, Work.Misspelt: false })
            .Select(p => (Work: p.Second.Work!.Value, Colour: categories.Read(p.First.Categories).Work)).Where(p => p.Colour is not null).GroupBy(p => p.Work.Word);
        foreach (var word in byWord.OrderByDescending(w => w.Count()).ThenBy(w => w.Key, StringComparer.Ordinal).Take(12))
        {
            var agree = word.Count(p => !categories.Contradicts(p.Work.Meaning, p.Colour!));
            learned.Add($"{word.Key} means {word.First().Work.Meaning.Name}: the category agrees in {agree} of {word.Count()}");
        }
        learned.AddRange(categories.Learned.Where(c => c.Of >= 3).Take(12).Select(c => $"The category {c.Category} means {c.Meaning.Name}: {c.Rows} of {c.Of}"));
        if (names.Learned && names.Found.Count > 0)
        {
            learned.Add($"Technicians named in the file: {string.Join(", ", names.Found)}");
        }
        return learned;
    }

    private static List<FoundBuilder> FoundBuilders(PlaceBook places, List<ProposedRow> rows)
    {
        var saved = rows.Where(r => r.Outcome is ImportOutcome.New or ImportOutcome.Review && r.Builder is not null).ToList();
        var byBuilder = saved.GroupBy(r => r.Builder!).ToDictionary(g => g.Key, g => g.Count());
        var byCommunity = saved.Where(r => r.Community is not null).GroupBy(r => (r.Builder, r.Community)).ToDictionary(g => g.Key, g => g.Count());
        return [.. places.Builders.Where(b => byBuilder.ContainsKey(b.Name)).OrderByDescending(b => byBuilder[b.Name]).ThenBy(b => b.Name, StringComparer.Ordinal)
            .Select(b => new FoundBuilder(b.Id, b.Name, b.Known, byBuilder[b.Name], Spellings(b),
                [.. b.Communities.Where(c => byCommunity.ContainsKey((b.Name, c.Name))).OrderByDescending(c => byCommunity[(b.Name, c.Name)]).ThenBy(c => c.Name, StringComparer.Ordinal)
                    .Select(c => new FoundCommunity(c.Id, c.Name, c.Known, byCommunity[(b.Name, c.Name)], Spellings(c)))]))];

        // A technician or the builder in front of a name is read without being remembered: as an alias “FENNA SUMMIT HOMES” would make FENNA half a builder.
        static List<string> Spellings(NamedEntry entry) =>
            [.. entry.Forms.Values.Where(f => !f.Certain || f.Score >= 1).Select(f => f.Written).Where(w => Spelling.Key(w) != Spelling.Key(entry.Name)).Distinct()];
    }
}
