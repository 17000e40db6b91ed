namespace PlumbingOps.Data.Imports;

/// <summary>The books a row is read with.</summary>
internal sealed record ImportBooks(CalendarFile File, TradeWords Words, NameBook Names, AddressText Addresses, CategoryBook Categories, PlaceBook Places, NameOrder Order,
    LocalClock Clock, QuestionBook Questions);

/// <summary>One record → one proposed row. Decides what a subject is; the rows of lots and the field notes have readers of their own.</summary>
internal sealed class RowReader(ImportBooks books)
{
    private readonly LotRowReader lotRows = new(books);
    private readonly FieldNoteReader fieldNotes = new(books);

    public ProposedRow Read(CalendarRecord record, SubjectShape shape)
    {
        var row = new ProposedRow(record) { AllDay = record.AllDay };
        var colours = books.Categories.Read(record.Categories);
        new RowDates(books.Clock).Read(record, row);
        if (record.Errors.Count > 0)
        {
            row.Kind = ImportKind.Review;
            row.Class = SubjectClass.FreeText;
            row.Confidence = 0;
            row.Outcome = ImportOutcome.Error;
            row.Reasons.AddRange(record.Errors);
            Finish(row, shape, [], DescriptionText.Read(record.Description, false, books.Names, books.Words), colours);
            return row;
        }
        row.Completed = colours.Complete;
        row.CompletedOn = row.Completed ? row.EndDate : null;
        row.Cancelled = record.Cancelled || colours.Cancelled;
        row.PaperworkTurnedIn = colours.PaperworkTurnedIn;
        row.Address = books.Addresses.Read(record.Location);
        var subjectTechnicians = new List<NamedTechnician>();
        Classify(row, shape, colours, subjectTechnicians);
        var description = DescriptionText.Read(record.Description, row.Kind == ImportKind.PhaseJob, books.Names, books.Words);
        Finish(row, shape, subjectTechnicians, description, colours);
        row.Outcome = row.Kind == ImportKind.Skip ? ImportOutcome.Skipped : row.MustAsk || row.Kind == ImportKind.Review ? ImportOutcome.Review : ImportOutcome.New;
        return row;
    }

    private void Classify(ProposedRow row, SubjectShape shape, CategoryReading colours, List<NamedTechnician> technicians)
    {
        var text = shape.Text;
        if (IsBlank(row, text) || IsNotice(row, ref shape, ref text))
        {
            return;
        }
        if (SubjectPatterns.OddSigns().IsMatch(row.Record.Subject.Trim()) || row.Record.Subject.Contains('\t', StringComparison.Ordinal))
        {
            (row.Class, row.Kind) = (SubjectClass.FreeText, ImportKind.Review);
            row.Ask("The subject has signs no calendar entry of ours has.", .1);
            return;
        }
        if (IsGoBack(row, text) || IsEstimate(row, text) || lotRows.Read(row, shape, colours, technicians) || IsAway(row, text, shape, colours, technicians)
            || IsMeeting(row, text, shape, colours) || IsProject(row, text))
        {
            return;
        }
        if (SubjectPatterns.Address().IsMatch(text) && shape.Lot is null && shape.Work is null)
        {
            (row.Class, row.Kind) = (SubjectClass.AddressOnly, ImportKind.Review);
            row.Ask("The subject is only an address: it does not say what is to be done.", .3);
            UseAddressFromSubject(row, text);
            return;
        }
        fieldNotes.Read(row, shape, colours, technicians);
    }

