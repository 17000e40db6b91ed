using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.Builders;

namespace PlumbingOps.Data.Lots;

/// <summary>What the form of a community fills in.</summary>
public class CommunityInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the community's name."), MaxLength(Community.NameMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Name { get; set; } = "";

    [Display(Name = "City"), MaxLength(60, ErrorMessage = "At most {1} characters.")]
    public string? City { get; set; }

    [Display(Name = "County"), MaxLength(60, ErrorMessage = "At most {1} characters.")]
    public string? County { get; set; }

    [Display(Name = "State"), RegularExpression("[A-Za-z]{2}", ErrorMessage = "Two letters, as in WA.")]
    public string? State { get; set; }

    [Display(Name = "ZIP"), MaxLength(10, ErrorMessage = "At most {1} characters.")]
    public string? Zip { get; set; }

    [Display(Name = "Notes"), MaxLength(Builder.NotesMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Notes { get; set; }

    public static CommunityInput Of(Community community) => new()
    {
        Name = community.Name,
        City = community.City,
        County = community.County,
        State = community.State,
        Zip = community.Zip,
        Notes = community.Notes,
    };

    public CommunityInput Copy() => (CommunityInput)MemberwiseClone();

    internal void FillIn(Community community)
    {
        community.Name = Typed.Line(Name)!;
        community.City = Typed.Line(City);
        community.County = Typed.Line(County);
        community.State = Typed.Line(State)?.ToUpperInvariant();
        community.Zip = Typed.Line(Zip);
        community.Notes = Typed.Text(Notes);
    }
}
