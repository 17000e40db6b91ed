namespace PlumbingOps.Web.Shell;

/// <summary>Someone else changed a field while this person was editing it: the three values, in words.</summary>
/// <param name="Who">Who changed it, when known.</param>
public sealed record ThreeValues(string? Was, string? Theirs, string? Yours, string? Who = null);
