namespace PlumbingOps.Data.Imports;

/// <summary>A company's own abbreviations: what stands where the phase stands, again and again, always under one category, means that category.</summary>
internal static class LearnedWords
{
    private const int EnoughRows = 8;

    public static Dictionary<string, WorkMeaning> Find(CalendarFile file, IReadOnlyList<SubjectShape> shapes, TradeWords words, CategoryBook categories)
    {
        var unknown = new Dictionary<string, List<(WorkMeaning Meaning, string Community)>>();
        var usual = new Dictionary<WorkMeaning, int>();
        for (var i = 0; i < shapes.Count; i++)
        {
            if (shapes[i].Lot is null || categories.Read(file.Records[i].Categories).Work is not { } colour)
            {
                continue;
            }
            if (shapes[i] is { UnknownWork: { } written, Names.Count: 2 } shape)
            {
                var key = Spelling.Key(written);
                if (!unknown.TryGetValue(key, out var rows))
                {
                    unknown[key] = rows = [];
                }
                rows.Add((colour, Spelling.Key(shape.Names[1])));
            }
            else if (shapes[i].Work is { } work && work.Meaning == colour)
            {
                usual[colour] = usual.GetValueOrDefault(colour) + 1;
            }
        }
        var found = new Dictionary<string, WorkMeaning>();
        foreach (var (key, rows) in unknown.Where(u => u.Value.Count >= EnoughRows))
        {
            var most = rows.GroupBy(r => r.Meaning).MaxBy(g => g.Count())!;
            // A name with a dash of its own stands there too, but always in the same place.
            var agrees = most.Count() >= rows.Count * .95 && rows.Select(r => r.Community).Distinct().Count() > 1;
            // A colour that has its usual word already may be shared: groundwork under the colour of post and beam.
            if (agrees && (words.IsShortFor(key, most.Key) || usual.GetValueOrDefault(most.Key) * 4 < rows.Count))
            {
                found[key] = most.Key;
            }
        }
        return found;
    }
}