    private static bool IsBlank(ProposedRow row, string text)
    {
        var number = text.Length is > 0 and <= 4 && text.All(char.IsAsciiDigit);
        if (!number && text.Any(char.IsLetterOrDigit))
        {
            return false;
        }
        row.Class = SubjectClass.Blank;
        // A colour alone says too little to import; a description or an address is somebody's work.
        if (!string.IsNullOrWhiteSpace(row.Record.Description) || !string.IsNullOrWhiteSpace(row.Record.Location))
        {
            row.Kind = ImportKind.Review;
            row.Ask(number ? "The subject is only a number, but the entry has more to say." : "The subject is empty, but the entry has more to say.", .2);
        }
        else
        {
            row.Kind = ImportKind.Skip;
            row.Note(number ? "The subject is only a number: nothing to import." : "The subject is empty: nothing to import.");
        }
        return true;
    }

    private bool IsNotice(ProposedRow row, ref SubjectShape shape, ref string text)
    {
        if (SubjectPatterns.CancelledNotice().Match(text) is not { Success: true } match)
        {
            return false;
        }
        if (shape.Lot is not null)
        {
            // Not a notice but a job that was called off.
            shape = SubjectShape.Read(text[match.Length..], books.Words);
            text = shape.Text;
            row.Cancelled = true;
            row.Ask("The subject says it was canceled.", .5);
            return false;
        }
        (row.Class, row.Kind, row.Cancelled) = (SubjectClass.Meeting, ImportKind.Skip, true);
        row.Note("This is a notice that an appointment was canceled: nothing to import.");
        return true;
    }

    private bool IsGoBack(ProposedRow row, string text)
    {
        if (SubjectPatterns.GoBack().Match(text) is not { Success: true } match)
        {
            return false;
        }
        var rest = match.Groups["rest"].Value;
        var named = rest.Length > 0 ? books.Addresses.Read(rest) : ImportAddress.None;
        if (rest.Length > 0 && named.Street is null)
        {
            return false;
        }
        row.Kind = ImportKind.GoBack;
        row.Class = rest.Length > 0 ? SubjectClass.GoBack : SubjectClass.GoBackBare;
        if (row.Address.Street is null)
        {
            row.Address = named;
        }
        else if (named.Street is not null && AddressText.Key(named.Street) != AddressText.Key(row.Address.Street) && AddressText.StreetKey(named.Street) is not null)
        {
            // 43 SE A ST in the subject, 45 SE A ST as location: someone copied an entry. The subject was typed for this one.
            row.Note("The subject names another address than the location: the subject wins.", .8);
            row.Address = named;
        }
        if (row.Address.Street is null)
        {
            row.Ask("A go back without an address.", .4);
        }
        return true;
    }

