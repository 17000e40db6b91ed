using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlumbingOps.Data.Imports;

/// <summary>A company's settings as JSON: zone, default_state, cities, technicians, technician_spellings. Anything else is passed over.</summary>
public static class ImportSettingsJson
{
    public static ImportKnowledge Read(Stream stream)
    {
        // A truth file has every row of its calendar behind the settings: what is not asked for is passed over while reading.
        var root = JsonSerializer.SerializeToElement(JsonSerializer.Deserialize<Head>(stream) ?? new Head());
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

    private sealed record Head
    {
        [JsonPropertyName("zone")] public JsonElement? Zone { get; init; }
        [JsonPropertyName("default_state")] public JsonElement? DefaultState { get; init; }
        [JsonPropertyName("cities")] public JsonElement? Cities { get; init; }
        [JsonPropertyName("technicians")] public JsonElement? Technicians { get; init; }
        [JsonPropertyName("technician_spellings")] public JsonElement? TechnicianSpellings { get; init; }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> Strings(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)] : [];
}
