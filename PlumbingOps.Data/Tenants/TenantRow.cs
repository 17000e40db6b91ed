namespace PlumbingOps.Data.Tenants;

/// <summary>A company as menus, badges and clocks need it.</summary>
/// <param name="ShortName">Two or three letters, such as "AC".</param>
/// <param name="Color">The accent, as #RRGGBB.</param>
/// <param name="Zone">IANA name of the zone its days are in.</param>
public sealed record TenantRow(string Id, string Name, string ShortName, string Color, string Zone, IReadOnlySet<Feature> Features);
