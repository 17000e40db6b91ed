namespace PlumbingOps.Data.Imports;

/// <summary>Subjects whose parts name a builder and a community or project, with a phase, a lot, or both.</summary>
internal sealed class LotRowReader(ImportBooks books)
{
    /// <summary>False when the subject is not of this form.</summary>
    public bool Read(ProposedRow row, SubjectShape shape, CategoryReading colours, List<NamedTechnician> technicians)
    {
        var lots = shape.Lot?.Lots ?? shape.BareNumbers;
        if (books.Order.Pair(shape) is not { } names || (shape.Work is null && lots.Count == 0))
        {
            return false;
        }
        var street = AddressText.StreetKey(row.Address.Street);
        var builder = books.Places.Builder(names.Builder);
        // Without lot or phase word a builder nobody knows makes the whole reading doubtful; field notes look at every word.
        if (builder is null && (shape.Lot is null || shape.Work is null) && !(shape.Lot is null && shape.Work is not null))
        {
            return false;
        }
        var community = books.Places.Community(builder?.Entry, names.Community, street);
        if (shape.Work is null && community is not { Likeness: Likeness.Same } && HasWorkWord(names.Community))
        {
            // “HERON LANDING GW”: a dash was lost.
            return false;
        }
        if (names.Joined)
        {
            row.Note("The name has a dash of its own.", .9);
        }
        if (names.Unclear)
        {
            row.Ask($"The file writes builder and community in both orders; which of “{names.Builder}” and “{names.Community}” is the builder?", .4);
        }
        ReadBuilder(row, names.Builder, builder, technicians);
        row.Lots = lots;
        if (lots.Count == 0)
        {
            ReadProject(row, shape, names.Community, builder?.Entry, community);
        }
        else
        {
            ReadCommunity(row, names.Community, builder?.Entry, community, shape);
        }
        ReadWork(row, shape, names, colours, lots);
        ReadLots(row, shape, community?.Entry);
        ReadRemark(row, shape);
        row.Class = ClassOf(row, shape, lots);
        return true;
    }

    private bool HasWorkWord(string written)
    {
        var words = Spelling.Key(written).Split(' ');
        return words.Length > 1 && (books.Words.Exact(words[^1]) is not null || books.Words.Exact(words[0]) is not null || (words.Length > 2 && books.Words.Exact(string.Join(' ', words[^2..])) is not null));
    }

    private void ReadBuilder(ProposedRow row, string written, NameMatch<BuilderEntry>? match, List<NamedTechnician> technicians)
    {
        if (match is null)
        {
            row.Builder = written;
            row.Ask($"Nobody knows a builder “{written}”.", .4);
            books.Questions.Ask(row, QuestionSubject.Builder, written, null, [new(written, .5)], $"“{written}” stands where the builder stands and is new", blocking: true);
            return;
        }
        BuilderDoubts.Read(books, row, written, match);
        if (Spelling.Key(written).Split(' ') is { Length: > 1 } words && books.Names.Find(words[0], allowSlip: false) is { } technician
            && !match.Entry.Forms.Any(f => f.Value.Certain && f.Value.Score >= 1 && f.Key.StartsWith(words[0] + " ", StringComparison.Ordinal)))
        {
            technicians.Add(technician);
            row.Note("A technician's name stands before the builder.");
        }
    }

    private void ReadCommunity(ProposedRow row, string written, BuilderEntry? builder, NameMatch<CommunityEntry>? match, SubjectShape shape)
    {
        if (match is null || (shape.Work is null && match.Likeness is not Likeness.Same && match.Score < .6))
        {
            row.Ask($"“{written}” is no community we know{(builder is null ? "" : $" of {builder.Name}")}.", .4);
            if (builder is not null)
            {
                books.Questions.Ask(row, QuestionSubject.Community, written, builder.Name, [new(written, .3)], $"“{written}” is no community we know of {builder.Name}", blocking: true);
            }
            return;
        }
        BuilderDoubts.Read(books, row, written, match);
        if (builder is not null && match.Entry.Rows <= 2 && !match.Entry.Known)
        {
            var elsewhere = books.Places.ExactCommunities(null, Spelling.Key(written)).Where(c => c.Builder != builder).MaxBy(c => c.Rows);
            if (elsewhere is not null && elsewhere.Rows >= 20)
            {
                row.Ask($"{elsewhere.Name} is a community of {elsewhere.Builder.Name}; here it stands under {builder.Name}.", .5);
                books.Questions.Ask(row, QuestionSubject.Community, written, builder.Name, [new(written, .5)], $"“{written}” is known under {elsewhere.Builder.Name}: does {builder.Name} build there too?", blocking: true);
            }
        }
    }

