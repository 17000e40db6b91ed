using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Builders;

/// <summary>What the form of a builder fills in.</summary>
public class BuilderInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the builder's name."), MaxLength(Builder.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Months of warranty"), Range(0, 120, ErrorMessage = "Between {1} and {2} months.")]
    public int WarrantyMonths { get; set; } = 12;

    [Display(Name = "Phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? Phone { get; set; }

    [Display(Name = "Street"), MaxLength(120, ErrorMessage = "At most {1} characters.")]
    public string? Street { get; set; }

    [Display(Name = "City"), MaxLength(60, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "State"), RegularExpression("[A-Za-z]{2}", ErrorMessage = "Two letters, as in WA.")]
    public string? State { get; set; }

    [Display(Name = "ZIP"), MaxLength(10, ErrorMessage = "At most {1} characters.")]
    public string? Zip { get; set; }

    [Display(Name = "Notes"), MaxLength(Builder.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static BuilderInput Of(Builder builder) => new()
    {
        Name = builder.Name,
        WarrantyMonths = builder.WarrantyMonths,
        Phone = builder.Phone,
        Street = builder.Street,
        City = builder.City,
        State = builder.State,
        Zip = builder.Zip,
        Notes = builder.Notes,
    };

    public BuilderInput Copy() => (BuilderInput)MemberwiseClone();

    internal void FillIn(Builder builder)
    {
        builder.Name = Typed.Line(Name)!;
        builder.WarrantyMonths = WarrantyMonths;
        builder.Phone = Typed.Line(Phone);
        builder.Street = Typed.Line(Street);
        builder.City = Typed.Line(City);
        builder.State = Typed.Line(State)?.ToUpperInvariant();
        builder.Zip = Typed.Line(Zip);
        builder.Notes = Typed.Text(Notes);
    }
}
