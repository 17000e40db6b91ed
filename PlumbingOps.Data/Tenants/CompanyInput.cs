using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.Tenants;

/// <summary>What the form of a company fills in.</summary>
public class CompanyInput
{
    [Display(Name = "Name"), Required(ErrorMessage = "Give the company's name."), MaxLength(Tenant.NameMaxLength)]
    public string Name { get; set; } = "";

    [Display(Name = "Short name"), Required(ErrorMessage = "Give a short name for narrow places."), MaxLength(Tenant.ShortNameMaxLength)]
    public string ShortName { get; set; } = "";

    [Display(Name = "Color"), Required(ErrorMessage = "Choose a color."), RegularExpression("#[0-9a-fA-F]{6}", ErrorMessage = "A color looks like #4F9CF9.")]
    public string Color { get; set; } = "#8B5CF6";

    [Display(Name = "Time zone"), Required(ErrorMessage = "Choose a time zone."), MaxLength(Tenant.ZoneMaxLength)]
    public string Zone { get; set; } = "America/Los_Angeles";

    [Display(Name = "Rooms")]
    public List<Feature> Features { get; set; } = [];

    [Display(Name = "Default state"), Required(ErrorMessage = "Give the state."), RegularExpression("[A-Za-z]{2}", ErrorMessage = "A state has two letters.")]
    public string DefaultState { get; set; } = "WA";

    [Display(Name = "Postal address"), MaxLength(Tenant.PostalAddressMaxLength)]
    public string? PostalAddress { get; set; }

    [Display(Name = "Known cities")]
    public List<string> Cities { get; set; } = [];

    [Display(Name = "Technicians may record payments")]
    public bool TechniciansRecordPayments { get; set; } = true;

    [Display(Name = "Working day begins"), Required(ErrorMessage = "Say when the working day begins.")]
    public TimeOnly? WorkBegins { get; set; } = WorkWeek.Usual.Begins;

    [Display(Name = "Working day ends"), Required(ErrorMessage = "Say when the working day ends.")]
    public TimeOnly? WorkEnds { get; set; } = WorkWeek.Usual.Ends;

    [Display(Name = "Working days"), MinLength(1, ErrorMessage = "Choose at least one working day.")]
    public List<DayOfWeek> WorkDays { get; set; } = [.. WorkWeek.Usual.Days];

    [Display(Name = "Travel"), Required(ErrorMessage = "Give the minutes from one house to the next."), Range(0, 240, ErrorMessage = "Travel takes 0 to 240 minutes.")]
    public int? TravelMinutes { get; set; } = (int)WorkWeek.Usual.Travel.TotalMinutes;

    internal static CompanyInput Of(Tenant company) => new()
    {
        Name = company.Name,
        ShortName = company.ShortName,
        Color = company.Color,
        Zone = company.Zone,
        Features = [.. company.Features.Order()],
        DefaultState = company.DefaultState,
        PostalAddress = company.PostalAddress,
        Cities = [.. company.Cities],
        TechniciansRecordPayments = company.TechniciansRecordPayments,
        WorkBegins = company.WorkBegins,
        WorkEnds = company.WorkEnds,
        WorkDays = [.. company.WorkDays],
        TravelMinutes = company.TravelMinutes,
    };

    public CompanyInput Copy()
    {
        var copy = (CompanyInput)MemberwiseClone();
        (copy.Features, copy.Cities, copy.WorkDays) = ([.. Features], [.. Cities], [.. WorkDays]);
        return copy;
    }

    internal void FillIn(Tenant company)
    {
        company.Name = Typed.Line(Name)!;
        company.ShortName = Typed.Line(ShortName)!;
        company.Color = Color.ToUpperInvariant();
        company.Zone = Zone;
        company.Features = [.. Features.Distinct().Order()];
        company.DefaultState = DefaultState.ToUpperInvariant();
        company.PostalAddress = Typed.Line(PostalAddress);
        company.Cities = [.. Cities.Select(Typed.Line).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        company.TechniciansRecordPayments = TechniciansRecordPayments;
        (company.WorkBegins, company.WorkEnds) = (WorkBegins!.Value, WorkEnds!.Value);
        company.WorkDays = [.. WorkDays.Distinct().Order()];
        company.TravelMinutes = TravelMinutes!.Value;
    }
}
