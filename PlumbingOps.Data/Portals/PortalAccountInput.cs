using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Portals;

/// <summary>What the form of a portal login fills in.</summary>
public class PortalAccountInput
{
    [Display(Name = "Signs in as"), Required(ErrorMessage = "Give the name or mail address one signs in with."), MaxLength(PortalAccount.LoginMaxLength, ErrorMessage = "At most {1} characters.")]
    public string LoginIdentifier { get; set; } = "";

    [Display(Name = "Account number"), MaxLength(PortalAccount.NumberMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? AccountNumber { get; set; }

    [Display(Name = "Where the password is kept"), MaxLength(PortalAccount.VaultMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? VaultReference { get; set; }

    [Display(Name = "Owner")]
    public Guid? OwnerId { get; set; }

    [Display(Name = "Notes"), MaxLength(PortalAccount.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static PortalAccountInput Of(PortalAccount account) => new()
    {
        LoginIdentifier = account.LoginIdentifier,
        AccountNumber = account.AccountNumber,
        VaultReference = account.VaultReference,
        OwnerId = account.OwnerId,
        Notes = account.Notes,
    };

    public PortalAccountInput Copy() => (PortalAccountInput)MemberwiseClone();

    internal void FillIn(PortalAccount account)
    {
        account.LoginIdentifier = Typed.Line(LoginIdentifier)!;
        account.AccountNumber = Typed.Line(AccountNumber);
        account.VaultReference = Typed.Line(VaultReference);
        account.OwnerId = OwnerId;
        account.Notes = Typed.Text(Notes);
    }
}
