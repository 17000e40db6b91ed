using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlumbingOps.Data.Imports;

/// <summary>What the engine proposes for one row, as it is stored and shown: codes masked, contact and codes apart (<see cref="RowSecrets"/>).</summary>
public sealed record RowProposal
{
    public int Row { get; init; }
    public required string Key { get; init; }
    public required string ContentHash { get; init; }
    public string Title { get; init; } = "";
    public SubjectClass Class { get; init; }
    public ImportKind Kind { get; init; }
    public ImportPhase? Phase { get; init; }
    /// <summary>The engine's own view, before the books are looked at.</summary>
    public ImportOutcome Outcome { get; init; }
    public double Confidence { get; init; } = 1;
    public IReadOnlyList<string> Reasons { get; init; } = [];
    public string? Builder { get; init; }
    public string? Community { get; init; }
    public IReadOnlyList<string> Lots { get; init; } = [];
    public string? Project { get; init; }
    public string? Plan { get; init; }
    public IReadOnlyList<string> Technicians { get; init; } = [];
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public bool AllDay { get; init; }
    public TimeOnly? StartTime { get; init; }
    public TimeOnly? EndTime { get; init; }
    public DateTime? StartUtc { get; init; }
    public DateTime? EndUtc { get; init; }
    public bool Placeholder { get; init; }
    public IReadOnlyList<ProposedVisit> Visits { get; init; } = [];
    public bool Completed { get; init; }
    public DateOnly? CompletedOn { get; init; }
    public ImportAddress Address { get; init; } = ImportAddress.None;
    public string? Building { get; init; }
    public string? Unit { get; init; }
    public string? CustomerCode { get; init; }
    public int? EstimateNumber { get; init; }
    public bool PaperworkTurnedIn { get; init; }
    public string Notes { get; init; } = "";
    /// <summary>A person looked and said yes.</summary>
    public bool Approved { get; init; }
    /// <summary>How many access codes are kept apart: people see that there are some, not which.</summary>
    public int AccessCodes { get; init; }
    public bool HasContact { get; init; }
    /// <summary>The call of another calendar this row repeats.</summary>
    public Guid? SameVisitAs { get; init; }

    public static RowProposal Of(ProposedRow row, RowCorrection? correction) => new()
    {
        Row = row.Row,
        Key = row.ImportKey,
        ContentHash = row.ContentHash,
        Title = row.Title,
        Class = row.Class,
        Kind = row.Kind,
        Phase = row.Phase,
        Outcome = row.Outcome,
        Confidence = Math.Round(row.Confidence, 2),
        Reasons = [.. row.Reasons],
        Builder = row.Builder,
        Community = row.Community,
        Lots = row.Lots,
        Project = row.Project,
        Plan = row.Plan,
        Technicians = row.Technicians,
        StartDate = row.StartDate,
        EndDate = row.EndDate,
        AllDay = row.AllDay,
        StartTime = row.StartTime,
        EndTime = row.EndTime,
        StartUtc = row.StartUtc,
        EndUtc = row.EndUtc,
        Placeholder = row.Placeholder,
        Visits = row.Visits,
        Completed = row.Completed,
        CompletedOn = row.CompletedOn,
        Address = row.Address,
        Building = row.Building,
        Unit = row.Unit,
        CustomerCode = row.CustomerCode,
        EstimateNumber = row.EstimateNumber,
        PaperworkTurnedIn = row.PaperworkTurnedIn,
        Notes = row.Notes,
        Approved = correction?.Approved ?? false,
        AccessCodes = row.AccessCodes.Count,
        HasContact = row.ContactName is not null || row.ContactPhones.Count > 0 || row.ContactEmail is not null,
        SameVisitAs = row.DuplicateOfVisit is { } visit && Guid.TryParse(visit.Key, out var call) ? call : null,
    };

    /// <summary>Lower case, for the search box of the batch.</summary>
    public string SearchText(string reason) =>
        string.Join(' ', new[] { Row.ToString(System.Globalization.CultureInfo.InvariantCulture), Title, Builder, Community, Project, Address.Street, reason }.Concat(Technicians).Where(t => !string.IsNullOrEmpty(t))).ToLowerInvariant();
}

/// <summary>What only the commit reads of a row: it ends up in restricted fields of the job or call.</summary>
public sealed record RowSecrets(string? ContactName, IReadOnlyList<string> Phones, string? Email, IReadOnlyList<string> Codes)
{
    public static RowSecrets None { get; } = new(null, [], null, []);

    public static RowSecrets Of(ProposedRow row) => new RowSecrets(row.ContactName, row.ContactPhones, row.ContactEmail, row.AccessCodes).OrNone();

    /// <summary>Most rows have none: they share one.</summary>
    public RowSecrets OrNone() => ContactName is null && Phones.Count == 0 && Email is null && Codes.Count == 0 ? None : this;
}

/// <summary>What the file showed, and what the importer is unsure of.</summary>
public sealed record BatchFindings
{
    /// <summary>What the reader remarked of the file: encoding, separator, ignored columns.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
    public IReadOnlyList<string> Learned { get; init; } = [];
    public IReadOnlyList<ImportQuestion> Questions { get; init; } = [];
    public IReadOnlyList<FoundBuilder> Builders { get; init; } = [];
    /// <summary>Names on the rows nobody in the books bears yet: importing adds them.</summary>
    public IReadOnlyList<string> NewTechnicians { get; init; } = [];
}

/// <summary>How staged rows are written into jsonb: small, readable in SQL.</summary>
internal static class ImportJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(), new WithoutNull() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidOperationException($"A staged {typeof(T).Name} is empty.");

    /// <summary>PostgreSQL's text cannot hold the character zero; a hostile file can.</summary>
    private sealed class WithoutNull : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Clean(value));
    }

    public static string Clean(string value) => value.Contains('\0', StringComparison.Ordinal) ? value.Replace("\0", "", StringComparison.Ordinal) : value;
}
