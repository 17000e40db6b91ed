using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Marketing;

/// <summary>What the form of an offer fills in. Money is typed in dollars.</summary>
public sealed class OfferInput : IValidatableObject
{
    private const int CentsOfADollar = 100;

    [Display(Name = "Title"), Required(ErrorMessage = "Give the offer a title."), MaxLength(Offer.TitleMaxLength, ErrorMessage = "At most {1} characters.")]
    public string Title { get; set; } = "";

    [Display(Name = "Description"), MaxLength(Offer.TextMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Description { get; set; }

    [Display(Name = "Service"), MaxLength(LocalTopic.ServiceMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? ServiceType { get; set; }

    [Display(Name = "Valid from"), Required(ErrorMessage = "Choose the first day.")]
    public DateOnly? ValidFrom { get; set; }

    [Display(Name = "Valid to"), Required(ErrorMessage = "Choose the last day.")]
    public DateOnly? ValidTo { get; set; }

    [Display(Name = "Discount")]
    public DiscountKind Discount { get; set; }

    [Display(Name = "Percent"), Range(0.01, 100, ErrorMessage = "More than 0 and at most 100 percent.")]
    public decimal? Percent { get; set; }

    [Display(Name = "Amount"), Range(0.01, 100_000, ErrorMessage = "More than nothing, and at most $100,000.")]
    public decimal? Amount { get; set; }

    [Display(Name = "Coupon code"), MaxLength(Offer.CouponMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? CouponCode { get; set; }

    [Display(Name = "Page on the website"), MaxLength(ContentItem.UrlMaxLength, ErrorMessage = "At most {1} characters."), WebAddress]
    public string? WebsiteUrl { get; set; }

    [Display(Name = "Terms"), MaxLength(Offer.TextMaxLength, ErrorMessage = "At most {1} characters.")]
    public string? Terms { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ValidTo < ValidFrom)
        {
            yield return new ValidationResult("The last day lies before the first.", [nameof(ValidTo)]);
        }

        if (Discount == DiscountKind.Percentage && Percent is null)
        {
            yield return new ValidationResult("Say how many percent.", [nameof(Percent)]);
        }

        if (Discount == DiscountKind.FixedAmount && Amount is null)
        {
            yield return new ValidationResult("Say how much.", [nameof(Amount)]);
        }
    }

    public static OfferInput Of(Offer offer) => new()
    {
        Title = offer.Title,
        Description = offer.Description,
        ServiceType = offer.ServiceType,
        ValidFrom = offer.ValidFrom,
        ValidTo = offer.ValidTo,
        Discount = offer.Discount,
        Percent = offer.Percent,
        Amount = offer.AmountCents / (decimal?)CentsOfADollar,
        CouponCode = offer.CouponCode,
        WebsiteUrl = offer.WebsiteUrl,
        Terms = offer.Terms,
    };

    public OfferInput Copy() => (OfferInput)MemberwiseClone();

    internal void FillIn(Offer offer)
    {
        (offer.Title, offer.Description, offer.ServiceType) = (Typed.Line(Title)!, Typed.Text(Description), Typed.Line(ServiceType));
        (offer.ValidFrom, offer.ValidTo, offer.Discount) = (ValidFrom!.Value, ValidTo!.Value, Discount);
        offer.Percent = Discount == DiscountKind.Percentage ? Percent : null;
        offer.AmountCents = Discount == DiscountKind.FixedAmount ? (long)decimal.Round(Amount!.Value * CentsOfADollar) : null;
        (offer.CouponCode, offer.WebsiteUrl, offer.Terms) = (Typed.Line(CouponCode), Typed.Line(WebsiteUrl), Typed.Text(Terms));
    }
}
