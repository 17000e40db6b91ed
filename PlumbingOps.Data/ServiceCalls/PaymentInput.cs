using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What the form of a payment fills in.</summary>
public class PaymentInput
{
    /// <summary>More is a slip of the keyboard.</summary>
    public const double MostDollars = 1_000_000;

    [Display(Name = "Amount"), Required(ErrorMessage = "Give the amount."), Range(-MostDollars, MostDollars, ErrorMessage = "Is the amount right?")]
    public decimal? Dollars { get; set; }

    [Display(Name = "How"), Required(ErrorMessage = "Say how it was paid.")]
    public PaymentMethod? Method { get; set; }

    /// <summary>Null for the company's today.</summary>
    [Display(Name = "Paid on")]
    public DateOnly? PaidOn { get; set; }

    [Display(Name = "Note"), MaxLength(CallPayment.NoteMaxLength)]
    public string? Note { get; set; }

    [Display(Name = "Nothing more is due")]
    public bool Settles { get; set; } = true;
}