    private static bool IsEstimate(ProposedRow row, string text)
    {
        if (SubjectPatterns.CustomerCode().Match(text) is not { Success: true } match)
        {
            return false;
        }
        row.Kind = ImportKind.Estimate;
        row.CustomerCode = match.Groups["code"].Value;
        if (match.Groups["number"].Success)
        {
            row.Class = SubjectClass.Estimate;
            row.EstimateNumber = int.Parse(match.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        }
        else
        {
            row.Class = SubjectClass.EstimateBare;
            row.Ask("This looks like a customer code without its estimate number.", .6);
        }
        return true;
    }

    private bool IsAway(ProposedRow row, string text, SubjectShape shape, CategoryReading colours, List<NamedTechnician> technicians)
    {
        var byName = NameBook.AwayText().Match(text);
        var people = byName.Success ? NameBook.NameSeparators().Split(byName.Groups[1].Value).Where(t => t.Length > 0).ToList() : [];
        var known = people.Select(p => books.Names.Find(p)).ToList();
        var named = byName.Success && shape.Lot is null && shape.Work is null && (known.TrueForAll(k => k is not null)
            || (people.Count <= 3 && people.TrueForAll(p => books.Names.LooksLikeName(char.ToUpperInvariant(p[0]) + p[1..], books.Words))));
        if (!named && !(shape.Lot is null && SubjectPatterns.Away().IsMatch(text)))
        {
            return false;
        }
        (row.Class, row.Kind) = (SubjectClass.Absence, ImportKind.Absence);
        technicians.AddRange(known.OfType<NamedTechnician>());
        if (named && known.Contains(null) && !colours.Away)
        {
            row.Ask("Somebody is off whom nobody knows, or something is.", .6);
            foreach (var person in people.Where((_, i) => known[i] is null))
            {
                books.Questions.Ask(row, QuestionSubject.Technician, person, null, [], $"“{person}” is away: is this one of the technicians?", blocking: false);
            }
        }
        return true;
    }

    private static bool IsMeeting(ProposedRow row, string text, SubjectShape shape, CategoryReading colours)
    {
        if (shape.Lot is not null || !(colours.Meeting || SubjectPatterns.Meeting().IsMatch(text) || SubjectPatterns.WebAddress().IsMatch(row.Record.Location)))
        {
            return false;
        }
        (row.Class, row.Kind) = (SubjectClass.Meeting, ImportKind.Meeting);
        if (colours.Work is { } work)
        {
            row.Ask($"The subject speaks of a meeting, the category says {work.Name}.", .5);
        }
        return true;
    }

    private bool IsProject(ProposedRow row, string text)
    {
        if (books.File.Kind != CalendarKind.Service || SubjectPatterns.Project().Match(text) is not { Success: true } match)
        {
            return false;
        }
        (row.Class, row.Kind, row.Project) = (SubjectClass.Project, ImportKind.Task, match.Groups["project"].Value.Trim(' ', ',', '-').ToUpperInvariant());
        return true;
    }

    private void UseAddressFromSubject(ProposedRow row, string text)
    {
        if (row.Address.Street is null)
        {
            row.Address = books.Addresses.Read(text);
        }
    }

    private void Finish(ProposedRow row, SubjectShape shape, List<NamedTechnician> technicians, DescriptionText description, CategoryReading colours)
    {
        var codes = description.Codes;
        var title = AccessCodes.Cut(row.Record.Subject, codes);
        var notes = AccessCodes.MaskAll(description.Notes, codes);
        row.Title = SubjectShape.Clean(AccessCodes.MaskAll(title, codes));
        if (row.Address == ImportAddress.None && !string.IsNullOrWhiteSpace(row.Record.Location) && row.Outcome != ImportOutcome.Error)
        {
            var location = AccessCodes.MaskAll(AccessCodes.Cut(SubjectShape.Clean(row.Record.Location), codes), codes);
            notes = notes.Length > 0 ? $"Location: {location}\n{notes}" : $"Location: {location}";
        }
        row.Notes = notes;
        row.AccessCodes = codes.Distinct().ToArray();
        row.Plan ??= description.Plan;
        row.Building = shape.Building ?? description.Building;
        row.Unit = shape.Unit;
        row.Block = shape.Block;
        row.ContactName = description.ContactName;
        row.ContactPhones = description.Phones;
        row.ContactEmail = description.Email;
        var all = technicians.Concat(colours.Technicians).Concat(description.Technicians).ToList();
        row.Technicians = all.Select(t => t.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        row.TechniciansAsWritten = all.Select(t => t.Written).Distinct().ToArray();
        foreach (var technician in all.Where(t => !t.Certain))
        {
            books.Questions.Ask(row, QuestionSubject.Technician, technician.Written, null, [new(technician.Name, .9)], $"“{technician.Written}” was read as {technician.Name}", blocking: false);
        }
        foreach (var category in colours.Unknown)
        {
            books.Questions.Ask(row, QuestionSubject.Kind, category, null, [], $"The category “{category}” is not known", blocking: false);
        }
        foreach (var name in description.UnknownNames)
        {
            books.Questions.Ask(row, QuestionSubject.Technician, name, null, [], $"“{name}” stands where technicians stand: is this one of them?", blocking: false);
        }
        for (var i = 0; i < row.Reasons.Count && codes.Count > 0; i++)
        {
            row.Reasons[i] = AccessCodes.MaskAll(row.Reasons[i], codes);
        }
    }
}
