using System.Text.Json;

namespace PlumbingOps.Data.Imports;

/// <summary>A company's settings as JSON: zone, default_state, cities, technicians, technician_spellings. Anything else is passed over.</summary>
public static class ImportSettingsJson
{
    public static ImportKnowledge Read(Stream stream)
    {
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        var knowledge = new ImportKnowledge();
        var spellings = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        if (root.TryGetProperty("technician_spellings", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var person in given.EnumerateObject())
            {
                spellings[person.Name] = Strings(person.Value);
            }
        }
        return knowledge with
        {
            Zone = Text(root, "zone") ?? knowledge.Zone,
            DefaultState = Text(root, "default_state"),
            Cities = root.TryGetProperty("cities", out var cities) ? Strings(cities) : [],
            Technicians = root.TryGetProperty("technicians", out var technicians)
                ? [.. Strings(technicians).Select(name => new KnownTechnician(null, name, spellings.GetValueOrDefault(name) ?? []))]
                : [],
        };
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> Strings(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)] : [];
}
