namespace PlumbingOps.Data.Imports;

/// <summary>A canonical row's names, the raw material builders and communities are found in.</summary>
internal sealed record NamedPlace(string Builder, string Community, string? Street);

/// <summary>A builder or community: one name, and the spellings that mean it.</summary>
internal class NamedEntry(string name, Guid? id, bool known)
{
    public string Name { get; } = name;
    public Guid? Id { get; } = id;
    /// <summary>From the company's books rather than from this file.</summary>
    public bool Known { get; } = known;
    public int Rows { get; set; }
    public Dictionary<string, NameForm> Forms { get; } = [];
}

internal sealed class BuilderEntry(string name, Guid? id, bool known) : NamedEntry(name, id, known)
{
    public List<CommunityEntry> Communities { get; } = [];
    public Dictionary<string, CommunityEntry> CommunityForms { get; } = [];
}

internal sealed class CommunityEntry(BuilderEntry builder, string name, Guid? id, bool known) : NamedEntry(name, id, known)
{
    public BuilderEntry Builder { get; } = builder;
    public HashSet<string> Streets { get; } = [];
    public HashSet<string> Lots { get; } = [];
}

/// <summary>One spelling of a name. Unless certain, a person confirms it once.</summary>
internal sealed record NameForm(string Written, int Rows, Likeness Likeness, double Score, bool Certain);

/// <summary>What a spelling was found to mean.</summary>
internal sealed record NameMatch<T>(T Entry, Likeness Likeness, double Score, bool Certain, IReadOnlyList<T> Others) where T : NamedEntry;
