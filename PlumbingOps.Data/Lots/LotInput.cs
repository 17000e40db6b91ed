using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.Builders;

namespace PlumbingOps.Data.Lots;

/// <summary>What the form of a lot fills in.</summary>
public class LotInput
{
    /// <summary>Empty for a custom home.</summary>
    [Display(Name = "Number"), MaxLength(Lot.NumberMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Number { get; set; }

    [Display(Name = "Plan"), MaxLength(30, ErrorMessage = "At most {1} characters.")]
    public string? Plan { get; set; }

    [Display(Name = "Street"), MaxLength(Lot.StreetMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Street { get; set; }

    [Display(Name = "City"), MaxLength(60, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "State"), RegularExpression("[A-Za-z]{2}", ErrorMessage = "Two letters, as in WA.")]
    public string? State { get; set; }

    [Display(Name = "ZIP"), MaxLength(10, ErrorMessage = "At most {1} characters.")]
    public string? Zip { get; set; }

    [Display(Name = "Closing date")]
    public DateOnly? ClosingDate { get; set; }

    [Display(Name = "Notes"), MaxLength(Builder.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static LotInput Of(Lot lot) => new()
    {
        Number = lot.Number,
        Plan = lot.Plan,
        Street = lot.Street,
        City = lot.City,
        State = lot.State,
        Zip = lot.Zip,
        ClosingDate = lot.ClosingDate,
        Notes = lot.Notes,
    };

    public LotInput Copy() => (LotInput)MemberwiseClone();

    internal void FillIn(Lot lot)
    {
        lot.Number = LotNumber.Normalise(Number);
        lot.Plan = Typed.Line(Plan)?.ToUpperInvariant();
        lot.Street = Typed.Line(Street);
        lot.City = Typed.Line(City);
        lot.State = Typed.Line(State)?.ToUpperInvariant();
        lot.Zip = Typed.Line(Zip);
        lot.ClosingDate = ClosingDate;
        lot.Notes = Typed.Text(Notes);
    }
}

/// <summary>What the form for many new lots fills in.</summary>
public class NewLotsInput
{
    /// <summary>"1-40, 42, 45-60"; empty for one custom home without a number.</summary>
    [Display(Name = "Numbers")]
    public string? Numbers { get; set; }

    [Display(Name = "Plan"), MaxLength(30, ErrorMessage = "At most {1} characters.")]
    public string? Plan { get; set; }

    [Display(Name = "Street"), MaxLength(Lot.StreetMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Street { get; set; }
}
