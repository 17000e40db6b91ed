using PlumbingOps.Data.ServiceCalls;

namespace PlumbingOps.Data.Scheduling;

/// <summary>What to call a call that was read whole.</summary>
internal static class DispatchNames
{
    public static string Of(ServiceCall call) =>
        call.Customer?.Name
        ?? (call.Lot?.Community is { } community ? call.Lot.Number is { } number ? $"{community.Name} #{number}" : community.Name : null)
        ?? call.ProjectName ?? call.Street ?? call.ShortNumber;
}