    private void ReadProject(ProposedRow row, SubjectShape shape, string written, BuilderEntry? builder, NameMatch<CommunityEntry>? community)
    {
        if (community is { Likeness: Likeness.Same } && builder is not null)
        {
            BuilderDoubts.Read(books, row, written, community);
            row.Ask("It names a community but no lot.", .5);
            return;
        }
        row.Project = SubjectShape.Clean(written).ToUpperInvariant();
        row.Note($"No lot: {row.Project} is taken for a single house or project.", .85);
        if (shape.Qualified || shape.Work is { Misspelt: true })
        {
            row.Ask("It names no lot, and the phase is not clear.", .5);
        }
        if (builder is { Rows: 0, Known: false } or null)
        {
            row.Note("This builder is named nowhere else with a lot.", .75);
        }
    }

    private void ReadWork(ProposedRow row, SubjectShape shape, NamePair names, CategoryReading colours, IReadOnlyList<string> lots)
    {
        if (shape.Work is { } work)
        {
            (row.Kind, row.Phase) = (work.Meaning.Kind, work.Meaning.Phase);
            if (shape.WorkBehindLot && work.Meaning.Kind == ImportKind.Task && colours.Work is null)
            {
                row.Ask("It names only a small task, and no category says what it belongs to.", .5);
            }
            if (work.Misspelt)
            {
                ReadMisspelt(row, work, colours);
            }
            if (colours.Work is { } colour && books.Categories.Contradicts(work.Meaning, colour))
            {
                row.Note($"The category says {colour.Name} but the subject says {work.Word}: the subject wins.", .9);
            }
            return;
        }
        if (shape.UnknownWork is { } unknown && !names.UsesUnknownWork)
        {
            (row.Kind, row.Phase) = colours.Work is { } hint ? (hint.Kind, hint.Phase) : (ImportKind.Review, null);
            row.Ask($"“{unknown}” stands where the phase stands and is not known{(colours.Work is null ? "" : $"; the category says {colours.Work.Name}")}.", .4);
            // Words that differ from row to row are remarks, not phases: the category then says what kind of visit it is.
            books.Questions.Ask(row, QuestionSubject.Phase, unknown, null, colours.Work is { } w ? [new(w.Phase?.ToString() ?? w.Kind.ToString(), .6)] : [],
                $"“{unknown}” stands where the phase stands", blocking: true);
            return;
        }
        ReadColourOnly(row, shape, colours, lots);
    }

    private static void ReadMisspelt(ProposedRow row, WorkWord work, CategoryReading colours)
    {
        if (colours.Work == work.Meaning)
        {
            row.Note($"The phase is misspelt; {work.Word} is meant, and the category agrees.", .95);
            return;
        }
        row.Ask($"The phase is misspelt; {work.Word} may be meant.", .6);
    }

    /// <summary>Builder, community and lot, but no phase: the category may say it, a remark may speak against it.</summary>
    private static void ReadColourOnly(ProposedRow row, SubjectShape shape, CategoryReading colours, IReadOnlyList<string> lots)
    {
        if (colours.Work is not { } colour)
        {
            row.Kind = ImportKind.Review;
            row.Ask(lots.Count > 0 ? "It names a lot, but neither subject nor category says what is to be done." : "It does not say what is to be done.", .3);
            return;
        }
        var remark = shape.Remark.Length > 0;
        if (colour.Kind == ImportKind.PhaseJob && (remark || !row.AllDay))
        {
            row.Kind = ImportKind.Task;
            row.Ask($"The subject names no phase; the category says {colour.Name}, but this looks like a small task.", .5);
            return;
        }
        (row.Kind, row.Phase) = (colour.Kind, colour.Phase);
        row.Note($"The subject names no phase; the category says {colour.Name}.", .8);
        if (shape.Lot is null)
        {
            row.Ask("It names neither a phase nor the word LOT.", .5);
        }
    }

