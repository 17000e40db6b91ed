using PlumbingOps.Data.Imports;

namespace PlumbingOps.Web.Features.Imports;

/// <summary>Names of the file and of the books that begin with or hold what somebody types.</summary>
/// <param name="builder">Whose communities; null for other subjects.</param>
public delegate Task<IReadOnlyList<string>> SuggestNames(QuestionSubject subject, string? builder, string typed, CancellationToken cancellationToken);
