using System.IO.Enumeration;
using PlumbingOps.Simulator.Calls;

namespace PlumbingOps.Simulator.Faults;

public enum FaultKind
{
    /// <summary>Only the delay, then the true answer.</summary>
    Slow,

    /// <summary>Status, headers and body as given.</summary>
    Answer,

    /// <summary>Meta's error by code and subcode.</summary>
    GraphError,

    /// <summary>Google's error by its status word.</summary>
    GoogleError,

    /// <summary>A server error in the provider's own shape.</summary>
    ServerError,

    /// <summary>The provider's own way to say "too fast".</summary>
    Throttle,

    /// <summary>The connection ends politely and without an answer: HttpClient then repeats a request that has no body.</summary>
    Fin,

    /// <summary>The connection is torn down.</summary>
    Reset,

    /// <summary>A page where JSON was due.</summary>
    Html,

    /// <summary>A whole answer whose JSON stops in the middle.</summary>
    TruncatedJson,

    /// <summary>The connection ends within the body.</summary>
    CutOff,

    /// <summary>States nobody has heard of.</summary>
    UnknownEnum,
}

/// <summary>One mishap, waiting for the request it is meant for.</summary>
public sealed record Fault
{
    public long Id { get; init; }

    public FaultKind Kind { get; init; }

    public string? Method { get; init; }

    /// <summary>Part of host/path, or a pattern of it with *; null fits all.</summary>
    public string? Path { get; init; }

    /// <summary>Part of any parameter, such as a post's text.</summary>
    public string? Text { get; init; }

    /// <summary>Only calls that make something public fit.</summary>
    public bool CommitsOnly { get; init; }

    /// <summary>So many fitting requests pass first.</summary>
    public int Skip { get; init; }

    /// <summary>So many are hit.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What was asked for happens all the same; only the answer is lost or wrong.</summary>
    public bool AfterCommit { get; init; }

    public int DelayMilliseconds { get; init; }

    public int? Status { get; init; }

    public string? Body { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public int Code { get; init; }

    public int? Subcode { get; init; }

    public string? GoogleStatus { get; init; }

    /// <summary>These spoil the true answer, so there must be one.</summary>
    public bool RunsTheRequest => AfterCommit || Kind is FaultKind.Slow or FaultKind.TruncatedJson or FaultKind.CutOff or FaultKind.UnknownEnum;

    public string Name => Kind is FaultKind.Slow or FaultKind.TruncatedJson or FaultKind.CutOff or FaultKind.UnknownEnum ? $"{Kind}" : $"{Kind} {(AfterCommit ? "after" : "before")} commit";

    public bool Fits(Call call) =>
        (Method is null || Method == call.Method)
        && (!CommitsOnly || Commits.Is(call))
        && (Path is null || FitsPath($"{call.Host}/{call.FullPath}"))
        && (Text is null || call.Parameters.Values.Any(value => value.Contains(Text, StringComparison.Ordinal)));

    private bool FitsPath(string path) =>
        Path!.Contains('*', StringComparison.Ordinal) ? FileSystemName.MatchesSimpleExpression(Path, path) : path.Contains(Path, StringComparison.Ordinal);
}
