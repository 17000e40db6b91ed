using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Customers;

/// <summary>What the form of a customer fills in.</summary>
public class CustomerInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the customer's name."), MaxLength(Customer.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? Phone { get; set; }

    [Display(Name = "Other phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? OtherPhone { get; set; }

    [Display(Name = "E-mail"), MaxLength(120, ErrorMessage = "At most {1} characters."), RegularExpression(@"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*", ErrorMessage = "This is not an e-mail address.")]
    public string? Email { get; set; }

    [Display(Name = "Street"), MaxLength(120, ErrorMessage = "At most {1} characters.")]
    public string? Street { get; set; }

    [Display(Name = "City"), MaxLength(60, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "State"), RegularExpression("[A-Za-z]{2}", ErrorMessage = "Two letters, as in WA.")]
    public string? State { get; set; }

    [Display(Name = "ZIP"), MaxLength(10, ErrorMessage = "At most {1} characters.")]
    public string? Zip { get; set; }

    [Display(Name = "Tags")]
    public List<string> Tags { get; set; } = [];

    [Display(Name = "Do not service")]
    public bool DoNotService { get; set; }

    [Display(Name = "Notes"), MaxLength(Customer.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static CustomerInput Of(Customer customer) => new()
    {
        Name = customer.Name,
        Phone = customer.Phone,
        OtherPhone = customer.OtherPhone,
        Email = customer.Email,
        Street = customer.Street,
        City = customer.City,
        State = customer.State,
        Zip = customer.Zip,
        Tags = [.. customer.Tags],
        DoNotService = customer.DoNotService,
        Notes = customer.Notes,
    };

    public CustomerInput Copy()
    {
        var copy = (CustomerInput)MemberwiseClone();
        copy.Tags = [.. Tags];
        return copy;
    }

    internal void FillIn(Customer customer)
    {
        customer.Name = Typed.Line(Name)!;
        customer.Phone = Typed.Line(Phone);
        customer.OtherPhone = Typed.Line(OtherPhone);
        customer.Email = Typed.Mail(Email);
        customer.Street = Typed.Line(Street);
        customer.City = Typed.Line(City);
        customer.State = Typed.Line(State)?.ToUpperInvariant();
        customer.Zip = Typed.Line(Zip);
        customer.Tags = TagList.Clean(Tags);
        customer.DoNotService = DoNotService;
        customer.Notes = Typed.Text(Notes);
    }
}
