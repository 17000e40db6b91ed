using System.ComponentModel.DataAnnotations;
using PlumbingOps.Data.Lots;

namespace PlumbingOps.Data.Bids;

/// <summary>What the form of a bid fills in; its lines are filled in on their own.</summary>
public class BidInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the bid a name."), MaxLength(Bid.NameMaxLength)]
    public string? Name { get; set; }

    [Display(Name = "Builder")]
    public Guid? BuilderId { get; set; }

    [Display(Name = "Customer")]
    public Guid? CustomerId { get; set; }

    [Display(Name = "Community")]
    public Guid? CommunityId { get; set; }

    [Display(Name = "Lot number"), MaxLength(Lot.NumberMaxLength)]
    public string? LotNumber { get; set; }

    [Display(Name = "Street"), MaxLength(Lot.StreetMaxLength)]
    public string? Street { get; set; }

    [Display(Name = "City"), MaxLength(Bid.CityMaxLength)]
    public string? City { get; set; }

    [Display(Name = "Plan"), MaxLength(Bid.PlanMaxLength)]
    public string? Plan { get; set; }

    [Display(Name = "Due")]
    public DateOnly? DueDate { get; set; }

    [Display(Name = "Follow up")]
    public DateOnly? FollowUpOn { get; set; }

    [Display(Name = "Owner")]
    public Guid? OwnerId { get; set; }

    [Display(Name = "Terms"), MaxLength(Bid.TermsMaxLength)]
    public string? Terms { get; set; }

    [Display(Name = "Notes for us"), MaxLength(Bid.NotesMaxLength)]
    public string? Notes { get; set; }

    public static BidInput Of(Bid bid) => new()
    {
        Name = bid.Name,
        BuilderId = bid.BuilderId,
        CustomerId = bid.CustomerId,
        CommunityId = bid.CommunityId,
        LotNumber = bid.LotNumber,
        Street = bid.Street,
        City = bid.City,
        Plan = bid.Plan,
        DueDate = bid.DueDate,
        FollowUpOn = bid.FollowUpOn,
        OwnerId = bid.OwnerId,
        Terms = bid.Terms,
        Notes = bid.Notes,
    };

    public BidInput Copy() => (BidInput)MemberwiseClone();

    /// <summary>Whether both say the same where the customer reads it.</summary>
    internal bool SaysTheSame(BidInput other) =>
        (BuilderId, CustomerId, CommunityId) == (other.BuilderId, other.CustomerId, other.CommunityId)
        && new[] { (Name, other.Name), (LotNumber, other.LotNumber), (Street, other.Street), (City, other.City), (Plan, other.Plan), (Terms, other.Terms) }.All(pair => FieldMerge.Same(pair.Item1, pair.Item2));

    internal void FillIn(Bid bid)
    {
        bid.Name = Typed.Line(Name)!;
        (bid.BuilderId, bid.CustomerId, bid.CommunityId) = (BuilderId, CustomerId, CommunityId);
        (bid.LotNumber, bid.Street, bid.City, bid.Plan) = (Lots.LotNumber.Normalise(LotNumber), Typed.Line(Street), Typed.Line(City), Typed.Line(Plan)?.ToUpperInvariant());
        (bid.DueDate, bid.FollowUpOn, bid.OwnerId) = (DueDate, FollowUpOn, OwnerId);
        (bid.Terms, bid.Notes) = (Typed.Text(Terms), Typed.Text(Notes));
    }
}
