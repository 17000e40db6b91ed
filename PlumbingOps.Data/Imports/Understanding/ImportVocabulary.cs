namespace PlumbingOps.Data.Imports;

public enum ImportPhase { Groundwork, PostAndBeam, TopOut, Trim, Final }

public enum ImportKind { PhaseJob, Warranty, PayCall, PunchList, GoBack, Task, Estimate, Absence, Meeting, Skip, Review }

public enum ImportOutcome { New, Review, Skipped, Duplicate, Superseded, Error }

/// <summary>The shapes a subject has. The numbers 1-18 are those of the construction calendar's study.</summary>
public enum SubjectClass
{
    Canonical = 1,
    CanonicalBlanks = 2,
    CanonicalCase = 3,
    CanonicalTypo = 4,
    SeveralLots = 5,
    ExtraText = 6,
    PhaseMissing = 7,
    NoLot = 8,
    NumberAfterPhase = 9,
    FieldNote = 10,
    PersonOrProject = 11,
    NumberWithoutPhase = 12,
    FreeText = 13,
    GoBack = 14,
    Estimate = 15,
    Absence = 16,
    Meeting = 17,
    Blank = 18,
    GoBackBare = 19,
    EstimateBare = 20,
    Project = 21,
    AddressOnly = 22,
}

/// <summary>What a word of the trade stands for: a phase of a lot, or a kind of visit.</summary>
public sealed record WorkMeaning(ImportKind Kind, ImportPhase? Phase = null)
{
    public string Name => Phase switch
    {
        ImportPhase.PostAndBeam => "Post and Beam",
        ImportPhase.TopOut => "Top Out",
        { } phase => phase.ToString(),
        null => Kind switch
        {
            ImportKind.PayCall => "pay call",
            ImportKind.PunchList => "punch list",
            ImportKind.GoBack => "go back",
            ImportKind.PhaseJob => "phase job",
            _ => Kind.ToString().ToLowerInvariant(),
        },
    };
}
