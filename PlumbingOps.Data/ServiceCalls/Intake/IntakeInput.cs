using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.Customers;

namespace PlumbingOps.Data.ServiceCalls.Intake;

/// <summary>What the front desk types while somebody is on the phone: a call, and whoever is new to the books.</summary>
public sealed class IntakeInput : ServiceCallInput
{
    [Display(Name = "Company")]
    public string? TenantId { get; set; }

    /// <summary>A caller the books do not know; null when one was chosen.</summary>
    [Display(Name = "Name"), MaxLength(Customer.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? NewName { get; set; }

    [Display(Name = "Phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? NewPhone { get; set; }

    [Display(Name = "E-mail"), MaxLength(120, ErrorMessage = "At most {1} characters."), RegularExpression(@"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*", ErrorMessage = "This is not an e-mail address.")]
    public string? NewEmail { get; set; }

    /// <summary>Somebody else pays, and the books do not know them.</summary>
    [Display(Name = "Who pays"), MaxLength(Customer.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? PayerName { get; set; }

    [Display(Name = "Payer's phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? PayerPhone { get; set; }

    public bool IsNewCaller => NewName is not null;

    /// <summary>The new caller as a customer, who lives where the work is.</summary>
    public CustomerInput Caller() => new()
    {
        Name = Typed.Line(NewName) ?? "",
        Phone = NewPhone,
        Email = NewEmail,
        Street = Street,
        City = City,
        State = State,
        Zip = Zip,
    };
}
