using PlumbingOps.Data.Tenants;
using PlumbingOps.Web.Shell;

namespace PlumbingOps.Web.Features.Companies;

/// <summary>A company's rooms in words.</summary>
public static class RoomWords
{
    public static string List(IEnumerable<Feature> features) => string.Join(", ", features.Order().Select(feature => EnumWords.Of(feature)));
}
