using PlumbingOps.Data.Imports;

namespace PlumbingOps.Web.Features.Imports;

/// <summary>What a person said about a row in its dialog.</summary>
/// <param name="Question">The doubt about the row's builder or community, if there is one.</param>
/// <param name="Always">What the spelling in question means in all rows and later calendars, if the person said so.</param>
public sealed record RowSaved(int Number, RowCorrection Correction, ImportQuestion? Question, string? Always);
