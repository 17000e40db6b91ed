using Microsoft.EntityFrameworkCore;
using PlumbingOps.Data.People;

namespace PlumbingOps.Data.Database.Demo;

/// <summary>Eight technicians for each company. Theo, who signs in, works for both.</summary>
internal static class DemoTechnicians
{
    private const string Theo = "Theo";

    private static readonly (string Name, string[] Aliases)[] Construction =
        [(Theo, []), ("Ruben", ["Rubin"]), ("Marta", []), ("Casimir", ["Cas", "Casimer"]), ("Dale", []), ("Inez", ["Ines"]), ("Wyatt", ["Wyat"]), ("Prosper", [])];

    private static readonly (string Name, string[] Aliases)[] Service =
        [(Theo, []), ("Gus", ["August"]), ("Lena", []), ("Tobias", ["Toby"]), ("Nadine", []), ("Curtis", ["Curt"]), ("Yara", []), ("Beau", ["Bo"])];

    /// <summary>Those who are there already, as Theo is with the cast, stay; the others are added.</summary>
    public static async Task<List<Technician>> EnsureAsync(AppDbContext db, string tenantId, DemoStaff staff, DemoDice dice, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var known = await db.Technicians.Where(t => t.TenantId == tenantId).ToListAsync(cancellationToken);
        var crew = new List<Technician>();
        foreach (var (name, aliases) in tenantId == DemoPeople.AllCounty ? Construction : Service)
        {
            if (known.Find(t => t.Name == name) is not { } technician)
            {
                technician = new Technician { Id = dice.Id(at), TenantId = tenantId, Name = name, UserId = name == Theo ? staff.Theo : null };
                technician.Aliases.AddRange(aliases.Select(alias => new TechnicianAlias { Id = dice.Id(at), TenantId = tenantId, TechnicianId = technician.Id, Alias = alias }));
                db.Technicians.Add(technician);
            }

            crew.Add(technician);
        }

        return crew;
    }
}
