using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.People;

/// <summary>What the form of a user fills in.</summary>
public class UserInput
{
    [Display(Name = "Full name"), Required(ErrorMessage = "Give the full name."), MaxLength(AppUser.FullNameMaxLength)]
    public string FullName { get; set; } = "";

    [Display(Name = "User name"), Required(ErrorMessage = "Give a user name."), MaxLength(AppUser.UserNameMaxLength)]
    public string UserName { get; set; } = "";

    [Display(Name = "E-mail"), Required(ErrorMessage = "Give an e-mail address."), EmailAddress(ErrorMessage = "This is not an e-mail address."), MaxLength(AppUser.EmailMaxLength)]
    public string Email { get; set; } = "";

    [Display(Name = "Role"), Required(ErrorMessage = "Choose a role.")]
    public string Role { get; set; } = Roles.Viewer;

    /// <summary>The only company the person may see; null for all.</summary>
    [Display(Name = "Company")]
    public string? TenantId { get; set; }

    /// <summary>The technicians this person is, at most one per company.</summary>
    [Display(Name = "Is the technician")]
    public List<Guid> Technicians { get; set; } = [];

    public UserInput Copy()
    {
        var copy = (UserInput)MemberwiseClone();
        copy.Technicians = [.. Technicians];
        return copy;
    }
}