    private static void ReadLots(ProposedRow row, SubjectShape shape, CommunityEntry? community)
    {
        if (shape.Lot is { } phrase)
        {
            if (phrase.Misspelt)
            {
                row.Note($"“{phrase.Word}” was read as LOT.", .95);
            }
            if (phrase.Range)
            {
                row.Ask($"A range of lots: read as {string.Join(", ", phrase.Lots)}.", .6);
            }
            else if (phrase.Lots.Count > 1)
            {
                row.Note($"One entry for {phrase.Lots.Count} lots.", .9);
            }
        }
        else if (row.Lots.Count > 0)
        {
            if (row.Lots.Count == 1 && community is not null && community.Lots.Contains(row.Lots[0]))
            {
                row.Note($"The word LOT is missing, but {row.Lots[0]} is a lot of {community.Name}.", .85);
            }
            else
            {
                row.Ask("The word LOT is missing, so the number is a guess.", .6);
            }
        }
        if (shape.Block is not null)
        {
            row.Ask("It names a block beside the lot.", .6);
        }
    }

    private void ReadRemark(ProposedRow row, SubjectShape shape)
    {
        if (shape.Bracket is { } bracket && row.Address.Street is null && books.Addresses.Read(bracket) is { Street: not null } address)
        {
            row.Address = address;
            row.Note("The address was taken from the brackets in the subject.", .9);
        }
        else if (shape.Bracket is { Length: > 0 } said)
        {
            row.Note($"It also says “{said}”.", .9);
        }
        if (shape.Remark.Length == 0)
        {
            return;
        }
        if (SubjectPatterns.Address().IsMatch(shape.Remark) && books.Addresses.Read(shape.Remark) is { Street: not null } behind)
        {
            row.Address = row.Address.Street is null ? behind : row.Address;
            row.Note("The subject gives the address too.", .9);
            return;
        }
        if (row.Kind != ImportKind.PhaseJob && books.Words.Exact(Spelling.Key(shape.Remark)) is { } second && second.Kind != row.Kind)
        {
            row.Ask($"It names two kinds of work; the other is {second.Name}.", .6);
            return;
        }
        if (row.Kind == ImportKind.PhaseJob)
        {
            row.Ask($"Beside the phase it says “{shape.Remark}”: the phase itself, or a task in it?", .6);
        }
        else
        {
            row.Note($"It also says “{shape.Remark}”.", .85);
        }
    }

    private static SubjectClass ClassOf(ProposedRow row, SubjectShape shape, IReadOnlyList<string> lots)
    {
        var raw = row.Record.Subject;
        return lots.Count == 0 ? SubjectClass.NoLot
            : shape.Work is null ? SubjectClass.PhaseMissing
            : shape.Lot is null ? SubjectClass.NumberAfterPhase
            : lots.Count > 1 ? SubjectClass.SeveralLots
            : shape.Qualified || shape.Remark.Length > 0 || shape.Bracket is not null ? SubjectClass.ExtraText
            : shape.Lot.Misspelt || shape.Lot.Word == "#" || !shape.UsualSeparators || raw.Contains('=', StringComparison.Ordinal) || raw != raw.Trim() ? SubjectClass.CanonicalTypo
            : raw.Any(char.IsLower) ? SubjectClass.CanonicalCase
            : raw.Contains("- ", StringComparison.Ordinal) || raw.Contains(" -", StringComparison.Ordinal) ? SubjectClass.CanonicalBlanks
            : SubjectClass.Canonical;
    }
}
