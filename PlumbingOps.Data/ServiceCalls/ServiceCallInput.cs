using System.ComponentModel.DataAnnotations;

namespace PlumbingOps.Data.ServiceCalls;

/// <summary>What the form of a call fills in.</summary>
public class ServiceCallInput
{
    [Display(Name = "Kind")]
    public ServiceCallKind Kind { get; set; } = ServiceCallKind.Service;

    [Display(Name = "Priority")]
    public CallPriority Priority { get; set; } = CallPriority.Normal;

    [Display(Name = "Problem"), Required(ErrorMessage = "Say what is to be done."), MaxLength(ServiceCall.TextMaxLength)]
    public string? Problem { get; set; }

    [Display(Name = "Customer")]
    public Guid? CustomerId { get; set; }

    [Display(Name = "Lot")]
    public Guid? LotId { get; set; }

    [Display(Name = "Builder")]
    public Guid? BuilderId { get; set; }

    [Display(Name = "Project"), MaxLength(ServiceCall.NameMaxLength)]
    public string? ProjectName { get; set; }

    [Display(Name = "Street"), MaxLength(ServiceCall.NameMaxLength)]
    public string? Street { get; set; }

    [Display(Name = "City"), MaxLength(ServiceCall.CityMaxLength)]
    public string? City { get; set; }

    [Display(Name = "State"), MaxLength(ServiceCall.StateMaxLength)]
    public string? State { get; set; }

    [Display(Name = "ZIP"), MaxLength(ServiceCall.ZipMaxLength)]
    public string? Zip { get; set; }

    [Display(Name = "Building"), MaxLength(ServiceCall.UnitMaxLength)]
    public string? Building { get; set; }

    [Display(Name = "Unit"), MaxLength(ServiceCall.UnitMaxLength)]
    public string? Unit { get; set; }

    [Display(Name = "On site"), MaxLength(ServiceCall.NameMaxLength)]
    public string? ContactName { get; set; }

    [Display(Name = "Phone on site"), MaxLength(ServiceCall.PhoneMaxLength)]
    public string? ContactPhone { get; set; }

    [Display(Name = "E-mail on site"), MaxLength(ServiceCall.NameMaxLength)]
    public string? ContactEmail { get; set; }

    [Display(Name = "Bill to customer")]
    public Guid? BillToCustomerId { get; set; }

    [Display(Name = "Bill to builder")]
    public Guid? BillToBuilderId { get; set; }

    [Display(Name = "When")]
    public CallWindow When { get; set; } = new();

    [Display(Name = "Technician")]
    public Guid? PrimaryTechnicianId { get; set; }

    [Display(Name = "Helpers")]
    public List<Guid> Helpers { get; set; } = [];

    /// <summary>Somebody may be at two places at once for it. No field of the call: it counts for this save.</summary>
    [Display(Name = "Why it can be done"), MaxLength(CallTechnician.ReasonMaxLength, ErrorMessage = "Say why in at most {1} characters.")]
    public string? OverlapReason { get; set; }

    [Display(Name = "Write-up")]
    public WriteUpStatus? WriteUp { get; set; }

    [Display(Name = "Written up by")]
    public Guid? WriteUpAssigneeId { get; set; }

    [Display(Name = "Paperwork turned in")]
    public bool PaperworkTurnedIn { get; set; }

    [Display(Name = "Customer code"), MaxLength(ServiceCall.CodeMaxLength)]
    public string? CustomerCode { get; set; }

    [Display(Name = "Estimate number"), Range(1, 99, ErrorMessage = "Estimates count from 1 to 99.")]
    public int? EstimateNumber { get; set; }

    [Display(Name = "Notes"), MaxLength(ServiceCall.TextMaxLength)]
    public string? Notes { get; set; }

    /// <param name="zone">The company's.</param>
    public static ServiceCallInput Of(ServiceCall call, TimeZoneInfo zone) => new()
    {
        Kind = call.Kind,
        Priority = call.Priority,
        Problem = call.Problem,
        CustomerId = call.CustomerId,
        LotId = call.LotId,
        BuilderId = call.BuilderId,
        ProjectName = call.ProjectName,
        Street = call.Street,
        City = call.City,
        State = call.State,
        Zip = call.Zip,
        Building = call.Building,
        Unit = call.Unit,
        ContactName = call.ContactName,
        ContactPhone = call.ContactPhone,
        ContactEmail = call.ContactEmail,
        BillToCustomerId = call.BillToCustomerId,
        BillToBuilderId = call.BillToBuilderId,
        When = CallWindow.Of(call.StartsAt, call.EndsAt, call.AllDay, zone),
        PrimaryTechnicianId = call.Technicians.Find(t => t.IsPrimary)?.TechnicianId,
        Helpers = call.Technicians.Where(t => !t.IsPrimary).Select(t => t.TechnicianId).Order().ToList(),
        WriteUp = call.WriteUp,
        WriteUpAssigneeId = call.WriteUpAssigneeId,
        PaperworkTurnedIn = call.PaperworkTurnedIn,
        CustomerCode = call.CustomerCode,
        EstimateNumber = call.EstimateNumber,
        Notes = call.Notes,
    };

    /// <summary>A form binds to a copy of its own.</summary>
    public ServiceCallInput Copy()
    {
        var copy = (ServiceCallInput)MemberwiseClone();
        copy.Helpers = [.. Helpers];
        return copy;
    }

    /// <summary>Everything but the time, which <see cref="ServiceCall.Schedule"/> sets, and the technicians.</summary>
    internal void WriteTo(ServiceCall call)
    {
        if (CustomerId is null && LotId is null && string.IsNullOrWhiteSpace(Street) && string.IsNullOrWhiteSpace(ProjectName))
        {
            throw new RuleException("For whom or where? Give a customer, a lot or an address.", nameof(CustomerId));
        }

        if (BillToCustomerId is not null && BillToBuilderId is not null)
        {
            throw new RuleException("One pays: the customer or the builder.", nameof(BillToBuilderId));
        }

        (call.Kind, call.Priority, call.Problem, call.Notes) = (Kind, Priority, Problem!.Trim(), Text(Notes));
        (call.CustomerId, call.LotId, call.BuilderId) = (CustomerId, LotId, BuilderId);
        (call.ProjectName, call.Street, call.City, call.State, call.Zip) = (Text(ProjectName), Text(Street), Text(City), Text(State)?.ToUpperInvariant(), Text(Zip));
        (call.Building, call.Unit) = (Text(Building), Text(Unit));
        (call.ContactName, call.ContactPhone, call.ContactEmail) = (Text(ContactName), Text(ContactPhone), Text(ContactEmail)?.ToLowerInvariant());
        (call.BillToCustomerId, call.BillToBuilderId) = (BillToCustomerId, BillToBuilderId);
        (call.WriteUp, call.WriteUpAssigneeId, call.PaperworkTurnedIn) = (WriteUp, WriteUpAssigneeId, PaperworkTurnedIn);
        (call.CustomerCode, call.EstimateNumber) = (Text(CustomerCode), EstimateNumber);
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
