namespace PlumbingOps.Data.Imports;

/// <summary>Everything without a form: notes from the field, tasks, free text. What is not certain waits for a person.</summary>
internal sealed class FieldNoteReader(ImportBooks books)
{
    public void Read(ProposedRow row, SubjectShape shape, CategoryReading colours, List<NamedTechnician> technicians)
    {
        var note = FieldNote.Read(shape, books.Places, books.Names, books.Words, colours.Work, AddressText.StreetKey(row.Address.Street));
        technicians.AddRange(note.Technicians);
        if (note.Builder is { } builder)
        {
            BuilderDoubts.Read(books, row, note.BuilderWritten, builder);
        }
        if (note.Community is { } community)
        {
            BuilderDoubts.Read(books, row, note.CommunityWritten, community);
            if (note.Builder is null)
            {
                row.Ask($"It names no builder; {community.Entry.Name} is a community of {community.Entry.Builder.Name}.", .6);
            }
        }
        row.Lots = note.Lots;
        row.Class = (note.Work is not null, note.Lots.Count > 0) switch
        {
            (true, true) => SubjectClass.FieldNote,
            (true, false) => SubjectClass.PersonOrProject,
            (false, true) => SubjectClass.NumberWithoutPhase,
            _ => SubjectClass.FreeText,
        };
        ReadWork(row, note, colours);
        AskWhatIsMissing(row, note, shape, colours);
    }

    private void ReadWork(ProposedRow row, FieldNote note, CategoryReading colours)
    {
        if (note.Work is { } work)
        {
            (row.Kind, row.Phase) = (work.Meaning.Kind, work.Meaning.Phase);
            if (colours.Work is { } colour && books.Categories.Contradicts(work.Meaning, colour))
            {
                row.Note($"The category says {colour.Name} but the subject says {work.Word}: the subject wins.", .8);
            }
            if (work.Meaning.Kind == ImportKind.Task && colours.Work is null && books.File.Kind == CalendarKind.Construction)
            {
                row.Ask("It names only a small task, and no category says what it belongs to.", .5);
            }
            if (work.Misspelt && colours.Work != work.Meaning)
            {
                row.Ask($"{work.Word} may be meant.", .5);
            }
            return;
        }
        if (note.Lots.Count == 0)
        {
            row.Kind = colours.Away ? ImportKind.Absence : ImportKind.Task;
            return;
        }
        row.Kind = colours.Work switch
        {
            null => ImportKind.Review,
            { Kind: ImportKind.PhaseJob } => ImportKind.Task,
            var visit => visit.Kind,
        };
    }

    private void AskWhatIsMissing(ProposedRow row, FieldNote note, SubjectShape shape, CategoryReading colours)
    {
        if (row.Class == SubjectClass.FreeText)
        {
            row.Ask(colours.Away ? "The category says time off, the subject does not." : "Free text: a person must say what this is.", .3);
            return;
        }
        if (row.Class == SubjectClass.NumberWithoutPhase)
        {
            row.Ask("It has a number but does not say which work is meant.", .4);
            return;
        }
        if (row.Class == SubjectClass.PersonOrProject)
        {
            // In a service calendar a task at an address with a technician is all there is to know.
            if (books.File.Kind == CalendarKind.Service && row.Kind == ImportKind.Task && row.Address.Street is not null && colours.Technicians.Count > 0 && note.Builder is null)
            {
                row.Note("A task at an address.", .8);
                return;
            }
            row.Project = note.Rest.Length is > 2 and <= 60 && note.Builder is null ? note.Rest : null;
            row.Ask("It names work, but no lot.", .4);
            return;
        }
        if (row.Builder is null)
        {
            row.Ask("It names no builder we know.", .3);
            if (shape.Names.Count == 1 && note.LotWord)
            {
                books.Questions.Ask(row, QuestionSubject.Builder, shape.Names[0], null, [], $"“{shape.Names[0]}” stands where builder and community stand", blocking: true);
            }
        }
        else if (note.Community is null && shape.Names.Count == 1 && note.LotWord && note.Rest.Length > 0)
        {
            books.Questions.Ask(row, QuestionSubject.Community, note.Rest, row.Builder, [], $"“{note.Rest}” stands where a community of {row.Builder} stands", blocking: true);
        }
        if (note.Community is null)
        {
            row.Ask("It names no community we know.", .4);
        }
        if (note.UnclearNumbers)
        {
            row.Ask("It has several numbers; which one is the lot is a guess.", .4);
        }
        else if (note.Lots.Count > 1 && !note.LotWord)
        {
            row.Ask($"Read as {note.Lots.Count} lots: {string.Join(", ", note.Lots)}.", .6);
        }
        else if (!note.LotWord && !(note.Community?.Entry.Lots.Contains(note.Lots[0]) ?? false))
        {
            row.Ask("The word LOT is missing, so the number is a guess.", .6);
        }
        if (note.MixedWork || shape.Lot is { Range: true } || shape.Block is not null)
        {
            row.Ask("It can be read in more than one way.", .5);
        }
        if (note.Rest.Length > 0)
        {
            row.Ask($"It also says “{note.Rest}”.", .6);
        }
        row.Note("A field note, read word by word.", .85);
    }
}
