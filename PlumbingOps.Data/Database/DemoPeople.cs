using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using PlumbingOps.Data.People;
using PlumbingOps.Data.Tenants;

namespace PlumbingOps.Data.Database;

/// <summary>The cast of the demonstration: two companies, and a person for each role.</summary>
public static class DemoPeople
{
    public const string AllCounty = "all_county";
    public const string H2O = "h2o";

    private const string PasswordsFile = "demo-passwords.json";
    private const int WordsPerPassword = 3;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private static readonly string[] Words =
    [
        "basin", "boiler", "brass", "bucket", "copper", "coupling", "drain", "elbow", "faucet", "filter", "flange", "flux", "gasket", "gauge", "heater", "hose",
        "kettle", "level", "manifold", "nozzle", "outlet", "pipe", "pliers", "plunger", "pump", "radiator", "riser", "shower", "sink", "solder", "spigot", "sprinkler",
        "strainer", "sump", "tank", "tee", "thread", "trap", "tub", "union", "valve", "vent", "washer", "wrench",
    ];

    public static readonly IReadOnlyList<DemoPerson> Cast =
    [
        new("ana", "Ana Alvarez", Roles.Admin, null),
        new("omar", "Omar Oakes", Roles.Office, null),
        new("mia", "Mia Moss", Roles.Marketing, null),
        new("theo", "Theo Thorn", Roles.Technician, null),
        new("vera", "Vera Vale", Roles.Viewer, null),
        new("max", "Max Mercer", Roles.Office, H2O),
    ];

    /// <summary>Makes the two companies and the cast; for an empty database.</summary>
    /// <param name="password">Of a user name.</param>
    public static async Task CreateAsync(Db database, Passwords passwords, ILookupNormalizer names, TimeProvider clock, Func<string, string> password, CancellationToken cancellationToken = default)
    {
        var setUp = Actor.System([AllCounty, H2O], ChangeSource.Setup);
        await using var db = await database.OpenAsync(setUp, Permission.ManageUsers, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.DescribeAsync("Made the demonstration companies and people", cancellationToken);
        string[] cities = ["TANSLEY", "OAKHOLT", "PORT HALVOR", "LA PINEDA", "MARRENFIELD", "OLD BRISTOW", "CLEMENCY"];
        db.Tenants.AddRange(
            new Tenant
            {
                Id = AllCounty,
                Name = "All County Plumbing",
                ShortName = "AC",
                Color = "#4F9CF9",
                PostalAddress = "120 Foundry Street, Tansley WA 98600",
                Cities = [.. cities],
                Features = [Feature.Jobs, Feature.ServiceCalls, Feature.Bids, Feature.Reviews],
            },
            new Tenant
            {
                Id = H2O,
                Name = "H2O Plumbers",
                ShortName = "H2O",
                Color = "#10B981",
                PostalAddress = "48 Canal Road, Oakholt WA 98601",
                Cities = [.. cities],
                Features = [Feature.ServiceCalls, Feature.Bids, Feature.Customers, Feature.Marketing, Feature.Reviews],
            });
        foreach (var member in Cast)
        {
            var person = NewPeople.Create(member.FullName, member.UserName, member.Email, member.Role, names, clock);
            person.TenantId = member.TenantId;
            passwords.Set(person, password(member.UserName));
            await NewPeople.AddAsync(db, person, member.Role, cancellationToken);
            if (member.Role == Roles.Technician)
            {
                db.Technicians.AddRange(new[] { AllCounty, H2O }.Select(tenant => new Technician { TenantId = tenant, Name = "Theo", UserId = person.Id }));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Random, and the same at every start on this data folder; only the house's own user can read them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PasswordsOfAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        if (await FindPasswordsAsync(dataFolder, cancellationToken) is { } known)
        {
            return known;
        }

        var made = Cast.ToDictionary(person => person.UserName, _ => NewPassword());
        Directory.CreateDirectory(dataFolder);
        var privately = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            privately.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(Path.Combine(dataFolder, PasswordsFile), privately);
        await JsonSerializer.SerializeAsync(file, made, Readable, cancellationToken);
        return made;
    }

    /// <summary>Null when this data folder holds no demonstration.</summary>
    public static async Task<IReadOnlyDictionary<string, string>?> FindPasswordsAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(dataFolder, PasswordsFile);
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(file, cancellationToken)) : null;
    }

    private static string NewPassword() =>
        string.Join('-', RandomNumberGenerator.GetItems<string>(Words, WordsPerPassword)) + "-" + RandomNumberGenerator.GetInt32(1000, 10_000);
}

/// <param name="TenantId">The only company; null for all.</param>
public sealed record DemoPerson(string UserName, string FullName, string Role, string? TenantId)
{
    public string Email => $"{UserName}@example.com";
}
