using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.ServiceCalls.Completion;

/// <summary>What whoever did the work answers to one step.</summary>
public class CompletionInput
{
    private const int CentsInDollar = 100;
    private const double MostDollars = 1_000_000;

    [Display(Name = "Answer")]
    public bool? Needed { get; set; }

    [Display(Name = "Note"), MaxLength(CompletionAnswer.NoteMaxLength)]
    public string? Note { get; set; }

    [Display(Name = "Day of the next visit")]
    public DateOnly? ComeBackOn { get; set; }

    [Display(Name = "Estimate"), Range(0, MostDollars, ErrorMessage = "Give an amount in dollars.")]
    public decimal? Dollars { get; set; }

    internal long? EstimateCents => Dollars is { } dollars ? (long)decimal.Round(dollars * CentsInDollar) : null;

    public static CompletionInput Of(CompletionRow row) =>
        new() { Needed = row.Needed, Note = row.Note, ComeBackOn = row.ComeBackOn, Dollars = InDollars(row.EstimateCents) };

    internal static CompletionInput Of(CompletionAnswer? answer) => answer is null
        ? new()
        : new() { Needed = answer.Needed, Note = answer.Note, ComeBackOn = answer.ComeBackOn, Dollars = InDollars(answer.EstimateCents) };

    private static decimal? InDollars(long? cents) => cents is { } known ? (decimal)known / CentsInDollar : null;
}
