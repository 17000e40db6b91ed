namespace PlumbingOps.Data.Imports;

/// <summary>What a calendar is mostly about. Either kind comes as CSV or iCalendar.</summary>
public enum CalendarKind { Construction, Service }

public enum CalendarFormat { Csv, ICalendar }

/// <summary>An uploaded calendar, decoded. Every record of the file is here, readable or not.</summary>
public sealed record CalendarFile
{
    public required string FileName { get; init; }
    public required CalendarFormat Format { get; init; }
    public required CalendarKind Kind { get; init; }
    /// <summary>UTF-8, UTF-16 or Windows-1252.</summary>
    public required string Encoding { get; init; }
    /// <summary>Between the cells of a CSV; null for iCalendar.</summary>
    public char? Separator { get; init; }
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }
    /// <summary>Sentences for the person who imports, such as columns that were ignored.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
    public required IReadOnlyList<CalendarRecord> Records { get; init; }
}

/// <summary>One row of a CSV or one VEVENT.</summary>
public sealed record CalendarRecord
{
    /// <summary>1 is the first record after the header; a record may span several lines.</summary>
    public required int Row { get; init; }
    public string? Uid { get; init; }
    public string Subject { get; init; } = "";
    public string Description { get; init; } = "";
    public string Location { get; init; } = "";
    public IReadOnlyList<string> Categories { get; init; } = [];
    public CalendarTime? Start { get; init; }
    /// <summary>As the file says: exclusive for all-day entries.</summary>
    public CalendarTime? End { get; init; }
    public bool AllDay { get; init; }
    public bool Cancelled { get; init; }
    /// <summary>SHA-256 of all cells: equal only when every cell is equal.</summary>
    public required string ContentHash { get; init; }
    /// <summary>Why this record cannot be read; sentences with record and column. Empty for a good one.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    public int Sequence { get; init; }
    public DateTime? LastModified { get; init; }
    public string? RecurrenceRule { get; init; }
    public IReadOnlyList<CalendarTime> ExceptDates { get; init; } = [];
    public CalendarTime? RecurrenceId { get; init; }
}

/// <summary>A moment as written: a wall clock, in the zone the file names. Null zone = the company's.</summary>
public readonly record struct CalendarTime(DateTime Local, string? Zone, bool IsUtc);

/// <summary>What a file may cost. One cell of 40 MB must not cost 40 MB.</summary>
public sealed record ImportLimits
{
    public static ImportLimits Default { get; } = new();

    public long MaxBytes { get; init; } = 64L * 1024 * 1024;
    public int MaxRecords { get; init; } = 100_000;
    /// <summary>Characters of one cell or property.</summary>
    public int MaxTextLength { get; init; } = 64 * 1024;
}

/// <summary>The file as a whole cannot be imported; the message is meant for the person who chose it.</summary>
public sealed class ImportRefusedException : Exception
{
    public ImportRefusedException() { }

    public ImportRefusedException(string message) : base(message) { }

    public ImportRefusedException(string message, Exception innerException) : base(message, innerException) { }
}
