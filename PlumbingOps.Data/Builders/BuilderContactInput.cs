using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Builders;

/// <summary>What the form of a builder's contact fills in.</summary>
public class BuilderContactInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the person's name."), MaxLength(BuilderContact.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Role"), MaxLength(BuilderContact.RoleMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Role { get; set; }

    [Display(Name = "Phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? Phone { get; set; }

    [Display(Name = "E-mail"), MaxLength(120, ErrorMessage = "At most {1} characters."), EmailAddress(ErrorMessage = "This is not an e-mail address.")]
    public string? Email { get; set; }

    [Display(Name = "Prefers")]
    public ContactWay? PreferredContact { get; set; }

    /// <summary>The only company that may see the contact; null for all.</summary>
    [Display(Name = "Visible to")]
    public string? TenantId { get; set; }

    [Display(Name = "Notes"), MaxLength(Builder.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static BuilderContactInput Of(BuilderContactRow contact) => new()
    {
        Name = contact.Name,
        Role = contact.Role,
        Phone = contact.Phone,
        Email = contact.Email,
        PreferredContact = contact.PreferredContact,
        TenantId = contact.TenantId,
        Notes = contact.Notes,
    };

    public BuilderContactInput Copy() => (BuilderContactInput)MemberwiseClone();

    internal void FillIn(BuilderContact contact)
    {
        contact.Name = Typed.Line(Name)!;
        contact.Role = Typed.Line(Role);
        contact.Phone = Typed.Line(Phone);
        contact.Email = Typed.Mail(Email);
        contact.PreferredContact = PreferredContact;
        contact.TenantId = Typed.Line(TenantId);
        contact.Notes = Typed.Text(Notes);
    }
}
