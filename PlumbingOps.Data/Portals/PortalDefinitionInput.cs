using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Portals;

/// <summary>What the form of a portal fills in.</summary>
public class PortalDefinitionInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the portal's name."), MaxLength(PortalDefinition.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "Category")]
    public PortalCategory Category { get; set; }

    [Display(Name = "Whose site"), MaxLength(PortalDefinition.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Jurisdiction { get; set; }

    [Display(Name = "Address"), Required(ErrorMessage = "Give the address where one signs in."), MaxLength(PortalDefinition.UrlMaxLength, ErrorMessage = "At most {1} characters."), WebAddress]
    public string BaseUrl { get; set; } = "";

    [Display(Name = "Support phone"), MaxLength(40, ErrorMessage = "At most {1} characters.")]
    public string? SupportPhone { get; set; }

    [Display(Name = "What it is for"), MaxLength(PortalDefinition.DescriptionMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Description { get; set; }

    public static PortalDefinitionInput Of(PortalDefinition portal) => new()
    {
        Name = portal.Name,
        Category = portal.Category,
        Jurisdiction = portal.Jurisdiction,
        BaseUrl = portal.BaseUrl,
        SupportPhone = portal.SupportPhone,
        Description = portal.Description,
    };

    public PortalDefinitionInput Copy() => (PortalDefinitionInput)MemberwiseClone();

    internal void FillIn(PortalDefinition portal)
    {
        portal.Name = Typed.Line(Name)!;
        portal.Category = Category;
        portal.Jurisdiction = Typed.Line(Jurisdiction);
        portal.BaseUrl = BaseUrl.Trim();
        portal.SupportPhone = Typed.Line(SupportPhone);
        portal.Description = Typed.Text(Description);
    }
}
